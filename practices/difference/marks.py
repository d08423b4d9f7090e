"""Triggers of the database that note whose weighings must be counted again, whoever changes them and however.

Made anew after every migration: SQLite drops a table's triggers when it rebuilds the table.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

NOW = "2000-01-01"  # any day in the past: count at once
SAYS = "EXISTS (SELECT 1 FROM practices_weighing w WHERE w.contribution_id = {contribution})"
MARK = f"INSERT INTO practices_due (person, due_on) SELECT {{person}}, '{NOW}'"


def _of_weighing(row: str) -> str:
    return MARK.format(person="person") + f" FROM practices_contribution WHERE id = {row}.contribution_id;"


def _of_root(key: str) -> str:
    """Mark everybody who weighs in this contribution or in a reply to it."""
    says = SAYS.format(contribution="c.id")
    return MARK.format(person="c.person") + f" FROM practices_contribution c WHERE c.root_id = {key} AND {says};"


def _of_contribution() -> str:
    says = SAYS.format(contribution="NEW.id")
    own = MARK.format(person="NEW.person") + f" WHERE {says};"
    before = MARK.format(person="OLD.person") + f" WHERE OLD.person <> NEW.person AND {says};"
    return own + before + _of_root("NEW.id")


def _of_place(where: str) -> str:
    says = SAYS.format(contribution="c.id")
    return (
        MARK.format(person="c.person")
        + f" FROM practices_contribution c JOIN practices_contribution r ON r.id = c.root_id WHERE {where} AND {says};"
    )


def _of_element() -> str:
    return (
        MARK.format(person="c.person")
        + " FROM practices_contribution c JOIN practices_weighing w ON w.contribution_id = c.id"
        + " WHERE w.element_id = NEW.id;"
    )


# (name, event, table, columns whose change counts, what is done)
TRIGGERS: list[tuple[str, str, str, tuple[str, ...], str]] = [
    ("due_said", "INSERT", "practices_weighing", (), _of_weighing("NEW")),
    ("due_unsaid", "DELETE", "practices_weighing", (), _of_weighing("OLD")),
    (
        "due_resaid",
        "UPDATE",
        "practices_weighing",
        ("contribution_id", "element_id", "polarity", "intervention_id"),
        _of_weighing("OLD") + _of_weighing("NEW"),
    ),
    (
        "due_contribution",
        "UPDATE",
        "practices_contribution",
        (
            "person",
            "perspective",
            "root_id",
            "published_at",
            "withdrawn_at",
            "shown_until",
            "audience",
            "practice_id",
            "municipality_id",
            "group",
            "is_fictional",
        ),
        _of_contribution(),
    ),
    ("due_theme", "INSERT", "practices_contribution_themes", (), _of_root("NEW.contribution_id")),
    ("due_untheme", "DELETE", "practices_contribution_themes", (), _of_root("OLD.contribution_id")),
    ("due_practice", "UPDATE", "practices_practice", ("labour_region_id",), _of_place("r.practice_id = NEW.id")),
    ("due_place", "UPDATE", "places_municipality", ("labour_region_id",), _of_place("r.municipality_id = NEW.id")),
    ("due_merge", "UPDATE", "knowledge_workingelement", ("merged_into_id",), _of_element()),
]


def ensure(using: str = "default", **kwargs: Any) -> None:
    """Make the triggers that are not there; receives `post_migrate`."""
    connection = connections[using]
    if not {table for _name, _event, table, _columns, _done in TRIGGERS} <= set(connection.introspection.table_names()):
        return  # somebody migrates only a part
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for trigger in TRIGGERS:
            for statement in make(*trigger):
                cursor.execute(statement)


def _sqlite(name: str, event: str, table: str, columns: tuple[str, ...], done: str) -> list[str]:
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
    when = f" WHEN {changed}" if changed else ""
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW{when} BEGIN {done} END",
    ]


def _postgresql(name: str, event: str, table: str, columns: tuple[str, ...], done: str) -> list[str]:
    changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in columns)
    when = f" WHEN ({changed})" if changed else ""
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {done} RETURN NULL; END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW{when} EXECUTE FUNCTION {name}()",
    ]
