"""Finding: from a question and a reader to one page of finds, with counts that hold only what this reader may see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from search.engines import engine
from search.engines.seam import NEWEST, Find, Scope
from search.models import IndexEntry
from search.plugs import Document, registry
from search.queries import Query
from search.snippets import light, snippet

PAGE = 10
ESTABLISHED = 2  # at most so many stand on top as "what we can build on"


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


def find(query: Query, scope: Scope, page: int = 1) -> Results:
    """Look for `query` within what `scope.keys` open; two queries, three when a filter is on and there is very much."""
    everything = engine().find(query, Scope(scope.keys))
    capped = len(everything) >= NEWEST
    everything = [one for one in everything if one.kind in registry.kinds]  # a plug may have been taken out since
    chosen = [one for one in everything if _fits(one, scope.kind, scope.theme)]
    if capped and (scope.kind or scope.theme):  # look deeper than the newest, within the filter
        chosen = [one for one in engine().find(query, scope) if one.kind in registry.kinds]
    top = [one for one in chosen if registry.kinds[one.kind].established][:ESTABLISHED] if query.groups else []
    rest = [one for one in chosen if one not in top]
    pages = max(1, -(-len(rest) // PAGE))
    page = min(max(page, 1), pages)
    shown = _read(rest[(page - 1) * PAGE : page * PAGE] + (top if page == 1 else []), scope, query)
    return Results(
        hits=[hit for hit in shown if hit.row.pk not in {one.id for one in top}],
        established=[hit for hit in shown if hit.row.pk in {one.id for one in top}],
        total=len(chosen),
        capped=len(chosen) >= NEWEST,
        kinds=Counter(one.kind for one in everything if _fits(one, "", scope.theme)),
        themes=Counter(slug for one in everything if _fits(one, scope.kind, "") for slug in one.themes.split()),
        page=page,
        pages=pages,
    )


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
