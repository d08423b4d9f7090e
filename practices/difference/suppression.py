"""Which figures of the difference map may be shown: groups under five people never become one.

What is on a page: for every perspective how many different people spoke (n), and for every element how many of
them say it helped, went wrong or was missing. A reader can subtract any two of these, and knows these rules too.

1. Fewer than five people: no figure. Nobody at all is treated the same: were zero shown, "not shown" would mean
   one to four for certain, and the day zero disappears would tell that somebody spoke.
2. What is left after subtracting shown figures from n may not be one to four people either ("61 of the 63" is a
   figure about two people). So for every set of shown answers, n minus their sum is none or at least five. Of a
   set that breaks this the smallest answer is withheld, "helped" last, because that one is drawn.
   What n leaves over after that is the withheld answers and all who said nothing about the element together, at
   least five people, so a withheld answer cannot be told from silence.
3. A map inside another one (a practice within a theme) shows only what cannot be got by subtracting the two maps:
   the people of the wider one who are not in the narrower one keep to rules 1 and 2 as well, except that nobody
   at all may stay visible there: it says no more than that the two maps are the same.
4. Why something is not shown is never said per figure, because the reason would be a clue.

docs/decisions/0017-groups-under-five.md tells why, and what this does not cover.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

SMALLEST = 5  # product invariant 5
HELPED = "helped"


@dataclass(frozen=True)
class Group:
    """The different people of one perspective in one map: how many spoke, and how many gave each answer."""

    people: int
    said: Mapping[str, int] = field(default_factory=dict)  # polarity -> people; somebody may give several

    def without(self, other: Group) -> Group:
        """Give what is left of this group when `other` is subtracted, as a reader would do it."""
        left = {answer: self.said.get(answer, 0) - other.said.get(answer, 0) for answer in {*self.said, *other.said}}
        return Group(self.people - other.people, left)


def people_may_show(group: Group, wider: Iterable[Group] = ()) -> bool:
    """Say whether the number of people may be shown, beside the same number of the wider maps."""
    return group.people >= SMALLEST and not any(is_small(one.people - group.people) for one in wider)


def answers_to_show(group: Group, wider: Sequence[Group] = ()) -> set[str]:
    """Give the answers whose number may be shown; none when the number of people may not be."""
    if not people_may_show(group, wider):
        return set()
    rests = [one.without(group) for one in wider]
    shown = {answer for answer, people in group.said.items() if people >= SMALLEST}
    shown = {answer for answer in shown if not any(is_small(rest.said.get(answer, 0)) for rest in rests)}
    while broken := _broken([group, *rests], shown):
        shown.discard(min(broken, key=lambda answer: (answer == HELPED, group.said[answer], answer)))
    return shown


def is_small(people: int) -> bool:
    """Say whether this many people would be a figure about a group that is too small."""
    return 0 < abs(people) < SMALLEST


def _broken(groups: Sequence[Group], shown: set[str]) -> tuple[str, ...]:
    """Give a set of shown answers that leaves a small group over, () when there is none."""
    for size in range(1, len(shown) + 1):
        for answers in combinations(sorted(shown), size):
            for group in groups:
                if 0 < group.people - sum(group.said.get(answer, 0) for answer in answers) < SMALLEST:
                    return answers
    return ()
