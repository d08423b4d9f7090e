"""What belongs together: by shared elements, interventions and themes, and by what was linked at the gate.

What everything is about is the same for everybody and kept for a while, as numbers only. Who may see which of it is
asked anew for every reader, from the index, so that nothing kept here can show what somebody may not see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from math import log
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import get_random_string

from accounts.models import User
from knowledge.models import Dossier, Intervention, Theme, WorkingElement
from practices import kinds
from practices.models import Contribution, Insight, Known, Practice, Weighing
from prepared import pages
from search.known import Thing, opened
from search.models import IndexEntry
from search.plugs import keys_of, registry

KEPT = 300  # seconds; what is published, changed or taken back is followed at once, see `forget`
VERSION = "practices.related"
NEWEST = 3000  # of each kind that are compared
OFFERED = 24  # of each kind, before it is known which of them a reader may see
SHOWN = 3  # of each kind
FRONT = 5  # of each kind, asked for first
# What sharing one of these is worth; a rare one is worth more. "known" is linked at the gate.
WORTH = {"element": 3.0, "intervention": 4.0, "theme": 1.0, "known": 6.0}
ORDER = ("verhaal", "casus", "gesprek", "inzicht", "praktijk", "interventie", "element", "dossier", "agenda")

Facet = tuple[str, Any]


@dataclass
class Abouts:
    """What everything is about, and turned around."""

    facets: dict[Thing, set[Facet]] = field(default_factory=lambda: defaultdict(set))
    things: dict[Facet, list[Thing]] = field(default_factory=lambda: defaultdict(list))

    def add(self, thing: Thing, *facets: Facet) -> None:
        for facet in facets:
            known = self.facets[thing]  # there, also when it is about nothing yet
            if facet[1] is not None and facet not in known:
                known.add(facet)
                self.things[facet].append(thing)

    def near(self, thing: Thing) -> list[Thing]:
        """Give what shares most with a thing, best first, some of each kind."""
        scores: dict[Thing, float] = defaultdict(float)
        for facet in self.facets.get(thing, ()):
            others = self.things[facet]
            worth = WORTH[facet[0]] * log(1 + len(self.facets) / len(others))
            for other in others:
                scores[other] += worth
        scores.pop(thing, None)
        found: dict[str, list[Thing]] = defaultdict(list)
        for other in sorted(scores, key=lambda one: (scores[one], one[1]), reverse=True):
            if len(found[other[0]]) < OFFERED:
                found[other[0]].append(other)
        return [other for of_kind in found.values() for other in of_kind]


@dataclass(frozen=True)
class Group:
    """Links of one kind."""

    name: Any
    rows: list[IndexEntry]


class Near(NamedTuple):
    """What belongs with a thing, for everybody the same: numbers, of which a reader may not see all."""

    others: list[Thing]  # best first
    used: list[Thing]  # the interventions it names itself


def near(kind: str, pk: int) -> Near:
    """Give what belongs with a thing."""
    version = cache.get(VERSION)
    key = f"{VERSION}:{version}:{kind}:{pk}"
    kept: Near | None = cache.get(key) if version else None
    if kept is not None:
        return kept
    abouts, version = _abouts(version)
    used = sorted(pk for sort, pk in abouts.facets.get((kind, pk), ()) if sort == "intervention")
    found = Near(abouts.near((kind, pk)), [("interventie", one) for one in used])
    cache.set(f"{VERSION}:{version}:{kind}:{pk}", found, KEPT)
    return found


def best_first(
    found: Collection[Thing], reader: User | AnonymousUser, always: Iterable[Thing] = (), keys: Collection[str] = ()
) -> dict[Thing, IndexEntry]:
    """Give what this reader may open of `always`, and enough of `found` to show a few of each kind.

    One question; one more when so much of the front is not for this reader that too little would be left to show.
    """
    keys = keys or keys_of(reader)
    by_kind: dict[str, list[Thing]] = defaultdict(list)
    for thing in found:
        by_kind[thing[0]].append(thing)
    fronts = [thing for of_kind in by_kind.values() for thing in of_kind[:FRONT]]
    rows = opened([*always, *fronts], reader, keys)
    short = [of_kind for of_kind in by_kind.values() if sum(thing in rows for thing in of_kind[:FRONT]) < SHOWN]
    rest = [thing for of_kind in short for thing in of_kind[FRONT:]]
    return rows | opened(rest, reader, keys) if rest else rows


def grouped(found: Iterable[Thing], rows: dict[Thing, IndexEntry], without: Collection[str] = ()) -> list[Group]:
    """Give a few links of each kind, of what this reader may open (`rows`); not of the kinds `without`."""
    by_kind: dict[str, list[IndexEntry]] = defaultdict(list)
    for thing in found:
        if thing in rows and thing[0] not in without and len(by_kind[thing[0]]) < SHOWN:
            by_kind[thing[0]].append(rows[thing])
    return [Group(registry.kinds[kind].plural, by_kind[kind]) for kind in ORDER if by_kind.get(kind)]


def forget() -> None:
    """Compare everything anew for the next reader: something was published, changed or taken back."""
    transaction.on_commit(lambda: cache.delete(VERSION), robust=True)
    pages.forget()


def _abouts(version: str | None) -> tuple[Abouts, str]:
    kept: Abouts | None = cache.get(f"{VERSION}:{version}") if version else None
    if kept is not None and version:
        return kept, version
    version = get_random_string(12)
    abouts = Abouts()
    _of_knowledge(abouts)
    _of_contributions(abouts)
    _of_practices(abouts)
    _of_links(abouts)
    abouts.facets, abouts.things = dict(abouts.facets), dict(abouts.things)
    cache.set(f"{VERSION}:{version}", abouts, KEPT)
    cache.set(VERSION, version, KEPT)
    return abouts, version


def _of_knowledge(abouts: Abouts) -> None:
    for theme in Theme.objects.values_list("pk", flat=True):
        abouts.add(("dossier", theme), ("theme", theme))
    for element, theme in WorkingElement.objects.values_list("pk", "themes"):
        abouts.add(("element", element), ("element", element), ("theme", theme))
    for one, element, theme in Intervention.objects.values_list("pk", "elements", "themes"):
        abouts.add(("interventie", one), ("intervention", one), ("element", element), ("theme", theme))
    for theme, element in Dossier.objects.values_list("theme", "elements"):
        abouts.add(("dossier", theme), ("element", element))
    for theme, intervention in Dossier.objects.values_list("theme", "interventions"):
        abouts.add(("dossier", theme), ("intervention", intervention))


def _of_contributions(abouts: Abouts) -> None:
    for kind in kinds.found():
        newest = Contribution.objects.shown().filter(kind=kind.name).order_by("-pk")[:NEWEST]
        for pk, theme in Contribution.objects.filter(pk__in=newest.values("pk")).values_list("pk", "themes"):
            abouts.add((kind.found_as, pk), ("theme", theme))
        said = Weighing.objects.filter(contribution__in=newest.values("pk"))
        for pk, element, intervention in said.values_list("contribution", "element", "intervention"):
            abouts.add((kind.found_as, pk), ("element", element), ("intervention", intervention))
        for pk, intervention in kind.interventions():
            if (kind.found_as, pk) in abouts.facets:
                abouts.add((kind.found_as, pk), ("intervention", intervention))
    for pk, element, intervention in Insight.objects.values_list("pk", "elements", "interventions"):
        if ("inzicht", pk) in abouts.facets:
            abouts.add(("inzicht", pk), ("element", element), ("intervention", intervention))


def _of_practices(abouts: Abouts) -> None:
    newest = Practice.objects.order_by("-active_at").values_list("pk", flat=True)[:NEWEST]
    for pk, theme, intervention in Practice.objects.filter(pk__in=list(newest)).values_list(
        "pk", "themes", "interventions"
    ):
        abouts.add(("praktijk", pk), ("theme", theme), ("intervention", intervention))


def _of_links(abouts: Abouts) -> None:
    found_as = {kind.name: kind.found_as for kind in kinds.found()}
    rows = Known.objects.order_by("-pk").values_list(
        "start__practice", "start__contribution", "start__contribution__kind", "kind", "object_id"
    )
    for practice, contribution, sort, kind, pk in rows[:NEWEST]:
        starter = ("praktijk", practice) if practice else (found_as.get(sort, ""), contribution)
        linked = ("known", f"{kind}:{pk}")
        if starter in abouts.facets and (kind, pk) in abouts.facets:
            abouts.add(starter, linked)
            abouts.add((kind, pk), linked)
