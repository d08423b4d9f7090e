"""Matching with PostgreSQL's tsvector; no dictionary, no extension, the same tokens as on SQLite.

Titles have a column of their own: an index knows no weights, so asked for a word in titles it would give every row
that holds the word anywhere. Both indexes are written at once (`fastupdate` off): every search reads what waits.
"""

from collections.abc import Iterable
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
      WHERE {{matches}} AND {{scope}} ORDER BY {{order}} DESC LIMIT {{limit:d}}) e"""  # noqa: S608 (our own)
INSIDE, TITLED = "e.vector @@ %s::tsquery", "e.titles @@ %s::tsquery"
# A word stands in few titles, and few things hold several words, so all those are gathered and then sorted: "+ 0" keeps
# the database from walking back from the newest thing, past everything else; it reckons with far more of them.
NEWEST_FIRST, GATHERED = "e.id", "(e.id + 0)"
BROWSE = """SELECT e.id, e.kind, e.themes, 0, e.object_id, e.voice, e.region, e.year
FROM search_indexentry e WHERE {scope} ORDER BY e.id DESC LIMIT {limit:d}"""
WRITE = """UPDATE search_indexentry SET vector = tokens, titles = ts_filter(tokens, '{a,b}')
FROM (SELECT %s::tsvector AS tokens) given WHERE id = %s"""
LAST_POSITION = 16_383  # a tsvector counts no further
MOST_POSITIONS = 255  # of one word
GAP = 20  # between title and body, so that no phrase runs from one into the other


class Postgres:
    """One tsvector beside the row, under a GIN index."""

    def write(self, entry_id: int, tokens: Tokens) -> None:
        with connection.cursor() as cursor:
            cursor.execute(WRITE, [vector(tokens), entry_id])

    def forget(self, entry_ids: list[int]) -> None:
        """Nothing: the vector goes with its row."""

    def find(self, query: Query, scope: Scope, limit: int = NEWEST) -> list[Find]:
        where, values = scope_sql(scope)
        if not query.groups:
            return self._rows(BROWSE.format(scope=where, limit=limit), values)
        newest, inside = self._select(query, where, limit, marks_of(scope))
        titles, titled = self._select(query, where, NEWEST_TITLES, marks_of(scope), in_title=True)
        return self._rows(f"({newest}) UNION ALL ({titles})", [*inside, *values, *titled, *values])

    def each(self, queries: list[Query], scope: Scope, limit: int = NEWEST_LOOSE) -> list[list[Find]]:
        where, scoped = scope_sql(scope)
        pieces: list[str] = []
        values: list[Any] = []
        for place, query in enumerate(queries):
            for title_only in (False, True):
                some, asked = self._select(query, where, limit, in_title=title_only)
                pieces.append(f"SELECT {place:d}, s.* FROM ({some}) s")  # noqa: S608  (values apart)
                values += [*asked, *scoped]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(pieces), values)
            return apart(cursor.fetchall(), len(queries))

    def titles(self, query: Query, scope: Scope, limit: int) -> list[Find]:
        where, values = scope_sql(scope)
        some, asked = self._select(query, where, limit, in_title=True, order=NEWEST_FIRST)  # a beginning is in many
        return self._rows(some, [*asked, *values])

    def holding(self, runs: list[str]) -> list[int]:
        given = [" <-> ".join(f"'{token}'" for token in run.split()) for run in runs]
        match = " OR ".join(["vector @@ %s::tsquery OR titles @@ %s::tsquery"] * len(given))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM search_indexentry WHERE {match}",  # noqa: S608  (values apart)
                [one for run in given for one in (run, run)],
            )
            return [pk for (pk,) in cursor.fetchall()]

    def _select(
        self,
        query: Query,
        where: str,
        limit: int,
        marks: Iterable[str] = (),
        in_title: bool = False,
        order: str = GATHERED,
    ) -> tuple[str, list[str]]:
        """Give the question and the values for its match: what to rank by, what to look for, in the index."""
        beside = narrowed(query, marks)
        if not in_title:
            match = " & ".join([wanted(query), *beside])
            order = NEWEST_FIRST if len(query.groups) == 1 else GATHERED
            sql = SELECT.format(matches=INSIDE, scope=where, limit=limit, order=order)
            return sql, [wanted(query), match]
        asked = [wanted(query), wanted(query, title_only=True)]
        matches = f"{TITLED} AND {INSIDE}" if beside else TITLED
        sql = SELECT.format(matches=matches, scope=where, limit=limit, order=order)
        return sql, [*asked, " & ".join(beside)] if beside else asked

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


def wanted(query: Query, title_only: bool = False) -> str:
    """Give what must be there in PostgreSQL's language, made of our own tokens only."""
    return "(" + " & ".join(_any(group, ":A" if title_only else ":AD") for group in query.groups) + ")"


def narrowed(query: Query, marks: Iterable[str] = ()) -> list[str]:
    """Give what may not be there, and the filters, for the index to narrow by."""
    return [*("!" + _any(group, ":AD") for group in query.excluded), *(f"'{mark}':C" for mark in marks)]


def _any(group: Group, weights: str) -> str:
    ways = ["(" + " <-> ".join(f"'{token}'{weights}" for token in phrase) + ")" for phrase in group.phrases]
    ways += [f"'{prefix}':*B" for prefix in group.prefixes]
    ways += [f"'{begin}':*{weights.removeprefix(':')}" for begin in group.begins]
    ways += ["(" + " & ".join(_any(part, weights) for part in together) + ")" for together in group.together]
    return "(" + " | ".join(ways) + ")"
