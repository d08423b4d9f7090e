"""Finding: from a question and a reader to one page of finds, with counts that hold only what this reader may see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from search.engines import engine
from search.engines.seam import NEWEST, Find, Scope
from search.loosely import ask_loosely, too_little, weighed
from search.models import IndexEntry
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
    kinds: Counter[str]  # counted as if no kind were chosen
    themes: Counter[str]  # counted as if no theme were chosen
    page: int
    pages: int
    mended: list[str]  # words looked for in the place of a word that finds nothing


def find(query: Query, scope: Scope, page: int = 1) -> Results:
    """Look for `query` within what `scope.keys` open; a question that finds too little is asked again, loosely."""
    everything = _all_of(query, Scope(scope.keys))
    mended: list[str] = []
    if too_little(query, len(everything)):
        everything, mended = ask_loosely(query, Scope(scope.keys))
    chosen = [one for one in everything if _fits(one, scope.kind, scope.theme)]
    if len(everything) >= NEWEST and (scope.kind or scope.theme):  # look deeper than the newest, within the filter
        chosen = _all_of(query, scope)
    top = _established(chosen) if query.groups else []
    rest = [one for one in chosen if one not in top]
    pages = max(1, -(-len(rest) // PAGE))
    page = min(max(page, 1), pages)
    shown = _read(rest[(page - 1) * PAGE : page * PAGE] + (top if page == 1 else []), scope, query)
    heads = {one.id for one in top}
    return Results(
        hits=[hit for hit in shown if hit.row.pk not in heads],
        established=[hit for hit in shown if hit.row.pk in heads],
        total=len(chosen),
        capped=len(chosen) >= NEWEST,
        kinds=Counter(one.kind for one in everything if _fits(one, "", scope.theme)),
        themes=Counter(slug for one in everything if _fits(one, scope.kind, "") for slug in one.themes.split()),
        page=page,
        pages=pages,
        mended=mended,
    )


def _all_of(query: Query, scope: Scope) -> list[Find]:
    """Give what holds every word, best first; a plug may have been taken out since it was indexed."""
    found = [weighed(one) for one in engine().find(query, scope) if one.kind in registry.kinds]
    return sorted(found, key=lambda one: one.score, reverse=True)


def _established(chosen: list[Find]) -> list[Find]:
    """Give what may head the page: it must come near the best find to be of use there."""
    near = [one for one in chosen if one.score >= NEAR * chosen[0].score]
    return [one for one in near if registry.kinds[one.kind].established][:ESTABLISHED]


def _fits(one: Find, kind: str, theme: str) -> bool:
    return (not kind or one.kind == kind) and (not theme or f" {theme} " in one.themes)


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
