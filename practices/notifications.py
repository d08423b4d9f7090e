"""What practices tell people, and what a mail may say of contributions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moderation.models import Concern, Review
from notifications import matters
from notifications.kinds import Often, kind
from notifications.matters import Matter, Thing
from practices import kinds
from practices.actions.assessment import ABOUT as ASSESSMENT
from practices.actions.pilots import ABOUT as PILOT
from practices.models import (
    AgendaTheme,
    Assessment,
    Contribution,
    Insight,
    JointText,
    Membership,
    Pilot,
    ProofRemark,
    Quoted,
    Remark,
)

kind("join-request", _("Iemand wil meedoen met een praktijk die jij begeleidt"), Often.ONCE)
kind("join-decision", _("Antwoord op jouw vraag om mee te doen"), Often.ONCE)
kind("facilitation", _("Je begeleidt een praktijk, of niet meer"), Often.ONCE)
kind("house-rules", _("De huisregels van jouw praktijk zijn veranderd"), Often.ONCE)
kind("remark-answered", _("De redactie antwoordt jou"), Often.ONCE)
kind("remark-decision", _("Een besluit over wat jij schreef"), Often.ONCE)
kind("own-words", _("Wat er met jouw eigen woorden gebeurde"))
kind("proposal-decided", _("Een besluit over een voorstel van jou"))
kind("revisit", _("Iets waar je op bouwde, is ingetrokken"))
kind("adoption", _("Een andere praktijk probeert wat jullie leerden"))
kind("adoption-result", _("Wat jullie inzicht elders opleverde"))
kind("insight-quoted", _("Een inzicht gebruikt wat jij vertelde: klopt het?"), Often.ONCE)
kind("insight-checked", _("Wat mensen zeggen die jullie in een inzicht aanhalen"), Often.ONCE)
kind("insight-passed-on", _("Een inzicht dat past bij jullie praktijk"))
kind("agenda-new", _("Een nieuw thema op de agenda van jouw praktijk"))
kind("agenda-late", _("Een thema wacht langer op antwoord dan beloofd"), Often.ONCE)
kind("agenda-decision", _("Een besluit over jouw thema op de agenda"), Often.ONCE)
kind("agenda-answered", _("Antwoord op een thema van de agenda"), Often.ONCE)
kind("agenda-phase", _("Wat er gebeurt met een thema van de agenda"))
kind("assessment-started", _("Jouw praktijk vraagt je de zelftest in te vullen"), Often.ONCE)
kind("assessment-reminder", _("De zelftest sluit bijna"), Often.ONCE)
kind("assessment-closed", _("De uitkomst van de zelftest"))
kind("improvement", _("Jij let op een verbeterpunt"))
kind("guest", _("Er leest een gast mee in iets dat jij begon"))
kind("text-proof", _("Een tekst van jouw praktijk om te lezen"), Often.ONCE)
kind("text-remark", _("Iemand zei iets van een tekst van jouw praktijk"))
kind("text-after", _("Na jou bewaarde iemand een andere versie van een tekst"))
kind("text-answer", _("Antwoord op wat jij zei van een tekst"), Often.ONCE)
kind("voice-waits", _("Iemand met ervaring wacht in jouw praktijk op een antwoord"), Often.ONCE)
kind("voice-balance", _("In jouw praktijk antwoorden professionals alleen elkaar"), Often.ONCE)
kind("pilot-over", _("De laatste dag van iets dat jullie proberen is voorbij"), Often.ONCE)
kind("agreement", _("Tijd om weer naar een afspraak te kijken"), Often.ONCE)
kind("pulse", _("Drie korte vragen over samen leren"), Often.ONCE)


class ContributionMatter(Matter):
    """Something people brought: told of to who may read it now, and to who wrote it for as long as it stands."""

    names: ClassVar[tuple[str, ...]] = (
        Insight.KIND,
        Remark.KIND,
        AgendaTheme.KIND,
        JointText.KIND,
        ProofRemark.KIND,
        "weighing",
        kinds.BEYOND,
    )

    def places(self, pks: Iterable[int]) -> dict[int, int]:
        found = Contribution.objects.filter(pk__in=list(pks), practice__isnull=False)
        return dict(found.values_list("pk", "practice"))

    def seen_by(self, user: User, since: Mapping[int, datetime]) -> dict[int, Thing]:
        own = Contribution.objects.filter(author=user, withdrawn_at__isnull=True)
        drafts = Insight.objects.opened_by(user).filter(draft_since__isnull=False)
        seen = Contribution.objects.filter(
            Q(pk__in=Contribution.objects.visible_to(user).values("pk"))
            | Q(pk__in=own.values("pk"))
            | Q(pk__in=drafts.values("pk")),
            pk__in=list(since),
        )
        return {one.pk: thing(one) for one in seen.select_related("practice", "root")}


class AssessmentMatter(Matter):
    """A round of the self-assessment, for who may see it."""

    names: ClassVar[tuple[str, ...]] = (ASSESSMENT,)

    def places(self, pks: Iterable[int]) -> dict[int, int]:
        return dict(Assessment.objects.filter(pk__in=list(pks)).values_list("pk", "practice"))

    def seen_by(self, user: User, since: Mapping[int, datetime]) -> dict[int, Thing]:
        seen = Assessment.objects.visible_to(user).filter(pk__in=list(since)).select_related("practice")
        return {one.pk: Thing("", "", one.practice_id, one.practice.name) for one in seen}


class PilotMatter(Matter):
    """Something that is tried, for who takes part."""

    names: ClassVar[tuple[str, ...]] = (PILOT,)

    def places(self, pks: Iterable[int]) -> dict[int, int]:
        return dict(Pilot.objects.filter(pk__in=list(pks)).values_list("pk", "practice"))

    def seen_by(self, user: User, since: Mapping[int, datetime]) -> dict[int, Thing]:
        seen = Pilot.objects.visible_to(user).filter(pk__in=list(since)).select_related("practice")
        return {one.pk: Thing(one.name, one.get_absolute_url(), one.practice_id, one.practice.name) for one in seen}


class QuotedMatter(Matter):
    """A sentence of somebody in an insight: told of to who told it, by the name of what they told themselves."""

    names: ClassVar[tuple[str, ...]] = (kinds.QUOTED,)

    def places(self, pks: Iterable[int]) -> dict[int, int]:
        return {}

    def seen_by(self, user: User, since: Mapping[int, datetime]) -> dict[int, Thing]:
        seen = Quoted.objects.of(user).filter(pk__in=list(since)).select_related("contribution")
        return {
            one.pk: Thing(
                title=one.contribution.title,
                url=reverse("practices:quoted", args=[one.pk]),
                is_sensitive=bool(one.contribution.content_notes),
            )
            for one in seen
        }


class ReviewMatter(Matter):
    """Something that waits for a reader, or for help in danger: told of to who may read along. It names nothing."""

    names: ClassVar[tuple[str, ...]] = ("review",)

    def places(self, pks: Iterable[int]) -> dict[int, int]:
        return {}

    def seen_by(self, user: User, since: Mapping[int, datetime]) -> dict[int, Thing]:
        seen = Review.objects.visible_to(user).filter(pk__in=list(since))
        return {pk: Thing("", reverse("moderation:review", args=[pk])) for pk in seen.values_list("pk", flat=True)}


class ConcernMatter(ReviewMatter):
    """A worry about somebody."""

    names = ("concern",)

    def seen_by(self, user: User, since: Mapping[int, datetime]) -> dict[int, Thing]:
        seen = Concern.objects.visible_to(user).filter(pk__in=list(since))
        return {pk: Thing("", reverse("moderation:concern", args=[pk])) for pk in seen.values_list("pk", flat=True)}


def thing(one: Contribution) -> Thing:
    """Give a contribution as a mail tells of it."""
    try:
        url = one.get_absolute_url()
    except LookupError:
        url = ""
    return Thing(
        title=one.title,
        url=url,
        place=one.practice_id,
        place_name=one.practice.name if one.practice else "",
        is_sensitive=bool(one.content_notes or (one.root and one.root.content_notes)),
    )


@matters.places
def practices_of(user: User) -> list[tuple[int, str]]:
    """Give where this person takes part now."""
    mine = Membership.objects.current().filter(user=user)
    return list(mine.order_by("practice__name").values_list("practice", "practice__name"))
