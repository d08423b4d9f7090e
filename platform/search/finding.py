"""Finding: from a question and a reader to one page of finds, with counts that hold only what this reader may see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
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
ENOUGH = 100  # finds within a filter, with which nobody needs the older ones
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
    sieve = Sieve(everything, scope)
    chosen, more = sieve.passed, capped
    if scope != anywhere and capped and len(chosen) < ENOUGH:  # few of the newest pass: look deeper, within the filters
        found, pinned = nudged(_all_of(query, scope), query, anywhere)
        chosen = Sieve(found, scope).passed
        more = len(chosen) >= NEWEST
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
        capped=more,
        page=page,
        pages=pages,
        mended=mended,
        kinds=sieve.counted("kind", "kind"),
        themes=sieve.counted("themes", "theme"),
        voices=sieve.counted("voice", "voice"),
        regions=sieve.counted("region", "region"),
        years=sieve.counted("year", "year"),
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


class Sieve:
    """What passes the filters, and what only one of them keeps out: all that the counts need, in one walk."""

    def __init__(self, found: list[Find], scope: Scope) -> None:
        self.passed: list[Find] = []
        self.but_for: dict[str, list[Find]] = {name: [] for name, _place, _wanted in _filters(scope)}
        filters = _filters(scope)
        if not filters:
            self.passed = found
            return
        for one in found:
            stopped = ""
            for name, place, wanted in filters:
                if wanted in str(one[place]) if name == "theme" else one[place] == wanted:
                    continue
                if stopped:
                    break
                stopped = name
            else:
                (self.but_for[stopped] if stopped else self.passed).append(one)

    def counted(self, fact: str, own: str) -> Counter[Any]:
        """Count one fact over what passes all filters but its own, so that a reader sees what another choice gives."""
        value = itemgetter(Find._fields.index(fact))
        count: Counter[Any] = Counter(map(value, self.passed))
        count.update(map(value, self.but_for.get(own, ())))
        if fact == "themes":
            split: Counter[Any] = Counter()
            for slugs, number in count.items():
                for slug in slugs.split():
                    split[slug] += number
            return split
        return Counter({value: number for value, number in count.items() if value})


def _filters(scope: Scope) -> list[tuple[str, int, Any]]:
    """Give the filters that are on: name, place in a Find, what is wanted there."""
    wanted = {"kind": scope.kind, "voice": scope.voice, "region": scope.region, "year": scope.year}
    found: list[tuple[str, int, Any]] = [
        (name, Find._fields.index(name), value) for name, value in wanted.items() if value
    ]
    return [*found, ("theme", Find._fields.index("themes"), f" {scope.theme} ")] if scope.theme else found


def _read(finds: list[Find], scope: Scope, query: Query) -> list[Hit]:
    """Read the rows of these finds, asking again who may see them, in their order."""
    rows = IndexEntry.objects.opened_by(scope.keys).in_bulk([one.id for one in finds])
    return [Hit(rows[one.id], query) for one in finds if one.id in rows]


def things_of(query: Query, scope: Scope) -> list[int]:
    """Give the keys of the things of one kind (`scope.kind`) that match, best first, to be narrowed elsewhere."""
    found = _all_of(query, scope)
    if too_little(query, len(found)):
        found, _mended = ask_loosely(query, scope)
    return [one.thing for one in found]


def titles(query: Query, scope: Scope, limit: int = 8) -> list[Hit]:
    """Give things whose title fits what is being typed."""
    if not query.groups:
        return []
    found = [one for one in engine().titles(query, scope, limit) if one.kind in registry.kinds]
    return _read(found, scope, query)
