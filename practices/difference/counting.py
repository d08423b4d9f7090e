"""Reading the tally: raw numbers of different people for one spot of the map and one reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet, Sum

from accounts.models import Perspective, User
from practices.difference.rounding import beneath, enveloped, may_show, rounded
from practices.difference.standing import ALL, EVERYONE, SIGNED_IN, parts_of
from practices.difference.suppression import Group, answers_to_show, people_may_show
from practices.memberships import memberships_of
from practices.models import Cell, Polarity, SignaturePart

Reader = User | AnonymousUser
Years = tuple[int, int]
ALWAYS: Years = (0, 9999)


class Spot(NamedTuple):
    """What one map, or one line of it, counts."""

    scope: str = ALL
    place: int = 0
    group: str = ""
    years: Years = ALWAYS

    @property
    def is_whole(self) -> bool:
        """Say whether it is the map of one theme, practice or intervention with no other limit: not rounded."""
        return self.scope != ALL and self[1:] == (0, "", ALWAYS)


def levels(reader: Reader) -> list[tuple[str, ...]]:
    """Give the circles this reader may read, beginning with what everybody may and each time a little more."""
    found: list[tuple[str, ...]] = [(EVERYONE,)]
    if reader.is_authenticated:
        found.append((EVERYONE, SIGNED_IN))
        if mine := sorted(memberships_of(reader)):
            found.append((EVERYONE, SIGNED_IN, *(f"p{practice}" for practice in mine)))
    return found


# Under which scope stands what lies around a map: see practices.difference.standing.Fact.beside.
AROUND = {"t": "u", "p": "q", "i": "j"}


@dataclass
class Tally:
    """The people of some spots: who spoke at all, and who said what of an element. Raw, but for what is `shown`."""

    levels: list[tuple[str, ...]]
    # (scope, place, group, perspective) -> what kinds of people there are, each with (years and circles, number)
    people: dict[tuple[str, int, str, str], list[tuple[tuple[tuple[int, str], ...], int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    made_up: set[tuple[str, int, str]] = field(default_factory=set)
    said: dict[Spot, dict[tuple[int, str, str], int]] = field(default_factory=lambda: defaultdict(dict))
    years: set[int] = field(default_factory=set)
    _around: dict[str, list[str]] = field(default_factory=dict)
    _shown: dict[tuple[Spot, str], int | None] = field(default_factory=dict)
    _spoke: dict[tuple[Spot, str, int], int] = field(default_factory=dict)

    def spoke(self, spot: Spot, perspective: str, level: int = -1) -> int:
        """Count the people of one perspective, as the reader of this level may see them."""
        key = spot, perspective, level
        if key not in self._spoke:
            circles, (since, until) = self.levels[level], spot.years
            self._spoke[key] = sum(
                number
                for parts, number in self.people.get((*spot[:3], perspective), ())
                if any(since <= year <= until and circle in circles for year, circle in parts)
            )
        return self._spoke[key]

    def around(self, scope: str) -> list[str]:
        """Give the maps around this one: themes everybody in it speaks of too; of a practice, themes it touches."""
        if scope in self._around:
            return self._around[scope]
        kind, key = scope[0], scope[1:]
        beside = {place for name, place, _group, _who in self.people if name == f"{AROUND.get(kind)}{key}"}
        if kind == "t":
            beside = {
                other
                for other in beside
                if all(
                    self.spoke(Spot(f"u{key}", other), who) == self.spoke(Spot(scope), who)
                    for who in Perspective.values
                )
            }
        self._around[scope] = [f"t{place}" if place > 0 else f"p{-place}" for place in sorted(beside)]
        return self._around[scope]

    def shown(self, spot: Spot, perspective: str) -> int | None:
        """Give how many people of one perspective spoke, as it may be shown."""
        key = spot, perspective
        if key not in self._shown:
            self._shown[key] = self._shown_now(spot, perspective)
        return self._shown[key]

    def _shown_now(self, spot: Spot, perspective: str) -> int | None:
        if spot.is_whole:
            group, wider = self._groups(spot, 0, perspective)
            return group.people if people_may_show(group, wider) else None

        def number(of: Spot, level: int) -> int:
            return rounded(self.spoke(of, perspective, level), "people", of, self.levels[level], perspective)

        found = enveloped(self.wider(spot), len(self.levels), number)
        if spot.scope == ALL:
            return may_show(found)
        whole = self.shown(Spot(spot.scope), perspective)
        return None if whole is None else may_show(beneath(found, whole))

    def shown_answers(self, spot: Spot, element: int, perspective: str) -> dict[str, int]:
        """Give how many of them gave each answer about the element, those that may be shown; never more than spoke."""
        if spot.is_whole:
            group, wider = self._groups(spot, element, perspective)
            return {answer: group.said[answer] for answer in answers_to_show(group, wider)}
        if (people := self.shown(spot, perspective)) is None:
            return {}
        whole = None if spot.scope == ALL else self.shown_answers(Spot(spot.scope), element, perspective)
        found = {}
        for answer in Polarity.values if whole is None else whole:  # what the whole withholds, no part gives away
            key = (element, perspective, answer)
            number = min(people, rounded(self.said[spot].get(key, 0), spot, self.levels[-1], *key))
            if may_show(number if whole is None else beneath(number, whole[answer])):
                found[answer] = number if whole is None else beneath(number, whole[answer])
        return found

    def _groups(self, spot: Spot, element: int, perspective: str) -> tuple[Group, list[Group]]:
        """Give the people of a whole map, and those of the maps around it."""
        own, *wider = (
            Group(
                self.spoke(one, perspective),
                {
                    answer: self.said[one][element, perspective, answer]
                    for answer in Polarity.values
                    if (element, perspective, answer) in self.said[one]
                },
            )
            for one in (spot, *map(Spot, self.around(spot.scope)))
        )
        return own, wider

    def wider(self, spot: Spot) -> Iterator[Spot]:
        """Give the spot itself and every spot it lies in, but for whole maps, which are not rounded."""
        since, until = spot.years
        spans = {ALWAYS, spot.years}
        if spot.years != ALWAYS:
            starts, ends = {since, *self.years}, {until, *self.years}
            spans |= {(a, b) for a in starts for b in ends if a <= since and until <= b}
        for parts in product({ALL, spot.scope}, {0, spot.place}, {"", spot.group}, spans):
            if not (one := Spot(*parts)).is_whole:
                yield one


def count(
    reader_levels: list[tuple[str, ...]],
    scopes: Collection[str],
    places: Collection[int] = (0,),
    groups: Collection[str] = ("",),
) -> Tally:
    """Read who spoke in these spots and in all that they lie in; one query."""
    found = Tally(reader_levels)
    beside = {AROUND[scope[0]] + scope[1:] for scope in scopes if scope[0] in AROUND}
    cells = readable(reader_levels[-1])
    within = cells.filter(scope__in={ALL, *scopes}, place__in={0, *places}, group__in={"", *groups}, element=0)
    # Of what lies around only who spoke at all is kept, so its cells need no more than their scope.
    _read(found, within, *([cells.filter(scope__in=beside)] if beside else []))
    return found


def _read(found: Tally, rows: QuerySet[Cell], *more: QuerySet[Cell]) -> None:
    """Read these cells; put together, not joined by an "or", for then SQLite would walk through every cell there is."""
    names = ("scope", "place", "group", "perspective", "polarity", "signature__key", "people")
    first, *others = (one.order_by().values_list(*names) for one in (rows, *more))
    for scope, place, group, perspective, polarity, key, number in first.union(*others, all=True):
        if polarity == Cell.MADE_UP:
            found.made_up.add((scope, place, group))
            continue
        parts = parts_of(key)
        found.years |= {year for year, _circle in parts}
        found.people[scope, place, group, perspective].append((parts, number))


def count_around(found: Tally, scope: str) -> list[Spot]:
    """Read who spoke in the maps around this one, when there are any; give them. One query or none."""
    if around := found.around(scope):
        _read(found, readable(found.levels[-1]).filter(scope__in=around, place=0, group="", element=0))
        found._shown.clear()
        found._spoke.clear()
    return [Spot(one) for one in around]


def count_answers(found: Tally, spots: Collection[Spot], element: int | None = None) -> None:
    """Read what was said in these spots, of one element or of all; they share their years. One query."""
    years = next(iter(spots)).years
    rows = readable(found.levels[-1], years).filter(
        scope__in={spot.scope for spot in spots},
        place__in={spot.place for spot in spots},
        group__in={spot.group for spot in spots},
    )
    rows = rows.exclude(element=0) if element is None else rows.filter(element=element)
    names = ("scope", "place", "group", "element", "perspective", "polarity")
    for scope, place, group, of, perspective, polarity, number in (
        rows.order_by().values_list(*names).annotate(Sum("people"))
    ):
        found.said[Spot(scope, place, group, years)][of, perspective, polarity] = number


def readable(circles: Collection[str], years: Years = ALWAYS) -> QuerySet[Cell]:
    """Keep the people of whom these circles may read something said in these years."""
    parts = SignaturePart.objects.filter(circle__in=circles)
    if years != ALWAYS:
        parts = parts.filter(year__range=years)
    return Cell.objects.filter(signature__in=parts.values("signature"))


__all__ = ["ALWAYS", "Reader", "Spot", "Tally", "Years", "count", "count_answers", "count_around", "levels"]
