"""The sentences behind one figure, from contributions this reader may open."""

from __future__ import annotations

from dataclasses import dataclass

from practices import kinds
from practices.difference.rows import Row
from practices.difference.scopes import Scope
from practices.models import Weighing

FIRST, MOST = 3, 60


@dataclass(frozen=True)
class Quotes:
    """What was said; `more` when there is more than stands here."""

    row: Row
    perspective: str
    polarity: str
    said: list[Weighing]
    more: bool


def quotes(scope: Scope, row: Row, perspective: str, polarity: str, most: int = FIRST) -> Quotes | None:
    """Give the newest quotes behind one figure; None when that figure is not shown, for then its quotes are not."""
    side = row.sides.get(perspective)
    answer = side.answer(polarity) if side else None
    if answer is None or answer.people is None:
        return None
    said = (
        scope.quotes_of(row.line)
        .filter(contribution__perspective=perspective, polarity=polarity)
        .exclude(quote="")
        .select_related("contribution__root", "contribution__municipality__labour_region")
        .order_by("-pk")  # in the order of an index: newest first, without sorting all there are
    )
    found = list(said[: most + 1])
    for weighing in found:
        weighing.address = address(weighing)  # type: ignore[attr-defined]  # for the template
    return Quotes(row, perspective, polarity, found[:most], len(found) > most)


def address(weighing: Weighing) -> str:
    """Give the page of the contribution, "" for one without a page of its own."""
    if weighing.contribution.kind == "weighing":
        return ""
    try:
        return kinds.of(weighing.contribution.kind).url(weighing.contribution)
    except LookupError:
        return ""
