"""How a case is read along with, and what a decision does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from forums.actions import showing
from forums.models import Case, LookBack, Side
from moderation import Reviewable
from moderation.models import Concern, Decision, Review
from moderation.reviewable import Section
from practices.models import Audience, Membership


class CaseReviewable(Reviewable):
    """Facilitators decide in their own practice, moderators everywhere, nobody about their own case."""

    kind, model = Case.KIND, Case
    name = gettext_lazy("Casus")

    def things(self, pks: Collection[int]) -> Iterable[Case]:
        cases: Iterable[Case] = Case.objects.filter(pk__in=pks, withdrawn_at__isnull=True).select_related(
            "practice", "start"
        )
        return cases

    def title(self, thing: Case) -> str:
        return thing.title

    def sections(self, thing: Case) -> list[Section]:
        sections = [Section(Case.heading(name), getattr(thing, name)) for name in Case.WORDS]
        looks = LookBack.objects.filter(root=thing.pk, withdrawn_at__isnull=True).order_by("pk")
        sections += [Section(_("Hoe het verder ging"), one.did) for one in looks]
        sides = Side.objects.filter(root=thing.pk, withdrawn_at__isnull=True).order_by("-is_first")
        if thing.is_duo and all(side.agreed_at for side in sides):
            sections += [
                Section(side.pseudonym, "\n".join(filter(None, [side.happened, side.meant]))) for side in sides
            ]
        if start := getattr(thing, "start", None):
            sections.append(Section(_("Wat is hier anders?"), start.different))
        return [section for section in sections if section.text]

    def facts(self, thing: Case) -> list[tuple[str, str]]:
        facts = [(_("Naam:"), thing.pseudonym), (_("Voor wie:"), str(thing.get_audience_display()))]
        if thing.practice:
            facts.append((_("Praktijk:"), thing.practice.name))
        return facts

    def is_open_to_all(self, thing: Case) -> bool:
        return thing.is_shown and thing.audience in {Audience.SIGNED_IN, Audience.EVERYONE}

    def spaces(self, user: User) -> Iterable[int]:
        leads = Membership.objects.current().filter(user=user, is_facilitator=True)
        return list(leads.values_list("practice_id", flat=True))

    def may_decide(self, user: User | AnonymousUser, thing: Case) -> bool:
        if not user.is_authenticated or user.pk == thing.author_id:
            return False
        return not (thing.is_duo and Side.objects.filter(root=thing.pk, author=user).exists())

    def on_second_wanted(self, thing: Any, review: Review) -> None:
        showing.tell_second(thing, review)

    def on_concern(self, thing: Any, review: Review, concern: Concern) -> None:
        showing.tell_danger(thing, concern)

    def on_decision(self, thing: Any, decision: Decision) -> None:
        showing.follow_decision(thing, decision)
