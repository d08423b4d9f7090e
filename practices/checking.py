"""An insight as it stands: what those quoted say of it, which sentences readers see, what it builds on and led to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from practices.models import Insight, InsightStage, Quoted

MOST = 20
FURTHEST = 20  # steps back along what insights build on
Answer = Quoted.Answer


@dataclass(frozen=True)
class Standing:
    """One of those quoted, as who works on the insight sees it: by the name of what they told, never more."""

    row: Quoted
    state: str  # "yes", "no", "out", "gone", "asked" or "unasked"


@dataclass(frozen=True)
class Check:
    """Everything that must be settled before it is shared."""

    lines: list[Standing]
    stages: list[InsightStage]

    @property
    def is_ready(self) -> bool:
        """Nobody holds it up."""
        return all(line.state in {"yes", "out", "gone"} for line in self.lines)

    @property
    def is_waiting(self) -> bool:
        """Somebody was asked and did not answer yet."""
        return any(line.state == "asked" for line in self.lines)

    @property
    def to_ask(self) -> bool:
        """Somebody can be asked who was not asked about these words."""
        return any(
            line.state in {"unasked", "no"} and line.row.asked_version != line.row.insight.version
            for line in self.lines
        )


def checked(insight: Insight) -> Check:
    """Give how it stands with those quoted. Two questions."""
    rows = list(insight.quoted.select_related("contribution"))
    for row in rows:
        row.insight = insight
    return Check([Standing(row, state_of(row)) for row in rows], list(insight.stages.all()))


def state_of(row: Quoted) -> str:
    """Give how it stands with one of them."""
    if row.contribution.is_withdrawn:
        return "gone"
    if row.answer == Answer.OUT:
        return "out"
    if row.answer == Answer.NO:
        return "no"
    if row.answer == Answer.YES and row.version == row.insight.version:
        return "yes"
    return "asked" if row.asked_version == row.insight.version else "unasked"


def quotes_of(insight: Insight) -> list[Quoted]:
    """Give the sentences readers see. One question."""
    return list(insight.quoted.to_read().select_related("contribution")[:MOST])


@dataclass(frozen=True)
class Lineage:
    """What an insight builds on, and where it was used further, as far as this reader may read those."""

    on: list[Insight]
    further: list[Insight]


def line() -> Exists:
    """Give what says of an insight whether it builds on another, or another on it."""
    through = Insight.builds_on.through.objects
    return Exists(through.filter(Q(from_insight=OuterRef("pk")) | Q(to_insight=OuterRef("pk"))))


def lineage_of(insight: Insight, user: User | AnonymousUser) -> Lineage:
    """Give both ways of the line. One question."""
    through = Insight.builds_on.through.objects
    on = through.filter(from_insight=insight.pk).values("to_insight")
    further = through.filter(to_insight=insight.pk).values("from_insight")
    seen = Insight.objects.visible_to(user).filter(Q(pk__in=on) | Q(pk__in=further), practice__isnull=False)
    before = Exists(through.filter(from_insight=insight.pk, to_insight=OuterRef("pk")))
    both = list(seen.annotate(before=before).select_related("practice").order_by("-published_at")[: 2 * MOST])
    return Lineage([one for one in both if one.before], [one for one in both if not one.before])


def descendants(insight: Insight) -> set[int]:
    """Give every insight that builds on this one, straight or by way of others; one question a step."""
    found: set[int] = set()
    newest: Iterable[int] = {insight.pk}
    for _step in range(FURTHEST):
        rows = Insight.builds_on.through.objects.filter(to_insight__in=newest)
        newest = set(rows.values_list("from_insight", flat=True)) - found - {insight.pk}
        if not newest:
            break
        found |= newest
    return found
