"""Matching with SQLite's FTS5."""

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

# bm25 gives lower for better; title, body and typed-along title weigh 8, 1 and 4. It walks through every row that
# holds a word, so in a large index a find only counts for standing in a title or not, and the newest come first.
RANKED, FLAT = "-bm25(search_fts, 8, 1, 4)", ("1", "8")
LARGE = 20_000  # things
SELECT = """SELECT e.id, e.kind, e.themes, {score}, e.object_id, e.voice, e.region, e.year
FROM search_fts CROSS JOIN search_indexentry e ON e.id = search_fts.rowid
WHERE search_fts MATCH %s AND {scope}
ORDER BY search_fts.rowid DESC LIMIT {limit:d}"""  # CROSS JOIN: the match leads, whatever the planner thinks
BROWSE = """SELECT e.id, e.kind, e.themes, 0, e.object_id, e.voice, e.region, e.year
FROM search_indexentry e WHERE {scope} ORDER BY e.id DESC LIMIT {limit:d}"""


class Sqlite:
    """One FTS5 table beside the rows; its rowid is the entry's id."""

    largest = 0  # id that came by in this process; tells how large the index is without asking

    def write(self, entry_id: int, tokens: Tokens) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_fts WHERE rowid = %s", [entry_id])
            cursor.execute(
                "INSERT INTO search_fts (rowid, t, b, p) VALUES (%s, %s, %s, %s)",
                [entry_id, tokens.title, tokens.body, f"{tokens.prefix} {tokens.marks}"],
            )

    def forget(self, entry_ids: list[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_fts WHERE rowid = %s", [(pk,) for pk in entry_ids])

    def find(self, query: Query, scope: Scope, limit: int = NEWEST) -> list[Find]:
        where, values = scope_sql(scope)
        if not query.groups:
            return self._rows(BROWSE.format(scope=where, limit=limit), values)
        newest = self._select(where, limit)
        titles = self._select(where, NEWEST_TITLES, in_title=True)
        return self._rows(
            f"SELECT * FROM ({newest}) UNION ALL SELECT * FROM ({titles})",  # noqa: S608  (values apart)
            [marked(expression(query), scope), *values, marked(expression(query, title_only=True), scope), *values],
        )

    def each(self, queries: list[Query], scope: Scope, limit: int = NEWEST_LOOSE) -> list[list[Find]]:
        where, scoped = scope_sql(scope)
        pieces: list[str] = []
        values: list[Any] = []
        for place, query in enumerate(queries):
            for title_only in (False, True):
                some = self._select(where, limit, title_only)
                pieces.append(f"SELECT {place:d}, * FROM ({some})")  # noqa: S608  (values apart)
                values += [expression(query, title_only), *scoped]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(pieces), values)
            return apart(cursor.fetchall(), len(queries))

    def titles(self, query: Query, scope: Scope, limit: int) -> list[Find]:
        where, values = scope_sql(scope)
        match = expression(query, title_only=True)
        return self._rows(self._select(where, limit, in_title=True), [match, *values])

    def holding(self, runs: list[str]) -> list[int]:
        """Look in what the table keeps and in what it made of that: each may hold what the other no longer does."""
        kept = " OR ".join(["instr(' ' || t || ' | ' || b || ' | ' || p || ' ', %s)"] * len(runs))
        matched = " OR ".join(f'"{run}"' for run in runs)
        rows = "SELECT rowid FROM search_fts WHERE"
        with connection.cursor() as cursor:
            cursor.execute(
                f"{rows} {kept} UNION {rows} search_fts MATCH %s",
                [*(f" {run} " for run in runs), matched],
            )
            return [pk for (pk,) in cursor.fetchall()]

    def _select(self, where: str, limit: int, in_title: bool = False) -> str:
        score = FLAT[in_title] if Sqlite.largest > LARGE else RANKED
        return SELECT.format(score=score, scope=where, limit=limit)

    def _rows(self, sql: str, values: list[Any]) -> list[Find]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            found = once(cursor.fetchall())
        Sqlite.largest = max(Sqlite.largest, *(one.id for one in found[:1]), 0)
        return found


def expression(query: Query, title_only: bool = False) -> str:
    """Give the query in FTS5's language, made of our own tokens only: letters and digits, always quoted."""
    wanted = " AND ".join(_any(group) for group in query.groups)
    if title_only:
        wanted = f"{{t p}} : ({wanted})"
    for group in query.excluded:
        wanted = f"({wanted}) NOT {_any(group)}"
    return wanted


def marked(match: str, scope: Scope) -> str:
    """Give the expression narrowed to the filters; in a small index not, for there bm25 would count the marks too."""
    found = marks_of(scope) if Sqlite.largest > LARGE else []
    return " AND ".join([f"({match})", *(f'p : "{mark}"' for mark in found)])


def _any(group: Group) -> str:
    ways = [f'{{t b}} : "{" ".join(phrase)}"' for phrase in group.phrases]
    ways += [f'p : "{prefix}" *' for prefix in group.prefixes]
    ways += [f'{{t b}} : "{begin}" *' for begin in group.begins]
    ways += ["(" + " AND ".join(_any(part) for part in together) + ")" for together in group.together]
    return "(" + " OR ".join(ways) + ")"
