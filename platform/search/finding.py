"""Finding: from a question and a reader to one page of finds, with counts that hold only what this reader may see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from search.engines import engine
from search.engines.seam import NEWEST, Find, Scope
from search.loosely import ask_loosely, too_little, weighed
from search.models import IndexEntry
from search.nudging import nudged
from search.plugs import Document, registry
from search.queries import Query
from search.snippets import light, snippet

PAGE = 10
ESTABLISHED = 2  # at most so many stand on top as "what we can build on"
NEAR = 0.7  # and only with this part of the score of the best find


@dataclass(frozen=True)
class Hit:
    """One find, ready to be shown."""

    row: IndexEntry
    query: Query

    @property
    def document(self) -> Document:
        return registry.kinds[self.row.kind]

    @cached_property
    def title(self) -> SafeString:
        return light(self.row.title, self.query)

    @cached_property
    def body(self) -> SafeString:
        return snippet(self.row.body, self.query)


@dataclass
class Results:
    """One page of what was found."""

    hits: list[Hit]
    established: list[Hit]
    total: int
    capped: bool  # there is more than was looked at
    kinds: Counter[str]  # counted as if no kind were chosen; so each of the counts below
    themes: Counter[str]
    page: int
    pages: int
    mended: list[str]  # words looked for in the place of a word that finds nothing
    voices: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    all_counted: bool = True  # else each count is of what was looked at, and there is more


_score = itemgetter(Find._fields.index("score"))


def find(query: Query, scope: Scope, page: int = 1) -> Results:
    """Look for `query` within what `scope.keys` open; a question that finds too little is asked again, loosely."""
    anywhere = Scope(scope.keys)
    everything = _all_of(query, anywhere)
    mended: list[str] = []
    if too_little(query, len(everything)):
        everything, mended = ask_loosely(query, anywhere)
    capped = len(everything) >= NEWEST
    everything, pinned = nudged(everything, query, anywhere)
    chosen = everything
    if scope != anywhere:
        if capped:  # look deeper than the newest, within the filter
            found, pinned = nudged(_all_of(query, scope), query, anywhere)
            chosen = [one for one in found if fits(one, scope)]
        else:
            chosen = [one for one in everything if fits(one, scope)]
    heads = {one.id for one in _heads(chosen, pinned)} if query.groups else set()
    rest = [one for one in chosen if one.id not in heads] if heads else chosen
    pages = max(1, -(-len(rest) // PAGE))
    page = min(max(page, 1), pages)
    first = [one for one in chosen if one.id in heads] if page == 1 else []
    shown = _read(rest[(page - 1) * PAGE : page * PAGE] + first, scope, query)
    return Results(
        hits=[hit for hit in shown if hit.row.pk not in heads],
        established=[hit for hit in shown if hit.row.pk in heads],
        total=len(chosen),
        capped=len(chosen) >= NEWEST,
        page=page,
        pages=pages,
        mended=mended,
        kinds=_counted(everything, "kind", replace(scope, kind="")),
        themes=_counted(everything, "themes", replace(scope, theme="")),
        voices=_counted(everything, "voice", replace(scope, voice="")),
        regions=_counted(everything, "region", replace(scope, region="")),
        years=_counted(everything, "year", replace(scope, year=0)),
        all_counted=not capped,
    )


def _all_of(query: Query, scope: Scope) -> list[Find]:
    """Give what holds every word, best first; a plug may have been taken out since it was indexed."""
    weights = {kind: document.weight for kind, document in registry.kinds.items()}
    found = [
        one if weights[one.kind] == 1 else weighed(one) for one in engine().find(query, scope) if one.kind in weights
    ]
    return sorted(found, key=_score, reverse=True)


def _heads(chosen: list[Find], pinned: set[int]) -> list[Find]:
    """Give what heads the page: what an editor put there, then what is established and near the best find."""
    best = max((one.score for one in chosen[: ESTABLISHED + len(pinned)] if one.id not in pinned), default=0)
    heads = [one for one in chosen[: len(pinned)] if one.id in pinned]
    for one in chosen[len(heads) :]:
        if one.score < NEAR * best or len(heads) >= ESTABLISHED:
            break
        if registry.kinds[one.kind].established:
            heads.append(one)
    return heads


def fits(one: Find, scope: Scope) -> bool:
    """Say whether a find passes the filters."""
    return (
        (not scope.kind or one.kind == scope.kind)
        and (not scope.theme or f" {scope.theme} " in one.themes)
        and (not scope.voice or one.voice == scope.voice)
        and (not scope.region or one.region == scope.region)
        and (not scope.year or one.year == scope.year)
    )


def _counted(found: list[Find], fact: str, others: Scope) -> Counter[Any]:
    """Count one fact over what passes the other filters, so that a reader sees what another choice would give."""
    inside = found if others == Scope(others.keys) else [one for one in found if fits(one, others)]
    count = Counter(map(itemgetter(Find._fields.index(fact)), inside))
    if fact == "themes":
        split: Counter[Any] = Counter()
        for slugs, number in count.items():
            for slug in slugs.split():
                split[slug] += number
        return split
    return Counter({value: number for value, number in count.items() if value})


def _read(finds: list[Find], scope: Scope, query: Query) -> list[Hit]:
    """Read the rows of these finds, asking again who may see them, in their order."""
    rows = IndexEntry.objects.opened_by(scope.keys).in_bulk([one.id for one in finds])
    return [Hit(rows[one.id], query) for one in finds if one.id in rows]


def titles(query: Query, scope: Scope, limit: int = 8) -> list[Hit]:
    """Give things whose title fits what is being typed."""
    if not query.groups:
        return []
    found = [one for one in engine().titles(query, scope, limit) if one.kind in registry.kinds]
    return _read(found, scope, query)
