"""The sentences behind one figure, from contributions this reader may open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Subquery

from practices import kinds
from practices.difference.rows import Row
from practices.difference.scopes import Scope
from practices.models import Weighing

FIRST, MOST = 3, 60
WITH = ("contribution__root", "contribution__municipality__labour_region")


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
    said = shown(scope, row, perspective, polarity)
    if said is None:
        return None
    found = list(said[: most + 1])
    return Quotes(row, perspective, polarity, addressed(found[:most]), len(found) > most)


def newest(scope: Scope, row: Row, perspectives: Iterable[str], polarity: str) -> dict[str, Weighing]:
    """Give the newest quote of each perspective that has one and whose figure is shown; one query."""
    chosen = Q(pk__in=())
    for perspective in perspectives:
        if (said := shown(scope, row, perspective, polarity)) is not None:
            chosen |= Q(pk=Subquery(said.values("pk")[:1]))  # "=": with IN, SQLite walks through all weighings
    found = addressed(Weighing.objects.filter(chosen).select_related(*WITH))
    return {weighing.contribution.perspective: weighing for weighing in found}


def shown(scope: Scope, row: Row, perspective: str, polarity: str) -> QuerySet[Weighing] | None:
    """Give the quotes behind one figure, newest first; None when that figure is not shown."""
    side = row.sides.get(perspective)
    answer = side.answer(polarity) if side else None
    if answer is None or answer.people is None:
        return None
    said = scope.quotes_of(row.line).filter(contribution__perspective=perspective, polarity=polarity)
    said = said.filter(contribution__content_notes="")  # read knowingly, or not at all
    return said.exclude(quote="").select_related(*WITH).order_by("-pk")  # in the order of an index, without sorting


def addressed(found: Iterable[Weighing]) -> list[Weighing]:
    """Say of each where its page is, for the template."""
    rows = list(found)
    for weighing in rows:
        weighing.address = address(weighing)  # type: ignore[attr-defined]
    return rows


def address(weighing: Weighing) -> str:
    """Give the page of the contribution, "" for one without a page of its own."""
    if weighing.contribution.kind == "weighing":
        return ""
    try:
        return kinds.of(weighing.contribution.kind).url(weighing.contribution)
    except LookupError:
        return ""
