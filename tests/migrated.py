"""Walk the migrations once: a test database that has been through them is kept empty, and copied by later runs.

The copy is named after all that makes it, so a changed migration is walked again. `--create-db` walks them anyway.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db import OperationalError, ProgrammingError, connection

ROOT = Path(__file__).parent.parent


def made_by() -> str:
    """Give a short name for what makes an empty database: migrations, triggers, and the libraries that are locked."""
    files = [path for app in ("platform", "practices", "stories", "forums") for path in (ROOT / app).rglob("*.py")]
    makers = [path for path in files if {"migrations", "difference"} & set(path.parts)]
    told = hashlib.sha256(sqlite3.sqlite_version.encode())
    for path in [*sorted(makers), ROOT / "requirements-test.lock"]:
        told.update(path.read_bytes())
    return told.hexdigest()[:16]


def on_sqlite(database: dict[str, Any]) -> bool:
    return bool(database["ENGINE"].endswith("sqlite3"))


def kept_file() -> Path:
    return ROOT / "var" / "migrated" / f"{made_by()}.sqlite3"


def kept_name() -> str:
    return f"test_migrated_{made_by()}"


def lay_ready(database: dict[str, Any]) -> bool:
    """Copy what was kept to where the tests will look for it; tell whether there was something."""
    tests = database.setdefault("TEST", {})
    if on_sqlite(database):
        if not (kept := kept_file()).exists():
            return False
        shutil.copyfile(kept, tests["NAME"])
        return True
    with _server() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept_name()])
        if cursor.fetchone():
            tests["TEMPLATE"] = kept_name()
    return False  # the server copies it, into a database that is made anew


def laid() -> str:
    """Name what was kept, for a program that makes a copy of its own; "" where nothing was kept."""
    if not on_sqlite(connection.settings_dict):
        with _server() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept_name()])
            return kept_name() if cursor.fetchone() else ""
    return str(kept_file()) if kept_file().exists() else ""


def lay_at(path: Path) -> None:
    """Copy what was kept for a program of its own; where nothing was kept, its `migrate` walks all of them."""
    if (kept := kept_file()).exists():
        shutil.copyfile(kept, path)


def keep(database: dict[str, Any]) -> None:
    """Keep the empty database that was just made, if none like it was kept."""
    if not on_sqlite(database):
        name = connection.settings_dict["NAME"]
        connection.close()  # nobody may look at a database while it is copied
        if "TEMPLATE" not in database["TEST"]:
            _keep_on_server(name)
        return
    if (kept := kept_file()).exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    half = kept.with_suffix(f".{os.getpid()}")
    connection.cursor().execute("VACUUM INTO %s", [str(half)])
    half.replace(kept)


def count_nothing() -> None:
    """Keep PostgreSQL from counting the rows of its tables meanwhile.

    What a test writes is never committed, so a count finds room for rows and none in it. Questions are then planned
    for empty tables, and one page took a minute.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} SET (autovacuum_enabled = false)")


def _keep_on_server(name: str) -> None:
    with _server() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s AND datname <> %s", ["test_migrated_%", kept_name()]
        )
        for (old,) in cursor.fetchall():
            with suppress(OperationalError):  # somebody copies it at this moment
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
        with suppress(ProgrammingError):  # somebody beside us kept it first
            cursor.execute(f'CREATE DATABASE "{kept_name()}" TEMPLATE "{name}"')


def _server() -> Any:
    return connection._nodb_cursor()  # type: ignore[attr-defined]  # as Django itself makes test databases
