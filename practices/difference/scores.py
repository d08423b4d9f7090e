"""Mean and spread of answers from 0 to 3: what may be shown of them, so that nobody's answer can be worked out.

Shown of a group that answered alike questions:

1. Nothing under five people; how many there were only as "5 to 9", "10 to 14" and so on.
2. The mean, on steps that are finer the more people answered: whole points under ten people, halves under twenty, else
   quarters: a step is worth five points of the sum at least, where one person gives three at most. Close to a step it
   becomes that step; in between a secret decides, as in `rounding`. So one person who came, left or changed an answer
   between two rounds never moves the mean by two steps, and a move by one may as well be chance: even who knows
   that nobody else moved cannot say what they answered. When a round again falls in another five than the one before
   it, the coarser step of both is taken and chance decides anywhere between two steps.
3. The spread as one word, from ten people on. Between clearly close and clearly apart, chance decides here too.
4. Nothing that could not be said as well of a group in which every answer was given by nobody or by five and more. That
   is why no spread stands beside the lowest and the highest mean. Whether it is shown follows from what stands beside
   it, so that hiding it is no clue.

There is never a figure of two sides together: it would be the one to subtract from. docs/decisions/0038 argues it;
tests/practices/test_scores.py attacks it.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from practices.difference.rounding import STEP, goes_up
from practices.difference.suppression import SMALLEST

TOP = 3  # the highest answer
POINT = 4  # quarters in a point
CLOSE, APART = "close", "apart"
ALIKE, UNLIKE = Fraction(3, 16), Fraction(1)  # variance up to which a group is surely close, from which surely apart
MIDDLE = (2, 3)  # fifths of a step at which chance decides between the step below and the one above
Answer = int | Fraction


@dataclass(frozen=True)
class Score:
    """What may be shown of one group: at least this many people, the mean in quarters of a point, close or apart."""

    people: int
    quarters: int
    spread: str = ""


def score(answers: Sequence[Answer], *figure: Hashable, before: int = 0) -> Score | None:
    """Give what may be shown of what these people answered, each their own mean; None for too few.

    `figure` names it: the same people under another name are rounded anew. `before`: `people` of the same figure in
    the round before this one, 0 for none.
    """
    band = banded(len(answers))
    if band < SMALLEST:
        return None
    mean, variance = of_all(answers)
    moved = before not in {0, band}
    coarse = max(step(band), step(before)) if moved else step(band)
    between = range(1, STEP) if moved else MIDDLE
    quarters = nearest(units(mean, coarse), between, "mean", len(answers), *figure) * coarse
    if not shows_spread(min(band, before) if moved else band, quarters):
        return Score(band, quarters)
    fifths = apartness(variance)
    apart = fifths == STEP or (fifths > 0 and goes_up(fifths, "spread", len(answers), variance, *figure))
    return Score(band, quarters, APART if apart else CLOSE)


def banded(people: int) -> int:
    """Give the least number of the five this many people lie in; 0 for fewer than five."""
    return people - people % STEP


def step(band: int) -> int:
    """Give how fine the mean of a group is shown, in quarters of a point."""
    if band < 2 * SMALLEST:
        return POINT
    return POINT // 2 if band < 4 * SMALLEST else 1


def of_all(answers: Sequence[Answer]) -> tuple[Fraction, Fraction]:
    """Give mean and variance, exactly."""
    mean = Fraction(sum(answers)) / len(answers)
    return mean, Fraction(sum((one - mean) ** 2 for one in answers)) / len(answers)


def units(mean: Fraction, coarse: int) -> int:
    """Give a mean in fifths of a step of this many quarters."""
    return round(mean * POINT * STEP / coarse)


def nearest(fifths: int, between: Container[int], *figure: Hashable) -> int:
    """Give the step for a mean in fifths of a step; `between` two steps chance decides."""
    below, rest = divmod(fifths, STEP)
    return below + (goes_up(fifths, *figure) if rest in between else rest > STEP // 2)


def apartness(variance: Fraction) -> int:
    """Give in how many of five cases a group with this variance is called apart."""
    if not ALIKE < variance < UNLIKE:
        return STEP if variance >= UNLIKE else 0
    return min(STEP - 1, max(1, round((variance - ALIKE) / (UNLIKE - ALIKE) * STEP)))


def shows_spread(band: int, quarters: int) -> bool:
    """Say whether the spread may stand beside this mean."""
    return band >= 2 * SMALLEST and 0 < quarters < TOP * POINT
