"""Whose voices a practice has, and whose it misses, told so that nobody is singled out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, Count, Min, OuterRef, Subquery, Value, When

from accounts.models import Perspective, User
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
    return voices_and_leaders(practice)[0]


def voices_and_leaders(practice: Practice) -> tuple[list[Voice], list[str]]:
    """Give the perspectives, and the names of who leads the practice, in one question."""
    name_of = Subquery(User.objects.filter(pk=OuterRef("user")).values("pseudonym"))  # of few, so not joined to all
    leader = Case(When(is_facilitator=True, then=name_of), default=Value(""))
    members = Membership.objects.current().filter(practice=practice).annotate(leader=leader)
    counts, leaders = Counter[str](), []
    for perspective, name, number, _first in (
        members.values_list("perspective", "leader").annotate(n=Count("pk"), first=Min("pk")).order_by("first")
    ):
        counts[perspective] += number
        leaders += [name] * number if name else []
    voices = [
        Voice(perspective, number if number >= SMALLEST_GROUP else None, number > 0)
        for perspective in Perspective.values
        for number in [counts[perspective]]
    ]
    return voices, leaders
