"""Matching with PostgreSQL's tsvector; no dictionary, no extension, the same tokens as on SQLite."""

from typing import Any

from django.db import connection

from search.engines.seam import (
    NEWEST,
    NEWEST_LOOSE,
    NEWEST_TITLES,
    Find,
    Scope,
    Tokens,
    apart,
    marks_of,
    once,
    scope_sql,
)
from search.queries import Group, Query

# ts_rank knows nothing of how long a text is, and bm25 does: what is short and holds a word is more about it. So its
# sum is made to level off, sooner in a short text. Weights D, C, B, A: body, marks, typed-along title, title. The
# numbers were chosen over tests/relevance/queries.json, and so that both databases put the same finds on top.
LEVEL, USUAL = 0.5, 50.0  # where it levels off, in a text of the usual number of stems
RANK = f"r / (r + {LEVEL} * (0.7 + 0.3 * length(e.vector) / {USUAL}))"
SELECT = f"""SELECT e.id, e.kind, e.themes,
       (SELECT {RANK} FROM (SELECT ts_rank('{{{{0.4, 0, 0.5, 1}}}}', e.vector, %s::tsquery)::float8 AS r) ranked),
       e.object_id, e.voice, e.region, e.year
FROM (SELECT e.id, e.kind, e.themes, e.object_id, e.voice, e.region, e.year, e.vector FROM search_indexentry e
      WHERE e.vector @@ %s::tsquery AND {{scope}} ORDER BY e.id DESC LIMIT {{limit:d}}) e"""  # noqa: S608 (our own)
BROWSE = """SELECT e.id, e.kind, e.themes, 0, e.object_id, e.voice, e.region, e.year
FROM search_indexentry e WHERE {scope} ORDER BY e.id DESC LIMIT {limit:d}"""
LAST_POSITION = 16_383  # a tsvector counts no further
MOST_POSITIONS = 255  # of one word
GAP = 20  # between title and body, so that no phrase runs from one into the other


class Postgres:
    """One tsvector beside the row, under a GIN index."""

    def write(self, entry_id: int, tokens: Tokens) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE search_indexentry SET vector = %s::tsvector WHERE id = %s", [vector(tokens), entry_id]
            )

    def forget(self, entry_ids: list[int]) -> None:
        """Nothing: the vector goes with its row."""

    def find(self, query: Query, scope: Scope, limit: int = NEWEST) -> list[Find]:
        where, values = scope_sql(scope)
        if not query.groups:
            return self._rows(BROWSE.format(scope=where, limit=limit), values)
        newest, titles = (SELECT.format(scope=where, limit=most) for most in (limit, NEWEST_TITLES))
        match, in_title = expression(query), expression(query, title_only=True)
        inside, titled = marked(match, scope), marked(in_title, scope)
        return self._rows(f"({newest}) UNION ALL ({titles})", [match, inside, *values, match, titled, *values])

    def each(self, queries: list[Query], scope: Scope, limit: int = NEWEST_LOOSE) -> list[list[Find]]:
        where, scoped = scope_sql(scope)
        some = SELECT.format(scope=where, limit=limit)
        pieces: list[str] = []
        values: list[Any] = []
        for place, query in enumerate(queries):
            for title_only in (False, True):
                pieces.append(f"SELECT {place:d}, s.* FROM ({some}) s")  # noqa: S608  (values apart)
                values += [expression(query), expression(query, title_only), *scoped]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(pieces), values)
            return apart(cursor.fetchall(), len(queries))

    def titles(self, query: Query, scope: Scope, limit: int) -> list[Find]:
        where, values = scope_sql(scope)
        match = expression(query, title_only=True)
        return self._rows(SELECT.format(scope=where, limit=limit), [match, match, *values])

    def _rows(self, sql: str, values: list[Any]) -> list[Find]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return once(cursor.fetchall())


def vector(tokens: Tokens) -> str:
    """Give the tokens as a tsvector literal; they hold letters and digits only, so quoting them is enough."""
    places: dict[str, list[str]] = {}
    position = 1
    for text, weight in ((tokens.title, "A"), (tokens.prefix, "B"), (tokens.body, "D"), (tokens.marks, "C")):
        for token in text.split():
            spots = places.setdefault(token, [])
            if len(spots) < MOST_POSITIONS:
                spots.append(f"{min(position, LAST_POSITION)}{weight}")
            position += 1
        position += GAP
    return " ".join(f"'{token}':{','.join(spots)}" for token, spots in places.items())


def expression(query: Query, title_only: bool = False) -> str:
    """Give the query in PostgreSQL's language, made of our own tokens only."""
    stems = ":A" if title_only else ":AD"
    wanted = " & ".join(_any(group, stems) for group in query.groups)
    return " & ".join([f"({wanted})", *("!" + _any(group, ":AD") for group in query.excluded)])


def marked(match: str, scope: Scope) -> str:
    """Give the expression narrowed to the filters, for the index to do."""
    return " & ".join([match, *(f"'{mark}':C" for mark in marks_of(scope))])


def _any(group: Group, weights: str) -> str:
    ways = ["(" + " <-> ".join(f"'{token}'{weights}" for token in phrase) + ")" for phrase in group.phrases]
    ways += [f"'{prefix}':*B" for prefix in group.prefixes]
    ways += [f"'{begin}':*{weights.removeprefix(':')}" for begin in group.begins]
    ways += ["(" + " & ".join(_any(part, weights) for part in together) + ")" for together in group.together]
    return "(" + " | ".join(ways) + ")"
