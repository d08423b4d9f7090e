"""Questions that are put together once: making the words for the database costs more than the answer."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection, models
from django.db.models import QuerySet
from django.utils import timezone

M = TypeVar("M", bound=models.Model)
MARK = -7_919_000_000_000  # no number of a row; stands in the place of the first value
Value = int | str


class Made(NamedTuple):
    """What is kept of a question: its words with marks in them, and how the columns of an answer are read."""

    day: date
    question: Any
    compiler: Any
    words: str
    values: tuple[Any, ...]
    reading: dict[int, Any]


class Prepared(Generic[M]):
    """A question of a fixed form about whole numbers and texts, such as "the talk under 12, as 7 reads it".

    `ask` makes it from as many values as it takes. It may use the day of today, and nothing else that changes. Rows,
    what was annotated and what is brought along come as from `ask` itself; only the words are kept. A text may be
    compared with a column whole (`=`, `in`), not looked for in one.
    """

    def __init__(self, ask: Callable[..., QuerySet[M]]) -> None:
        self.ask = ask
        self._made: dict[str, Made] = {}

    def rows(self, *values: Value) -> list[M]:
        """Give the answer for these values; in each place always one of the same kind."""
        today, vendor = timezone.localdate(), connection.vendor
        marks = [mark(place, value) for place, value in enumerate(values)]
        made = self._made.get(vendor)
        if made is None or made.day != today:
            made = self._made[vendor] = put_together(self.ask(*marks), today)
        given = dict(zip(marks, values, strict=True))
        # a database may wrap a number in a type of its own
        now = tuple(given.get(one, one) if isinstance(one, int | str) else one for one in made.values)
        return list(answered(made, now))

    def first(self, *values: Value) -> M | None:
        """Give the first row, or None."""
        return next(iter(self.rows(*values)), None)


def mark(place: int, value: Value) -> Value:
    """Give what stands in the place of a value while the words are made; nobody's number and nobody's text."""
    return f"\x1a{place}\x1a" if isinstance(value, str) else MARK - place


def put_together(question: Any, today: date) -> Made:
    compiler = question.query.get_compiler(connection=connection)
    words, values = compiler.as_sql()
    reading = compiler.get_converters([one[0] for one in compiler.select[: compiler.col_count]])
    return Made(today, question, compiler, words, values, reading)


def answered(made: Made, values: tuple[Any, ...]) -> Any:
    """Give the question again with words that are known already; on the connection of this thread."""
    speaking, query = copy(made.compiler), copy(made.question.query)
    speaking.connection, speaking.query = connection, query
    speaking.as_sql = lambda *args, **options: (made.words, values)
    speaking.get_converters = lambda columns: made.reading
    query.get_compiler = lambda *args, **options: speaking
    asked = type(made.question)(model=made.question.model, query=query)
    asked._prefetch_related_lookups = made.question._prefetch_related_lookups
    asked._iterable_class = made.question._iterable_class  # rows, or lists of values
    return asked
