"""Reading the tally: raw numbers of different people for one spot of the map and one reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet, Sum

from accounts.models import User
from practices.difference.rounding import enveloped, may_show, rounded
from practices.difference.standing import ALL, EVERYONE, SIGNED_IN, parts_of
from practices.models import Cell, Membership, SignaturePart

Reader = User | AnonymousUser
Years = tuple[int, int]
ALWAYS: Years = (0, 9999)


class Spot(NamedTuple):
    """What one map, or one line of it, counts."""

    scope: str = ALL
    place: int = 0
    group: str = ""
    years: Years = ALWAYS


def levels(reader: Reader) -> list[tuple[str, ...]]:
    """Give the circles this reader may read, beginning with what everybody may and each time a little more."""
    found: list[tuple[str, ...]] = [(EVERYONE,)]
    if reader.is_authenticated:
        found.append((EVERYONE, SIGNED_IN))
        practices = Membership.objects.current().filter(user=reader).values_list("practice", flat=True)
        if mine := sorted(practices):
            found.append((EVERYONE, SIGNED_IN, *(f"p{practice}" for practice in mine)))
    return found


@dataclass
class Tally:
    """The people of some spots: who spoke at all, and who said what of an element."""

    levels: list[tuple[str, ...]]
    # (scope, place, group, perspective) -> what kinds of people there are, each with (years and circles, number)
    people: dict[tuple[str, int, str, str], list[tuple[list[tuple[int, str]], int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    made_up: set[tuple[str, int, str]] = field(default_factory=set)
    said: dict[tuple[str, int, str], dict[tuple[int, str, str], int]] = field(default_factory=lambda: defaultdict(dict))
    years: set[int] = field(default_factory=set)

    def spoke(self, spot: Spot, perspective: str, level: int = -1) -> int:
        """Count the people of one perspective, as the reader of this level may see them."""
        circles, (since, until) = self.levels[level], spot.years
        return sum(
            number
            for parts, number in self.people.get((*spot[:3], perspective), ())
            if any(since <= year <= until and circle in circles for year, circle in parts)
        )

    def shown(self, spot: Spot, perspective: str) -> int | None:
        """Give how many people of one perspective spoke, as it may be shown."""

        def number(of: Spot, level: int) -> int:
            return rounded(self.spoke(of, perspective, level), "people", of, self.levels[level], perspective)

        return may_show(enveloped(self.wider(spot), len(self.levels), number))

    def shown_answer(self, spot: Spot, element: int, perspective: str, polarity: str) -> int | None:
        """Give how many of them said this of the element, as it may be shown; never more than spoke."""
        if (people := self.shown(spot, perspective)) is None:
            return None
        raw = self.said[spot[:3]].get((element, perspective, polarity), 0)
        return may_show(min(people, rounded(raw, spot, self.levels[-1], element, perspective, polarity)))

    def wider(self, spot: Spot) -> Iterator[Spot]:
        """Give the spot itself and every spot it lies in."""
        since, until = spot.years
        spans = {ALWAYS, spot.years}
        if spot.years != ALWAYS:
            starts, ends = {since, *self.years}, {until, *self.years}
            spans |= {(a, b) for a in starts for b in ends if a <= since and until <= b}
        for scope, place, group, years in product({ALL, spot.scope}, {0, spot.place}, {"", spot.group}, spans):
            if scope[0] in "pi" and (place or group):
                continue
            yield Spot(scope, place, group, years)


def count(
    reader_levels: list[tuple[str, ...]],
    scopes: Collection[str],
    places: Collection[int] = (0,),
    groups: Collection[str] = ("",),
) -> Tally:
    """Read who spoke in these spots and in all that they lie in; one query."""
    found = Tally(reader_levels)
    rows = readable(reader_levels[-1]).filter(
        element=0, scope__in={ALL, *scopes}, place__in={0, *places}, group__in={"", *groups}
    )
    for scope, place, group, perspective, polarity, key, number in rows.values_list(
        "scope", "place", "group", "perspective", "polarity", "signature__key", "people"
    ):
        if polarity == Cell.MADE_UP:
            found.made_up.add((scope, place, group))
            continue
        parts = parts_of(key)
        found.years |= {year for year, _circle in parts}
        found.people[scope, place, group, perspective].append((parts, number))
    return found


def count_answers(found: Tally, spots: Collection[Spot], element: int | None = None) -> None:
    """Read what was said in these spots, of one element or of all; they share their years. One query."""
    rows = readable(found.levels[-1], next(iter(spots)).years).filter(
        scope__in={spot.scope for spot in spots},
        place__in={spot.place for spot in spots},
        group__in={spot.group for spot in spots},
    )
    rows = rows.exclude(element=0) if element is None else rows.filter(element=element)
    names = ("scope", "place", "group", "element", "perspective", "polarity")
    for scope, place, group, of, perspective, polarity, number in (
        rows.order_by().values_list(*names).annotate(Sum("people"))
    ):
        found.said[scope, place, group][of, perspective, polarity] = number


def readable(circles: Collection[str], years: Years = ALWAYS) -> QuerySet[Cell]:
    """Keep the people of whom these circles may read something said in these years."""
    parts = SignaturePart.objects.filter(circle__in=circles)
    if years != ALWAYS:
        parts = parts.filter(year__range=years)
    return Cell.objects.filter(signature__in=parts.values("signature"))


__all__ = ["ALWAYS", "Reader", "Spot", "Tally", "Years", "count", "count_answers", "levels"]
