"""How quickly and how it is answered, month by month, as everyone may see it: no group under five, none by subtracting.

Only whole calendar months: a figure that moves every day would tell by its change what was decided that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

from django.conf import settings
from django.utils import timezone

from moderation.models import Decision, Outcome, Review

FEWEST = 5
MONTHS = 6


@dataclass(frozen=True)
class Month:
    """One month; None means: too few to say."""

    first: date
    decided: int | None
    in_time: int | None
    days: float | None  # the middle one: half were answered sooner
    approved: int | None
    changed: int | None
    refused: int | None


def months(today: date | None = None) -> list[Month]:
    """Give the last whole months in which anything was decided, newest first, in one query."""
    first = (today or timezone.localdate()).replace(day=1)
    starts = [first]
    for _number in range(MONTHS):
        starts.append((starts[-1] - timedelta(days=1)).replace(day=1))
    rows = list(
        Decision.objects.filter(at__gte=_midnight(starts[-1]), at__lt=_midnight(first)).values_list(
            "review__asked_at", "at", "outcome"
        )
    )
    found = []
    for after, start in pairwise(starts):
        inside = [row for row in rows if _midnight(start) <= row[1] < _midnight(after)]
        if inside:
            found.append(_month(start, inside))
    return found


def _month(first: date, rows: Sequence[tuple[datetime, datetime, str]]) -> Month:
    total = len(rows)
    if total < FEWEST:
        return Month(first, *[None] * 6)
    promise = timedelta(days=settings.REVIEW_WITHIN_DAYS)
    waits = [(decided - asked) for asked, decided, _outcome in rows]
    in_time, _late = parted([sum(wait <= promise for wait in waits), sum(wait > promise for wait in waits)])
    outcomes = parted([sum(row[2] == outcome for row in rows) for outcome in Outcome])
    days = round(median(wait.total_seconds() for wait in waits) / 86400, 1)
    return Month(first, total, in_time, days, *outcomes)


def parted(numbers: Sequence[int]) -> list[int | None]:
    """Give parts of a known whole with None where it is a small group, or would tell one by subtracting."""
    hidden = [0 < number < FEWEST for number in numbers]
    if any(hidden):
        shown = [place for place, hide in enumerate(hidden) if not hide]
        if shown:
            hidden[min(shown, key=lambda place: (numbers[place] == 0, numbers[place]))] = True
    return [None if hide else number for number, hide in zip(numbers, hidden, strict=True)]


def waiting() -> tuple[int | None, int]:
    """Give how much waits now (None: under five) and for how many days the oldest."""
    asked = list(Review.objects.open().order_by("asked_at").values_list("asked_at", flat=True))
    oldest = (timezone.now() - asked[0]).days if asked else 0
    return (len(asked) if len(asked) >= FEWEST or not asked else None), oldest


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())
