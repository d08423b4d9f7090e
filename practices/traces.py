"""Looking for what is left of a contribution: its words in any table, cache or file, and what still points at it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Cast

from files.actions import strays
from files.models import StoredFile
from practices.models import Contribution
from search.engines import engine
from search.models import IndexEntry
from search.words import index_run

SHORTEST = 12  # signs: shorter pieces stand in texts of others by chance
AT_ONCE = 20  # pieces in one question to the database
PIECE = 8_000_000  # bytes of a file that are held at once
FEWEST_WORDS = 4  # in the search index, which knows stems: fewer stand together in texts of others
WRITTEN = (models.CharField, models.TextField, models.JSONField)


@dataclass(frozen=True)
class Trace:
    """One place where words were found."""

    where: str  # table and column, cache, or file
    what: str  # the row, key or piece


def words_of(contribution: Contribution) -> list[str]:
    """Give the sentences of a contribution, its title, quotes and own words; none when they were wiped."""
    rows: list[models.Model] = [contribution, *contribution.weighings.all()]
    rows += [child for child in _children(contribution) if child is not None]
    found = [
        piece
        for row in rows
        for field in row._meta.local_fields
        if isinstance(field, models.TextField) or field.name in {"title", "own_words", "turning_point"}
        for piece in sentences(str(getattr(row, field.attname) or ""))
    ]
    return list(dict.fromkeys(found))


def sentences(text: str) -> list[str]:
    """Give the sentences of a text that are long enough to be looked for."""
    pieces = (piece.strip(" .!?\r") for piece in re.split(r"(?<=[.!?])\s+|\n", text))
    return [piece for piece in pieces if len(piece) >= SHORTEST]


def find(pieces: Iterable[str], own: Contribution | None = None) -> list[Trace]:
    """Give every place that holds one of these pieces; `own` is the row its teller may keep, which is no trace."""
    wanted = [piece for piece in dict.fromkeys(pieces) if piece]
    if not wanted:
        return []
    spared = {(type(row)._meta.db_table, row.pk) for row in _rows_of(own)} if own else set()
    return [*_in_tables(wanted, spared), *_in_search(wanted), *_in_caches(wanted), *_in_files(wanted, bool(spared))]


def left_behind(contribution: Contribution) -> list[Trace]:
    """Give what a contribution that was taken back must have left: places in the index that still lead to it."""
    found = [
        Trace("search_indexentry", str(entry))
        for entry in IndexEntry.objects.filter(object_id=contribution.pk).filter(url__contains=f"/{contribution.pk}/")
    ]
    open_ = contribution.consents.filter(withdrawn_at__isnull=True)
    found += [Trace("practices_consent", consent.purpose) for consent in open_]
    rows = StoredFile.objects.about(contribution.kind, contribution.pk)
    found += [Trace("files_storedfile", f"{row} at {row.path}") for row in rows]
    return found + [Trace("a file that no row knows", path) for path in strays()]


def _children(contribution: Contribution) -> Iterator[models.Model | None]:
    for relation in contribution._meta.related_objects:
        if relation.one_to_one and issubclass(relation.related_model, Contribution):
            yield relation.related_model._base_manager.filter(pk=contribution.pk).first()


def _rows_of(contribution: Contribution) -> list[models.Model]:
    """Give the rows that hold what the teller wrote."""
    children = [child for child in _children(contribution) if child is not None]
    return [contribution, *children, *contribution.weighings.all()]


def _in_tables(wanted: list[str], spared: set[tuple[str, Any]]) -> Iterator[Trace]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if not isinstance(field, WRITTEN):
                continue
            table = model._meta.db_table
            for pk in sorted(_rows_with(model, field, wanted), key=str):
                if (table, pk) not in spared:
                    yield Trace(f"{table}.{field.column}", str(pk))


def _rows_with(model: type[models.Model], field: models.Field[Any, Any], wanted: list[str]) -> set[Any]:
    found: set[Any] = set()
    rows = model._base_manager.annotate(written=Cast(field.attname, models.TextField()))
    ways = [way for piece in wanted for way in _ways(piece, field)]
    for begin in range(0, len(ways), AT_ONCE):
        any_of = Q()
        for way in ways[begin : begin + AT_ONCE]:
            any_of |= Q(written__icontains=way)
        found.update(rows.filter(any_of).order_by().values_list("pk", flat=True))
    return found


def _ways(piece: str, field: models.Field[Any, Any] | None = None) -> set[str]:
    """Give how a piece can be written: as it is, and as it stands in JSON."""
    return {piece, json.dumps(piece)[1:-1]} if field is None or isinstance(field, models.JSONField) else {piece}


def _in_search(wanted: list[str]) -> Iterator[Trace]:
    """Look in what the search matches on, which is no table of ours: the stems of words, beside the index or alone."""
    runs = [run for run in (index_run(piece) for piece in wanted) if len(run.split()) >= FEWEST_WORDS]
    found = {pk for begin in range(0, len(runs), AT_ONCE) for pk in engine().holding(runs[begin : begin + AT_ONCE])}
    for pk in sorted(found):
        yield Trace("the search's own words", str(pk))


def _in_caches(wanted: list[str]) -> Iterator[Trace]:
    """Look in each cache we can look into: Redis, and the memory of this process."""
    for name in settings.CACHES:
        for key, value in _kept(caches[name]):
            if _holds(value, wanted):
                yield Trace(f"cache {name}", key)


def _kept(cache: Any) -> Iterator[tuple[str, bytes]]:
    if hasattr(cache, "_cache") and hasattr(cache._cache, "get_client"):
        client = cache._cache.get_client(None)
        for key in client.scan_iter():
            if client.type(key) == b"string":
                yield key.decode(errors="replace"), client.get(key) or b""
    elif hasattr(cache, "_cache"):
        yield from ((key, value) for key, value in list(cache._cache.items()))


def _in_files(wanted: list[str], kept_by_teller: bool) -> Iterator[Trace]:
    """Read what lies on disk: uploads, kept mail, and the file of the database, where deleted words could linger."""
    for path in sorted(Path(settings.VAR).rglob("*")):
        if not path.is_file() or settings.STATIC_ROOT in path.parents:
            continue
        if path.name.startswith(_database_name()) and kept_by_teller:
            continue  # the row its teller keeps is in there
        if _file_holds(path, wanted):
            yield Trace(f"file {path.relative_to(settings.VAR)}", f"{path.stat().st_size} bytes")


def _file_holds(path: Path, wanted: list[str]) -> bool:
    """Read a file of any size piece by piece; what lies across the border of two pieces is seen too."""
    ways = [way.encode() for piece in wanted for way in _ways(piece)]
    overlap = max(map(len, ways)) - 1
    before = b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            held = before + piece
            if any(way in held for way in ways):
                return True
            before = held[max(0, len(held) - overlap) :]
    return False


def _database_name() -> str:
    return Path(str(connection.settings_dict["NAME"])).name if connection.vendor == "sqlite" else "\0"


def _holds(value: bytes, wanted: list[str]) -> bool:
    return any(way.encode() in value for piece in wanted for way in _ways(piece))
