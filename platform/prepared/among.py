"""Rows among those that another question gives, where that question is asked once and before anything else."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Subquery


class Among(Func):
    """A condition: the key is one of those that `chosen` gives, a few rows such as the newest five.

    With `IN (... LIMIT 5)` PostgreSQL may choose to ask that again for every row of the table, when it reckons with an
    empty table (as just after a large load). An array is worked out once, whatever it reckons with.
    """

    output_field = BooleanField()
    conditional = True
    template = "(%(expressions)s)"
    arg_joiner = " IN "

    def __init__(self, chosen: QuerySet[Any, Any], key: str = "pk", **more: Any) -> None:
        super().__init__(F(key), Subquery(chosen), **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="(%(expressions)s))", arg_joiner=" = ANY(ARRAY", **more)
