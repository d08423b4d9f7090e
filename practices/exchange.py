"""What goes round between the practices: which insights, who tries them, and which questions recur."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from accounts.models import User
from knowledge.models import Theme
from practices.models import Adoption, Audience, Insight, Practice, Proposal
from practices.models.contribution import ContributionQuerySet
from practices.models.practice import Joined, PracticeQuerySet
from practices.voices import SMALLEST_GROUP

QUIET_AFTER = timedelta(days=14)
BEYOND = [Audience.SIGNED_IN, Audience.EVERYONE]


@dataclass(frozen=True)
class Line:
    """One practice in the cockpit. `members` is None under five people: too few to be a figure."""

    practice: Practice
    phase: str
    members: int | None
    is_quiet: bool


@dataclass(frozen=True)
class Recurring:
    """One theme and the practices that ask about it."""

    theme: Theme
    practices: list[Practice]


def tried_by() -> Subquery:
    """Give the names of the practices that try an insight too, joined; see `Insight.names_tried`."""
    rows = Adoption.objects.filter(insight=OuterRef("pk")).order_by().values("insight")
    return Subquery(rows.annotate(names=Joined(F("practice__name"))).values("names"))


def going_round(user: User | AnonymousUser) -> ContributionQuerySet[Insight]:
    """Give the insights this reader may see that were shared beyond their practice, newest first."""
    insights: ContributionQuerySet[Insight] = Insight.objects.visible_to(user)
    shared = insights.filter(audience__in=BEYOND, practice__isnull=False).select_related("practice__labour_region")
    found: ContributionQuerySet[Any] = shared.annotate(tried=tried_by()).order_by("-published_at")
    return found


def learned_about(user: User | AnonymousUser, theme: Theme, few: int) -> list[Insight]:
    """Give insights this reader may see: those that changed the dossier (`changed` holds how), then what goes round."""
    changed = Proposal.objects.accepted().filter(insight=OuterRef("pk"), dossier__theme=theme).order_by("-decided_at")
    about = Q(audience__in=BEYOND, pk__in=theme.contributions.values("pk"))
    insights: ContributionQuerySet[Insight] = Insight.objects.visible_to(user).filter(practice__isnull=False)
    found = (
        insights.annotate(changed=Subquery(changed.values("text")[:1]))
        .filter(Q(changed__isnull=False) | about)
        .select_related("practice__labour_region")
        .annotate(tried=tried_by())
        .order_by(F("changed").asc(nulls_last=True), "-published_at")
    )
    return list(found[: 2 * few])


def all_practices() -> PracticeQuerySet:
    """Give the practices with what the cockpit shows of them, the liveliest first."""
    now = Count("memberships", filter=Q(memberships__left_at__isnull=True))
    return (
        Practice.objects.select_related("labour_region").with_rail().annotate(people=now).order_by("-active_at", "name")
    )


def lines(practices: list[Practice]) -> list[Line]:
    """Give a line for each practice."""
    quiet_since = timezone.now() - QUIET_AFTER
    return [
        Line(
            practice,
            practice.step_name(),
            people if (people := practice.people) >= SMALLEST_GROUP else None,  # type: ignore[attr-defined]
            practice.active_at < quiet_since,
        )
        for practice in practices
    ]


def by_phase(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Group the lines by the phase they are in, in the order of the learning cycle; without a phase comes last."""
    places: dict[str, int] = {}
    for line in lines:
        places[line.phase] = min(places.get(line.phase, 99), line.practice.step_now() or 99)
    return [
        (phase, [line for line in lines if line.phase == phase])
        for phase in sorted(places, key=lambda phase: (places[phase], phase))
    ]


def recurring() -> list[Recurring]:
    """Give the themes that more than one practice asks about, the most asked first."""
    practices = Practice.objects.select_related("labour_region")
    themes = (
        Theme.objects.annotate(asked=Count("practices"))
        .filter(asked__gt=1)
        .prefetch_related(Prefetch("practices", practices.order_by("name")))
        .order_by("-asked", "name")
    )
    return [Recurring(theme, list(theme.practices.all())) for theme in themes]
