"""The seam: what a database must be able to do for the search."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

from django.db import connection
from django.utils import timezone

from search.queries import Query

# A very common word is ranked over its newest finds only, so that its cost does not grow with the site.
NEWEST = 500
NEWEST_TITLES = 200
NEWEST_LOOSE = 300  # for each word of a question of which not all words need be there


@dataclass(frozen=True)
class Scope:
    """Who looks, and in what."""

    keys: tuple[str, ...]
    kind: str = ""
    theme: str = ""
    voice: str = ""
    region: str = ""
    year: int = 0


class Find(NamedTuple):
    """A matching thing this reader may see, not yet read from its row."""

    id: int
    kind: str
    themes: str
    score: float  # higher is better
    thing: int = 0  # pk of what it shows, among those of its kind
    voice: str = ""
    region: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Tokens:
    """What the index keeps of one entry: stems of title and body, and the raw words of the title for typing along."""

    title: str
    body: str
    prefix: str
    marks: str = ""  # see `marks`


class Engine(Protocol):
    """What both databases do; each writes the same tokens and gives the same finds."""

    def write(self, entry_id: int, tokens: Tokens) -> None:
        """Keep the tokens of one entry, in the place of what was kept before."""

    def forget(self, entry_ids: list[int]) -> None:
        """Drop the tokens of these entries."""

    def find(self, query: Query, scope: Scope, limit: int = NEWEST) -> list[Find]:
        """Give the newest that match and may be seen, at most `limit`; and NEWEST_TITLES more that match on title."""

    def each(self, queries: list[Query], scope: Scope, limit: int = NEWEST_LOOSE) -> list[list[Find]]:
        """Give for each query apart the newest finds and those on title, at most `limit` of both, in one round."""

    def titles(self, query: Query, scope: Scope, limit: int) -> list[Find]:
        """Give the newest whose title matches, at most `limit`."""

    def holding(self, runs: list[str]) -> list[int]:
        """Give the entries whose tokens hold one of these runs of stems, also where no entry is left beside them."""


def marks(**facts: Any) -> str:
    """Give a token for each fact a filter can ask for, so that the match itself narrows: no walk along all finds.

    No Dutch word begins with "qx", so nobody types one by accident; each token holds letters and digits only.
    """
    given = [(name, value) for name, values in facts.items() for value in str(values or "").split()]
    return " ".join(f"qx{name}x{value.encode().hex()}" for name, value in given)


def marks_of(scope: Scope) -> list[str]:
    """Give the tokens that a find must carry to pass the filters."""
    of = scope
    return marks(kind=of.kind, theme=of.theme, voice=of.voice, region=of.region, year=of.year).split()


def scope_sql(scope: Scope) -> tuple[str, list[Any]]:
    """Give the condition that stands in every query beside the match: who may see it, and which filters are on."""
    marks = ", ".join(["%s"] * len(scope.keys))
    opened = f"SELECT k.audience_id FROM search_audiencekey k WHERE k.key IN ({marks})"  # noqa: S608  (%s marks only)
    # An array, so that the sets of keys are looked up once and not for each of them the whole match.
    opened = f"= ANY(ARRAY({opened}))" if connection.vendor == "postgresql" else f"IN ({opened})"
    sql = f"e.audience_id {opened} AND (e.until IS NULL OR e.until >= %s)"
    values: list[Any] = [*scope.keys, timezone.localdate().isoformat()]
    if scope.kind:
        sql += " AND e.kind = %s"
        values.append(scope.kind)
    for name in ("voice", "region", "year"):
        if wanted := getattr(scope, name):
            sql += f" AND e.{name} = %s"
            values.append(wanted)
    if scope.theme:
        sql += " AND e.themes LIKE %s ESCAPE '!'"
        values.append("% " + scope.theme.replace("_", "!_") + " %")
    return sql, values


def apart(rows: Iterable[tuple[Any, ...]], number: int) -> list[list[Find]]:
    """Give rows that begin with the place of their query as a list of finds for each of `number` queries."""
    sorted_out: list[list[tuple[Any, ...]]] = [[] for _ in range(number)]
    for place, *row in rows:
        sorted_out[place].append(tuple(row))
    return [once(some) for some in sorted_out]


def once(rows: Iterable[tuple[Any, ...]]) -> list[Find]:
    """Give each find once, best first, newest first among equals."""
    finds = {row[0]: Find._make(row) for row in rows}
    return sorted(finds.values(), key=itemgetter(3, 0), reverse=True)
