"""Letting things stand where editors want them; after it was settled who may see what."""

from __future__ import annotations

from search.engines.seam import Find, Scope
from search.models import IndexEntry
from search.plugs import registry
from search.queries import Query

HIGHER, LOWER = 3.0, 0.2  # what a score is multiplied by


def nudged(found: list[Find], query: Query, scope: Scope) -> tuple[list[Find], set[int]]:
    """Give the finds in their new order, and the ids of those an editor put on top.

    What is put on top is there even when the words do not find it, but only for who may see it.
    """
    ways = {(way.kind, way.object_id): way.way for way in query.steering.for_question(query.asked)}
    if not ways or not query.groups:
        return found, set()
    here = {(one.kind, one.thing) for one in found}
    missing = [thing for thing, way in ways.items() if way == "top" and thing not in here]
    found = [*found, *_opened(missing, scope)]
    best = max((one.score for one in found), default=0.0) or 1.0
    moved, pinned = [], set()
    for one in found:
        match ways.get((one.kind, one.thing)):
            case "top":
                pinned.add(one.id)
                moved.append(one._replace(score=best * (1 + HIGHER)))
            case "higher":
                moved.append(one._replace(score=min(one.score * HIGHER, best * HIGHER)))
            case "lower":
                moved.append(one._replace(score=one.score * LOWER))
            case _:
                moved.append(one)
    return sorted(moved, key=lambda one: one.score, reverse=True), pinned


def _opened(things: list[tuple[str, int]], scope: Scope) -> list[Find]:
    """Read what an editor put on top and the words did not find; only what these keys open."""
    if not things:
        return []
    rows = IndexEntry.objects.opened_by(scope.keys).filter(
        kind__in={kind for kind, _pk in things} & registry.kinds.keys(), object_id__in={pk for _kind, pk in things}
    )
    return [
        Find(row.pk, row.kind, row.themes, 0.0, row.object_id, row.voice, row.region, row.year)
        for row in rows.defer("body")
        if (row.kind, row.object_id) in things
    ]
