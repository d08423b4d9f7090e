"""Numbers of people on maps that limit more than one thing: multiples of five, from ten on; the rest is not shown.

The map of one theme, practice or intervention shows its numbers as they are and keeps to `suppression`. As soon as
region, target group or years are chosen, maps overlap in too many ways to weigh each figure against all others:

1. A number becomes one of the two multiples of five around it; the nearer one is likelier, so that on average nothing
   is added or lost. Which of the two, a secret decides, anew for every figure and every count. A multiple of five
   stays. So a figure q means: between q - 4 and q + 4 people.
2. Under ten is not shown, so whoever is shown stands among at least six; "not shown" means nobody up to nine people.
3. The number of people who spoke never shrinks when a map gets wider (`enveloped`), and stays under the number of a
   whole map around it (`beneath`). Otherwise two figures would say how few people lie between them. What the whole
   map withholds is withheld here too: seen from within, it could be worked out why it was withheld.

Subtracting two rounded figures gives a multiple of five, never one to four; and what is known of the people between
them always leaves room for nobody or for five and more. docs/decisions/0022-the-map-is-counted-beforehand.md argues
it and says what it does not cover; tests/practices/test_difference_rounding.py attacks it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable
from functools import cache
from typing import TypeVar

from django.conf import settings

STEP = 5  # product invariant 5: no group under five people becomes a figure
SMALLEST = 2 * STEP


@cache
def _secret() -> bytes:
    return hashlib.blake2b(settings.SECRET_KEY.encode(), person=b"verschilkaart").digest()


def goes_up(count: int, *figure: Hashable) -> bool:
    """Say whether this count of this figure is rounded up: with a chance of its distance to the multiple below."""
    drawn = hashlib.blake2b(repr((count, figure)).encode(), key=_secret(), digest_size=8).digest()
    return int.from_bytes(drawn, "big") * STEP < (count % STEP) << 64


def rounded(count: int, *figure: Hashable) -> int:
    """Give the multiple of five for this count of this figure (whatever names it)."""
    below = count - count % STEP
    return below + STEP if count % STEP and goes_up(count, *figure) else below


def may_show(number: int) -> int | None:
    """Give a rounded number when it may be shown, else None."""
    return number if number >= SMALLEST else None


W = TypeVar("W")


def enveloped(wider: Iterable[W], levels: int, number: Callable[[W, int], int]) -> int:
    """Give the number for a map that lies in all of `wider` (itself too), as the last of `levels` readers sees it.

    `number(map, level)` is its rounded number. The result grows with the map and with the reader's rights, and is
    at most four from the truth, as each number itself.
    """
    return min(max(number(one, level) for level in range(levels)) for one in wider)


def beneath(number: int, whole: int) -> int:
    """Keep a rounded number under that of the whole map around it, which is shown as it is.

    Then at least five people may always lie between the two.
    """
    return min(number, STEP * max(0, (whole - 1) // STEP))
