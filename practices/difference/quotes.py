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
# Of those who wrote no sentence with it: so many are looked through for a page of their own, at first and per page.
LOOK, LOOK_ON = 200, 2000
WITH = ("contribution__root__practice", "contribution__practice", "contribution__municipality__labour_region")


@dataclass(frozen=True)
class Quotes:
    """What was said, a page at a time; `more` when there is more than stands here."""

    row: Row
    perspective: str
    polarity: str
    said: list[Weighing]
    also: list[Weighing]  # what says so without a sentence of its own
    knowingly: list[Weighing]  # what has a content note: its words stand on its own page only
    more: bool
    after: int = 0  # where the next page goes on, 0 for its beginning


def quotes(scope: Scope, row: Row, perspective: str, polarity: str) -> Quotes | None:
    """Give the newest few behind one figure; None when that figure is not shown, for then its quotes are not."""
    said, bare = behind(scope, row, perspective, polarity)
    if said is None or bare is None:
        return None
    found, (pages, rest) = list(said[: FIRST + 1]), with_a_page(bare, LOOK)
    more = max(len(found), len(pages)) > FIRST or bool(rest)
    return Quotes(row, perspective, polarity, addressed(found[:FIRST]), *opened(bare, pages[:FIRST]), more)


def page(scope: Scope, row: Row, perspective: str, polarity: str, after: int = 0) -> Quotes | None:
    """Give as many as fit on a page, newest first, of what came before this place; None as with `quotes`."""
    said, bare = behind(scope, row, perspective, polarity, after)
    if said is None or bare is None:
        return None
    found, (pages, rest) = list(said[: MOST + 1]), with_a_page(bare, LOOK_ON)
    every = sorted((pk for pk in (*pages, *(one.pk for one in found)) if pk >= rest), reverse=True)
    here = set(every[:MOST])
    going_on = every[MOST - 1] if len(every) > MOST else rest
    quoted = addressed(one for one in found if one.pk in here)
    rows = opened(bare, [pk for pk in pages if pk in here])
    return Quotes(row, perspective, polarity, quoted, *rows, bool(going_on), going_on)


def behind(
    scope: Scope, row: Row, perspective: str, polarity: str, after: int = 0
) -> tuple[QuerySet[Weighing] | None, QuerySet[Weighing] | None]:
    """Give what has a quote that may be read at once, and the rest; both only what came before `after`."""
    both = (shown(scope, row, perspective, polarity, quoted=quoted) for quoted in (True, False))
    said, bare = (one.filter(pk__lt=after) if one is not None and after else one for one in both)
    return said, bare


def with_a_page(bare: QuerySet[Weighing], look: int) -> tuple[list[int], int]:
    """Give the keys of those of the newest that can be opened, for most have no page; and where the rest begins."""
    latest = list(bare.values_list("pk", "contribution__kind")[:look])
    return [pk for pk, kind in latest if kind != "weighing"], latest[-1][0] if len(latest) == look else 0


def opened(bare: QuerySet[Weighing], chosen: list[int]) -> tuple[list[Weighing], list[Weighing]]:
    """Give the rows of these keys with their page: those that are opened at once, and those opened knowingly."""
    rows = addressed(bare.filter(pk__in=chosen)) if chosen else []
    rows = [one for one in rows if one.address]  # type: ignore[attr-defined]
    knowingly = [one for one in rows if one.contribution.content_notes]
    return [one for one in rows if one not in knowingly], knowingly


def newest(scope: Scope, row: Row, perspectives: Iterable[str], polarity: str) -> dict[str, Weighing]:
    """Give the newest quote of each perspective that has one and whose figure is shown; one query."""
    chosen = Q(pk__in=())
    for perspective in perspectives:
        if (said := shown(scope, row, perspective, polarity)) is not None:
            chosen |= Q(pk=Subquery(said.values("pk")[:1]))  # "=": with IN, SQLite walks through all weighings
    found = addressed(Weighing.objects.filter(chosen).select_related(*WITH))
    return {weighing.contribution.perspective: weighing for weighing in found}


def shown(scope: Scope, row: Row, perspective: str, polarity: str, *, quoted: bool = True) -> QuerySet[Weighing] | None:
    """Give what has a quote in sight behind one figure (or has none), newest first; None when it is not shown."""
    side = row.sides.get(perspective)
    answer = side.answer(polarity) if side else None
    if answer is None or answer.people is None:
        return None
    said = scope.quotes_of(row.line).filter(contribution__perspective=perspective, polarity=polarity)
    in_sight = ~Q(quote="") & Q(contribution__content_notes="")  # else read knowingly, or not at all
    said = said.filter(in_sight if quoted else ~in_sight)
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
