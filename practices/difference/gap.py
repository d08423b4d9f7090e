"""How far two voices lie apart: as a figure with its interval, and in one plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from django.utils.translation import gettext_lazy as _

Z = 1.959964  # 95 of 100 such intervals hold the true difference


@dataclass(frozen=True)
class Gap:
    """Experience minus professional, in points of a hundred, with the lowest and highest it may well be."""

    points: int
    low: int
    high: int

    @property
    def size(self) -> int:
        return abs(self.points)

    @property
    def may_be_chance(self) -> bool:
        """Say whether no difference at all is among what it may well be."""
        return self.low <= 0 <= self.high

    @property
    def nearest(self) -> int:
        """Give the smallest size it may well have."""
        return 0 if self.may_be_chance else min(abs(self.low), abs(self.high))

    @property
    def farthest(self) -> int:
        """Give the largest size it may well have."""
        return max(abs(self.low), abs(self.high))


def wilson(said: int, of: int) -> tuple[float, float]:
    """Give the score interval of one proportion (E. B. Wilson 1927)."""
    share, square = said / of, Z * Z
    middle = share + square / (2 * of)
    width = Z * sqrt(share * (1 - share) / of + square / (4 * of * of))
    whole = 1 + square / of
    return (middle - width) / whole, (middle + width) / whole


def gap(said: int, of: int, said_other: int, of_other: int) -> Gap:
    """Give the difference of two proportions with its 95 % interval, from figures that are shown and no others.

    The hybrid score interval: R. G. Newcombe, "Interval estimation for the difference between independent
    proportions: comparison of eleven methods", Statistics in Medicine 17 (1998), 873-890, method 10 (without
    continuity correction). The figures are rounded to fives; that is not in the interval, the page says so.
    """
    one, other = said / of, said_other / of_other
    low, high = wilson(said, of)
    low_other, high_other = wilson(said_other, of_other)
    difference = one - other
    least = difference - sqrt((one - low) ** 2 + (high_other - other) ** 2)
    most = difference + sqrt((high - one) ** 2 + (other - low_other) ** 2)
    return Gap(_points(one) - _points(other), _points(least), _points(most))


def _points(share: float) -> int:
    """Give a share of a hundred, halves away from zero."""
    return int(100 * share + (0.5 if share >= 0 else -0.5))


# How many times as often, in words: from this ratio on.
TIMES = (
    (1.25, _("iets vaker dan")),
    (1.4, _("anderhalf keer zo vaak als")),
    (1.75, _("twee keer zo vaak als")),
    (2.5, _("drie keer zo vaak als")),
    (3.5, _("vier keer zo vaak als")),
    (4.5, _("vijf keer zo vaak als")),
    (5.5, _("meer dan vijf keer zo vaak als")),
)


def times(ratio: float) -> str:
    """Put a ratio of one or more in plain words; "" for about as often."""
    words = ""
    for least, name in TIMES:
        if ratio >= least:
            words = str(name)
    return words
