"""Whose voices a practice has, and whose it misses, told so that nobody is singled out."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from accounts.models import Perspective
from practices.models import Membership, Practice

SMALLEST_GROUP = 5  # product invariant 5: fewer people than this are never a figure


@dataclass(frozen=True)
class Voice:
    """One perspective in a practice; `people` is None where they are too few for a figure."""

    perspective: str
    people: int | None
    is_heard: bool


def voices_of(practice: Practice) -> list[Voice]:
    """Give every perspective in the fixed order of the field (experience first), also those without members."""
    rows = Membership.objects.current().filter(practice=practice).values_list("perspective").annotate(Count("pk"))
    counts = dict(rows)
    return [
        Voice(perspective, number if number >= SMALLEST_GROUP else None, number > 0)
        for perspective in Perspective.values
        for number in [counts.get(perspective, 0)]
    ]
