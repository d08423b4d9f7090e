"""The same figures as a file for a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO

from django.utils.translation import gettext as _

from practices.difference.rows import Map, columns
from practices.models import Polarity

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(text: str) -> str:
    """Keep a spreadsheet from running a cell that begins like a formula; a number below zero is no formula."""
    if text.removeprefix("-").isdecimal():
        return text
    return f"'{text}" if text.lstrip().startswith(FORMULA) or text.startswith(FORMULA) else text


def as_csv(shown: Map) -> str:
    """Give every line of the map, with only the figures the page shows; the rest says that it is not shown."""
    out = StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\r\n")
    head = [_("Waarover"), _("Vakwoord"), _("Verschil in punten"), _("Laagste verschil"), _("Hoogste verschil")]
    for _value, name in columns():
        head += [_("%(who)s: mensen") % {"who": name}]
        head += [f"{name}: {str(label).lower()}" for _polarity, label in Polarity.choices]
    write.writerow([safe(cell) for cell in head])
    hidden = _("niet getoond")
    for row in [*shown.rows, *shown.waiting]:
        gap = row.difference
        points = [hidden] * 3 if gap is None else [str(gap.points), str(gap.low), str(gap.high)]
        cells = [row.title, row.line.small, *points]
        for value, _name in columns():
            side = row.sides[value]
            numbers = [side.people, *(answer.people for answer in side.answers)]
            cells += [hidden if number is None else str(number) for number in numbers]
        write.writerow([safe(cell) for cell in cells])
    return "\ufeff" + out.getvalue()
