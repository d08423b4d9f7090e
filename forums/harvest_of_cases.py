"""What comes back in many cases: elements, barriers and values, in different people and never fewer than five.

Three rings of readers see more and more cases: everybody, everybody with an account, and this reader. Figures of a
wider ring are shown only where they differ from those of the ring within by nobody or by at least five people, so that
nobody learns of a small group by reading as somebody else. docs/decisions/0033-cases-that-grow.md tells more.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from forums.models import Barrier, Case, Value
from practices.difference.suppression import Group, answers_to_show, is_small
from practices.models import Audience, Polarity

MOST = 8  # lines of one sort
Reader = User | AnonymousUser


@dataclass(frozen=True)
class Line:
    """One thing that comes back, and how many different people said so; None where that is no figure."""

    name: str
    people: int | None
    polarity: str = ""
    href: str = ""


@dataclass(frozen=True)
class Part:
    """One sort of thing that comes back."""

    heading: str
    lines: list[Line]

    @property
    def counted(self) -> list[Line]:
        return [line for line in self.lines if line.people is not None]

    @property
    def named(self) -> list[Line]:
        """Those that are too rare, or too nearly everybody, to be a figure."""
        return [line for line in self.lines if line.people is None]


def rings(cases: Any, reader: Reader) -> list[Any]:
    """Give the cases for everybody, those for everybody with an account, and those for this reader."""
    found = [cases.visible_to(AnonymousUser())]
    if reader.is_authenticated:
        open_ = Q(root__audience__in=[Audience.EVERYONE, Audience.SIGNED_IN])
        found += [cases.visible_to(reader).filter(open_), cases.visible_to(reader)]
    return found


def harvest(cases: Any, reader: Reader) -> list[Part]:
    """Give what comes back in these cases as far as this reader may know it."""
    seen = [dict(ring.order_by().values_list("pk", "person")) for ring in rings(cases, reader)]
    widest = list(seen[-1])
    elements, names, hrefs = _elements(widest)
    barriers = rows_of(Case.objects.filter(pk__in=widest), "hindrances__barrier", "pk")
    values = rows_of(Case.objects.filter(pk__in=widest), "stakes__value", "pk")
    parts = [
        Part(_("Elementen"), [_named_element(line, names, hrefs) for line in lines_of(elements, seen)]),
        Part(_("Wat in de weg stond"), [Line(str(Barrier(k).label), n) for k, n in lines_of(barriers, seen)]),
        Part(_("Wat op het spel stond"), [Line(str(Value(k).label), n) for k, n in lines_of(values, seen)]),
    ]
    return [part for part in parts if part.lines]


def _elements(pks: list[int]) -> tuple[dict[str, set[int]], dict[str, str], dict[str, str]]:
    said: dict[str, set[int]] = defaultdict(set)
    names: dict[str, str] = {}
    hrefs: dict[str, str] = {}
    rows = Case.objects.filter(pk__in=pks, weighings__element__isnull=False).order_by()
    for pk, slug, wording, polarity in rows.values_list(
        "pk", "weighings__element__slug", "weighings__element__plain_wording", "weighings__polarity"
    ):
        key = f"{polarity}:{slug}"
        said[key].add(pk)
        names[key], hrefs[key] = wording, slug
    return said, names, hrefs


def rows_of(rows: Any, field: str, case: str = "case") -> dict[str, set[int]]:
    """Give the cases by what they name in `field`."""
    said: dict[str, set[int]] = defaultdict(set)
    for pk, name in rows.exclude(**{field: None}).order_by().values_list(case, field):
        said[name].add(pk)
    return said


def lines_of(said: dict[str, set[int]], seen: list[dict[int, str]]) -> list[tuple[str, int | None]]:
    """Give each thing with its figure or None, what most people said first; what is no figure stands by name."""
    order = sorted(said, key=lambda key: (-len({seen[-1][pk] for pk in said[key]}), key))[:MOST]
    groups = [
        Group(len(set(ring.values())), {key: len({ring[pk] for pk in said[key] if pk in ring}) for key in order})
        for ring in seen
    ]
    shown = groups[0]
    for wider in groups[1:]:
        rest = wider.without(shown)
        if not any(is_small(left) for left in (rest.people, *rest.said.values())):
            shown = wider
    may = answers_to_show(shown)
    figures = [(key, shown.said[key]) for key in order if key in may]
    return [*sorted(figures, key=lambda one: (-one[1], one[0])), *((key, None) for key in sorted(set(order) - may))]


def _named_element(line: tuple[str, int | None], names: dict[str, str], slugs: dict[str, str]) -> Line:
    key, people = line
    return Line(names[key], people, Polarity(key.partition(":")[0]).value, f"/kennis/elementen/{slugs[key]}/")
