"""A database with so many weighings, four of each person (`python -m bench.map_filling 10000`), counted for the map.

Writes on one line of JSON the addresses to open, with the cookie of who opens them, and how long counting took.
"""

import json
import random
import sys
import time
from datetime import timedelta

import django
from django.db import connection, transaction
from django.utils import timezone

SEED = 5
EACH = 4  # weighings of one person
BATCH = 5000
THEMES, ELEMENTS = 8, 12
GROUPS = ("", "", "jongeren", "volwassenen", "ouderen")
VOICES = ("lived", "lived", "lived", "pro", "pro", "citizen")
AUDIENCES = ("everyone",) * 8 + ("signed-in", "practice")


def main() -> None:
    django.setup()
    from config import start

    start.prepare()
    facts = fill(int(sys.argv[1]), random.Random(SEED))  # noqa: S311 (no secrets)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    sys.stdout.write("\n" + json.dumps(facts) + "\n")


def fill(number: int, chance: random.Random) -> dict[str, object]:
    """Add the weighings in large pieces, then count everybody."""
    from bench.filling import reader_of, signed_in
    from knowledge.models import Theme, WorkingElement
    from places.models import LabourRegion, Municipality
    from practices.actions.weighing import weigh
    from practices.difference import keeping, marks
    from practices.models import Cell, Contribution, Practice

    themes = list(Theme.objects.order_by("pk")[:THEMES])
    elements = list(WorkingElement.objects.order_by("pk")[:ELEMENTS])
    towns = list(Municipality.objects.values_list("pk", flat=True))
    practices = [Practice.objects.create(name=f"Praktijk {n}", slug=f"praktijk-{n}", question="?") for n in range(20)]
    people = number // EACH
    with transaction.atomic():
        forget_triggers(marks)
        for begin in range(0, people, BATCH):
            some = range(begin + 1, min(people, begin + BATCH) + 1)
            tell(some, chance, themes, elements, towns, practices)
        marks.ensure()
    if connection.vendor == "postgresql":
        count_on(Contribution)
    begun = time.monotonic()
    keeping.rebuild()
    seconds = time.monotonic() - begun
    member = reader_of(practices[0])
    begun = time.monotonic()
    weigh(member, elements[0], "helped", "lived")
    one = 1000 * (time.monotonic() - begun)
    theme, region = themes[0].slug, LabourRegion.objects.order_by("pk")[0].slug
    combined = f"/verschilkaart/?thema={theme}&regio={region}&groep=jongeren&van=2025&tot=2026"
    of_theme = f"/kennis/themas/{theme}/verschilkaart/"
    of_element = f"/kennis/elementen/{elements[0].slug}/verschilkaart/"
    return {
        "people": people,
        "cells": Cell.objects.count(),
        "seconds": seconds,
        "one": one,
        "pages": {
            "constant page, 30 kB": ["/bench/constant/", ""],
            "map of a theme, visitor": [of_theme, ""],
            "map of a theme, member": [of_theme, signed_in(member)],
            "map of a theme with quotes": [f"{of_theme}?element={elements[0].slug}&stem=lived&wat=helped", ""],
            "theme × region × group × years": [combined, ""],
            "map of an element": [of_element, ""],
            "home": ["/", ""],
        },
    }


def count_on(model) -> None:
    """Let PostgreSQL give the next row a key after those that were given by hand."""
    table = model._meta.db_table
    last = model.objects.latest("pk").pk
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, last])


def forget_triggers(marks) -> None:
    """Everybody is counted at the end, so nobody needs to be marked."""
    with connection.cursor() as cursor:
        for name, _event, table, _columns, _done in marks.TRIGGERS:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def tell(some: range, chance: random.Random, themes, elements, towns, practices) -> None:
    """Let these people speak once, each of four elements of one theme."""
    from practices.models import Contribution, Weighing

    now = timezone.now()
    themed = Contribution.themes.through
    contributions, about, weighings = [], [], []
    for key in some:
        audience, practice = chance.choice(AUDIENCES), chance.choice(practices).pk
        contributions.append(
            Contribution(
                pk=key,
                root_id=key,
                kind="weighing",
                person=f"x{key}",
                perspective=chance.choice(VOICES),
                audience=audience,
                practice_id=practice if audience == "practice" else None,
                municipality_id=chance.choice(towns),
                group=chance.choice(GROUPS),
                published_at=now - timedelta(days=chance.randint(1, 900)),
            )
        )
        about.append(themed(contribution_id=key, theme_id=chance.choice(themes).pk))
        weighings += [
            Weighing(
                contribution_id=key,
                element=element,
                polarity=chance.choice(("helped", "helped", "hindered", "missing")),
                quote="Hij kwam elke dinsdag." if chance.random() < 0.2 else "",
            )
            for element in chance.sample(elements, EACH)
        ]
    Contribution.objects.bulk_create(contributions)
    themed.objects.bulk_create(about)
    Weighing.objects.bulk_create(weighings)


if __name__ == "__main__":
    main()
