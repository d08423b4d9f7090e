"""What was said behind one figure: its sentences, and what else this reader may open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Subquery

from practices import kinds
from practices.difference.rows import Row
from practices.difference.scopes import Scope
from practices.models import Weighing

FIRST, MOST = 3, 60
LOOK = 200  # of those who wrote no sentence with it: so many of the newest are looked through for a page of their own
WITH = ("contribution__root__practice", "contribution__practice", "contribution__municipality__labour_region")


@dataclass(frozen=True)
class Quotes:
    """What was said; `more` when there is more than stands here, `also` what says so without a sentence of its own."""

    row: Row
    perspective: str
    polarity: str
    said: list[Weighing]
    more: bool
    also: list[Weighing]


def quotes(scope: Scope, row: Row, perspective: str, polarity: str, most: int = FIRST) -> Quotes | None:
    """Give the newest quotes behind one figure; None when that figure is not shown, for then its quotes are not."""
    said, bare = (shown(scope, row, perspective, polarity, quoted=quoted) for quoted in (True, False))
    if said is None or bare is None:
        return None
    found, also = list(said[: most + 1]), with_a_page(bare, most + 1)
    more = most < MOST and max(len(found), len(also)) > most
    return Quotes(row, perspective, polarity, addressed(found[:most]), more, also[:most])


def with_a_page(bare: QuerySet[Weighing], most: int) -> list[Weighing]:
    """Give those of the newest whose contribution can be opened; first only keys, for most have no page."""
    latest = bare.values_list("pk", "contribution__kind")[:LOOK]
    chosen = [pk for pk, kind in latest if kind != "weighing"][:most]
    rows = addressed(bare.filter(pk__in=chosen)) if chosen else []
    return [one for one in rows if one.address]  # type: ignore[attr-defined]


def newest(scope: Scope, row: Row, perspectives: Iterable[str], polarity: str) -> dict[str, Weighing]:
    """Give the newest quote of each perspective that has one and whose figure is shown; one query."""
    chosen = Q(pk__in=())
    for perspective in perspectives:
        if (said := shown(scope, row, perspective, polarity)) is not None:
            chosen |= Q(pk=Subquery(said.values("pk")[:1]))  # "=": with IN, SQLite walks through all weighings
    found = addressed(Weighing.objects.filter(chosen).select_related(*WITH))
    return {weighing.contribution.perspective: weighing for weighing in found}


def shown(scope: Scope, row: Row, perspective: str, polarity: str, *, quoted: bool = True) -> QuerySet[Weighing] | None:
    """Give what has a quote behind one figure (or what has none), newest first; None when that figure is not shown."""
    side = row.sides.get(perspective)
    answer = side.answer(polarity) if side else None
    if answer is None or answer.people is None:
        return None
    said = scope.quotes_of(row.line).filter(contribution__perspective=perspective, polarity=polarity)
    said = said.filter(contribution__content_notes="")  # read knowingly, or not at all
    said = said.exclude(quote="") if quoted else said.filter(quote="")
    return said.select_related(*WITH).order_by("-pk")  # in the order of an index, without sorting


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
