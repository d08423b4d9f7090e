"""Questions that are put together once: making the words for the database costs more than the answer."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models import QuerySet
from django.utils import timezone

M = TypeVar("M", bound=models.Model)
MARK = -7_919_000_000_000  # no number of a row; stands in the place of the first value
Value = int | str


class Prepared(Generic[M]):
    """A question of a fixed form about whole numbers and texts, such as "the talk under 12, as 7 reads it".

    `ask` makes it from as many values as it takes. It may use the day of today, and nothing else that changes. Rows,
    what was annotated and what is brought along come as from `ask` itself; only the words are kept. A text may be
    compared with a column whole (`=`, `in`), not looked for in one.
    """

    def __init__(self, ask: Callable[..., QuerySet[M]]) -> None:
        self.ask = ask
        self._made: dict[str, tuple[date, Any, Any, str, tuple[Any, ...]]] = {}

    def rows(self, *values: Value) -> list[M]:
        """Give the answer for these values; in each place always one of the same kind."""
        today, vendor = timezone.localdate(), connection.vendor
        marks = [mark(place, value) for place, value in enumerate(values)]
        kept = self._made.get(vendor)
        if kept is None or kept[0] != today:
            made = self.ask(*marks)
            compiler = made.query.get_compiler(connection=connection)
            kept = self._made[vendor] = (today, made, compiler, *compiler.as_sql())
        _day, made, compiler, words, places = kept
        given = dict(zip(marks, values, strict=True))
        # a database may wrap a number in a type of its own
        now = tuple(given.get(one, one) if isinstance(one, int | str) else one for one in places)
        return list(answered(made, compiler, words, now))

    def first(self, *values: Value) -> M | None:
        """Give the first row, or None."""
        return next(iter(self.rows(*values)), None)


def mark(place: int, value: Value) -> Value:
    """Give what stands in the place of a value while the words are made; nobody's number and nobody's text."""
    return f"\x1a{place}\x1a" if isinstance(value, str) else MARK - place


def answered(made: Any, compiler: Any, words: str, values: tuple[Any, ...]) -> Any:
    """Give the question again with words that are known already; on the connection of this thread."""
    speaking, query = copy(compiler), copy(made.query)
    speaking.connection, speaking.query = connection, query
    speaking.as_sql = lambda *args, **options: (words, values)
    query.get_compiler = lambda *args, **options: speaking
    asked = type(made)(model=made.model, query=query)
    asked._prefetch_related_lookups = made._prefetch_related_lookups
    return asked
