"""Asking again, loosely: when not all words of a question are found together, what holds most of it comes first."""

from collections import defaultdict
from dataclasses import dataclass, replace
from math import log

from search.engines import engine
from search.engines.seam import NEWEST, Find, Scope
from search.plugs import registry
from search.queries import Group, Query
from search.suggestions import meant
from search.words import SEPARABLE, parts, stems

LITTLE = 10  # what finds fewer than a page is asked again
MOST = 12  # ways that are looked for in one round
LONG = 5  # letters of a stem that may stand for the beginning of a longer word
PIECE = 0.7  # what a piece of a word counts, against the word itself
THERE = 0.25  # what it counts that a word is there at all, against how much it is there
COVER = 0.35  # how much it counts that much of the question is held: to this power
TELLING = 5  # so many of the best finds tell what the question is about
LEAN = 1.0  # how much a find gains by sharing their theme
NEAR = 0.05  # of the best score; what has less is left out


@dataclass(frozen=True)
class Way:
    """One way to look for one of the things a question asks about."""

    thing: int
    counts: float
    group: Group


def too_little(query: Query, found: int) -> bool:
    """Say whether to ask again; not when all of it stood between quotes."""
    return found < LITTLE and len(query.groups) > len(query.firm)


def weighed(one: Find) -> Find:
    """Let the kind of thing count in the score of a find."""
    return one._replace(score=one.score * registry.kinds[one.kind].weight)


def ask_loosely(query: Query, scope: Scope) -> tuple[list[Find], list[str]]:
    """Give what holds part of the question, best first, and the words put in the place of slips.

    A find is worth the sum over the things asked of (how well it holds one) x (how rare that one is), times the part
    of the whole question it covers, to the power COVER. The numbers were chosen over tests/relevance/queries.json.
    """
    asked = query.groups[len(query.firm) :]
    ways = _ways(asked)
    found = _each(ways, query, scope)
    reached = {way.thing for way, finds in zip(ways, found, strict=True) if finds}
    lost = {word: thing for thing, group in enumerate(asked) if thing not in reached for word in group.said}
    mended = meant(lost)
    if mended:
        instead = [Way(lost[word], 1, _wide(other)) for word, other in mended.items()]
        ways += instead
        found += _each(instead, query, scope)
        query.marks.update(stem for word in mended.values() for stem in stems(word))
    return _rank(ways, found), list(dict.fromkeys(mended.values()))


def _each(ways: list[Way], query: Query, scope: Scope) -> list[list[Find]]:
    """Look each way apart, within what stood between quotes and without what was excluded."""
    queries = [Query(groups=[*query.firm, way.group], excluded=query.excluded) for way in ways]
    found = engine().each(queries, scope)
    return [[one for one in finds if one.kind in registry.kinds] for finds in found]


def _ways(asked: list[Group]) -> list[Way]:
    """Give the ways to look for what is asked: as it was said first, then by the pieces of its long words."""
    whole = [Way(thing, 1, _widened(group)) for thing, group in enumerate(asked)]
    pieces = [
        Way(thing, PIECE, _wide(piece))
        for thing, group in enumerate(asked)
        for piece in dict.fromkeys(piece for word in group.said for piece in _pieces(word, group))
    ]
    return (whole + pieces)[: max(MOST, len(whole))]


def _pieces(word: str, group: Group) -> list[str]:
    """Give what a word is built of ("opbellen" also of "bellen"), and the word itself where it is part of a term."""
    found = [word] if group.together else []
    found += [piece for piece in parts(word) if len(piece) > 3]
    loose = [prefix for prefix in SEPARABLE if word.startswith(prefix) and len(word) > len(prefix) + 3]
    return found + [word.removeprefix(prefix) for prefix in sorted(loose)]


def _widened(group: Group) -> Group:
    begins = tuple(phrase[0] for phrase in group.phrases if len(phrase) == 1 and len(phrase[0]) >= LONG)
    return replace(group, begins=begins, prefixes=())


def _wide(word: str) -> Group:
    return _widened(Group(tuple((stem,) for stem in stems(word))))


def _rank(ways: list[Way], found: list[list[Find]]) -> list[Find]:
    """Give the finds of all ways, best first; of one thing, its whole counts or else the sum of its pieces."""
    size = max((one.id for finds in found for one in finds), default=0) + 1
    held: dict[tuple[int, int, bool], float] = defaultdict(float)  # find, thing, whole or pieces
    worth: dict[int, float] = defaultdict(float)  # of each thing
    finds_by_id: dict[int, Find] = {}
    for way, finds in zip(ways, found, strict=True):
        if not finds:
            continue
        rare = way.counts * log(1 + size / len(finds))
        worth[way.thing] = max(worth[way.thing], rare)
        best = max(one.score for one in finds) or 1.0
        for one in finds:
            finds_by_id[one.id] = one
            held[one.id, way.thing, way.counts == 1] += rare * (THERE + (1 - THERE) * one.score / best)
    total: dict[int, float] = defaultdict(float)
    cover: dict[int, float] = defaultdict(float)
    for pk, thing in {key[:2] for key in held}:
        best = max(held.get((pk, thing, whole), 0) for whole in (True, False))
        total[pk] += best
        cover[pk] += min(1.0, 2 * best / worth[thing]) * worth[thing]
    every = sum(worth.values())
    ranked = [weighed(one._replace(score=total[pk] * (cover[pk] / every) ** COVER)) for pk, one in finds_by_id.items()]
    ranked.sort(key=lambda one: (one.score, one.id), reverse=True)
    ranked = _leaning(ranked)
    return [one for one in ranked if one.score >= NEAR * ranked[0].score][: NEWEST - 1]


def _leaning(ranked: list[Find]) -> list[Find]:
    """Move up what shares a theme with the best finds: they tell what the question is about."""
    lean: dict[str, float] = defaultdict(float)
    for one in ranked[:TELLING]:
        for theme in one.themes.split():
            lean[theme] += one.score
    most = max(lean.values(), default=1)
    shared = [max((lean.get(theme, 0) for theme in one.themes.split()), default=0) / most for one in ranked]
    moved = [one._replace(score=one.score * (1 + LEAN * part)) for one, part in zip(ranked, shared, strict=True)]
    return sorted(moved, key=lambda one: (one.score, one.id), reverse=True)
