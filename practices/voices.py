"""Whose voices a practice has, counted so that nobody is singled out."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from accounts.models import Perspective
from practices.models import Membership, Practice

SMALLEST_GROUP = 5  # product invariant: fewer people than this are never a figure


@dataclass(frozen=True)
class Voice:
    """One perspective in a practice; `count` in people, `percent` of all members (0-100)."""

    perspective: str
    count: int
    percent: int


def voices_of(practice: Practice) -> list[Voice]:
    """Count the members of each perspective, in the fixed order of the field (experience first)."""
    rows = Membership.objects.current().filter(practice=practice).values_list("perspective").annotate(Count("pk"))
    counts = dict(rows)
    total = sum(counts.values())
    return [
        Voice(perspective, counts[perspective], round(100 * counts[perspective] / total))
        for perspective in Perspective.values
        if counts.get(perspective)
    ]
