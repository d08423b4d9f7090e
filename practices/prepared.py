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


class Prepared(Generic[M]):
    """A question of a fixed form about whole numbers, such as "the talk under 12, as 7 reads it".

    `ask` makes it from as many numbers as it takes. It may use the day of today, and nothing else that changes. Rows,
    what was annotated and what is brought along come as from `ask` itself; only the words are kept.
    """

    def __init__(self, ask: Callable[..., QuerySet[M]]) -> None:
        self.ask = ask
        self._made: dict[str, tuple[date, Any, Any, str, tuple[Any, ...]]] = {}

    def rows(self, *numbers: int) -> list[M]:
        """Give the answer for these numbers."""
        today, vendor = timezone.localdate(), connection.vendor
        kept = self._made.get(vendor)
        if kept is None or kept[0] != today:
            made = self.ask(*(MARK - place for place in range(len(numbers))))
            compiler = made.query.get_compiler(connection=connection)
            kept = self._made[vendor] = (today, made, compiler, *compiler.as_sql())
        _day, made, compiler, words, values = kept
        given = {MARK - place: number for place, number in enumerate(numbers)}
        return list(answered(made, compiler, words, tuple(given.get(v, v) if type(v) is int else v for v in values)))

    def first(self, *numbers: int) -> M | None:
        """Give the first row, or None."""
        return next(iter(self.rows(*numbers)), None)


def answered(made: Any, compiler: Any, words: str, values: tuple[Any, ...]) -> Any:
    """Give the question again with words that are known already; on the connection of this thread."""
    speaking, query = copy(compiler), copy(made.query)
    speaking.connection, speaking.query = connection, query
    speaking.as_sql = lambda *args, **options: (words, values)
    query.get_compiler = lambda *args, **options: speaking
    asked = type(made)(model=made.model, query=query)
    asked._prefetch_related_lookups = made._prefetch_related_lookups
    return asked
