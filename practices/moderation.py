"""How a remark and an agenda theme are read along with, and what a decision does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from moderation import Reviewable
from moderation.models import Decision
from moderation.reviewable import Section
from practices.actions import agenda
from practices.actions.remarks import follow_decision
from practices.known import linked
from practices.models import AgendaTheme, Remark


class RemarkReviewable(Reviewable):
    """Moderators decide, nobody about their own remark."""

    kind, model = Remark.KIND, Remark
    name = gettext_lazy("Opmerking")

    def things(self, pks: Collection[int]) -> Iterable[Remark]:
        remarks: Iterable[Remark] = Remark.objects.drawn().filter(pk__in=pks, withdrawn_at__isnull=True)
        return remarks

    def title(self, thing: Remark) -> str:
        return _("Opmerking bij ‘%(title)s’") % {"title": thing.about_what}

    def sections(self, thing: Remark) -> list[Section]:
        said = Section(_("Wat iemand vindt"), str(thing.get_verdict_display()))
        return [said, Section(_("In eigen woorden"), thing.text)] if thing.text else [said]

    def facts(self, thing: Remark) -> list[tuple[str, str]]:
        return [(_("Naam:"), thing.pseudonym), (_("Voor wie:"), str(thing.get_audience_display()))]

    def is_open_to_all(self, thing: Remark) -> bool:
        return thing.is_shown

    def may_decide(self, user: User | AnonymousUser, thing: Remark) -> bool:
        return user.is_authenticated and thing.author_id != user.pk

    def on_decision(self, thing: Any, decision: Decision) -> None:
        follow_decision(thing, decision)


class AgendaReviewable(Reviewable):
    """Moderators decide, nobody about their own theme."""

    kind, model = AgendaTheme.KIND, AgendaTheme
    name = gettext_lazy("Agendathema")

    def things(self, pks: Collection[int]) -> Iterable[AgendaTheme]:
        themes: Iterable[AgendaTheme] = AgendaTheme.objects.drawn().filter(pk__in=pks, withdrawn_at__isnull=True)
        return themes

    def title(self, thing: AgendaTheme) -> str:
        return thing.title

    def sections(self, thing: AgendaTheme) -> list[Section]:
        different = linked(thing).different
        said = [Section(_("Wat iemand op de agenda zet"), thing.title)]
        return [*said, Section(_("Wat is hier anders?"), different)] if different else said

    def facts(self, thing: AgendaTheme) -> list[tuple[str, str]]:
        facts = [(_("Naam:"), thing.pseudonym), (_("Voor wie:"), str(thing.get_audience_display()))]
        return [*facts, (_("Praktijk:"), thing.practice.name)] if thing.practice else facts

    def is_open_to_all(self, thing: AgendaTheme) -> bool:
        return thing.is_shown

    def may_decide(self, user: User | AnonymousUser, thing: AgendaTheme) -> bool:
        return user.is_authenticated and thing.author_id != user.pk

    def on_decision(self, thing: Any, decision: Decision) -> None:
        agenda.follow_decision(thing, decision)
