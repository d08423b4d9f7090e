"""Reading a file with measurements as people bring it: any spreadsheet, Dutch numbers and days; all or nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

from ui.text import clean_text

MOST_ROWS = 100_000
MOST_BYTES = 12_000_000
LONGEST_NOTE = 300
COLUMNS = ("indicator", "datum", "waarde")  # these must be there
ALL_COLUMNS = (*COLUMNS, "mensen", "toelichting")
MORE = ("mensen", "toelichting")  # these may
ALSO = {"date": "datum", "dag": "datum", "getal": "waarde", "value": "waarde", "naam": "indicator"} | {
    "aantal mensen": "mensen",
    "n": "mensen",
    "people": "mensen",
    "notitie": "toelichting",
    "note": "toelichting",
}
MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
NUMBER = re.compile(r"[-+]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?|[-+]?\d+\.\d+")
DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[a-zé]+\.?)[-/. ](\d{4})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
LARGEST = Decimal("999999999999.99")


@dataclass(frozen=True)
class Fault:
    """What is wrong in one line of the file."""

    line: int
    reason: str


@dataclass
class Found:
    """What a file holds: rows (indicator, ISO day, number, people, note), or what is wrong."""

    rows: list[list[str | int | None]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    refused: str = ""  # the file as a whole


def decoded(content: bytes) -> str:
    """Give the text, whichever of the usual ways it was written in; every byte means something in the last one."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def separator(head: str) -> str:
    """Give the sign between the cells of the first line."""
    return max(";\t,|", key=head.count)


def number(text: str) -> Decimal | None:
    """Read a number as Dutch people write it: 1.234,5 and 12,5; 12.5 too. None for anything else."""
    text = text.strip().replace("\xa0", "").replace(" ", "").removeprefix("€").removesuffix("%")
    if len(text) > 30 or not NUMBER.fullmatch(text) or not text.isascii():
        return None
    if "," in text or re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "").replace(",", ".")
    found = Decimal(text).quantize(Decimal("0.01"))
    return found if abs(found) <= LARGEST else None


def day(text: str) -> date | None:
    """Read a day: 31-12-2026, 31/12/2026, 31 december 2026, 2026-12-31. None for anything else."""
    text = text.strip().lower()
    if not text.isascii() or len(text) > 30:
        return None
    if iso := ISO.fullmatch(text):
        parts = iso.group(1), iso.group(2), iso.group(3)
    elif dutch := DAY.fullmatch(text):
        month = dutch.group(2).rstrip(".")
        if not month.isdecimal():
            short = {"mrt": "maa", "mar": "maa", "oct": "okt", "may": "mei"}.get(month[:3], month[:3])
            month = str(MONTHS.index(short) + 1) if short in MONTHS else "0"
        parts = dutch.group(3), month, dutch.group(1)
    else:
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def read(content: bytes, names: Collection[str], counting_people: Collection[str] = ()) -> Found:
    """Read a file; `names` are the indicators there are, `counting_people` those that need a number of people."""
    text = decoded(content).replace("\x00", "")
    head, _newline, _rest = text.lstrip("\r\n").partition("\n")
    if head.lower().startswith("sep=") and len(head.strip()) == 5:
        text = text.lstrip("\r\n").partition("\n")[2]
        between = head.strip()[4]
    else:
        between = separator(head)
    try:
        lines = csv.reader(StringIO(text, newline=""), delimiter=between)
        return _read(lines, {name.casefold(): name for name in names}, {name.casefold() for name in counting_people})
    except csv.Error:
        return Found(refused=_("Dit bestand kunnen we niet lezen. Bewaar het als CSV en probeer het opnieuw."))


def _read(lines: Any, names: Mapping[str, str], need_people: Collection[str]) -> Found:
    """Read the lines of a `csv.reader`."""
    found = Found()
    head: list[str] = next((cells for cells in lines if any(cell.strip() for cell in cells)), [])
    columns = [ALSO.get(cell.strip().lower(), cell.strip().lower()) for cell in head]
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        found.refused = _("Deze kolommen missen: %(names)s. De eerste regel moet de namen van de kolommen hebben.") % {
            "names": ", ".join(missing)
        }
        return found
    seen: dict[tuple[str, date], int] = {}
    rows = 0
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        rows += 1
        if rows > MOST_ROWS:
            found.refused = _("Dit zijn meer dan 100.000 regels. Knip het bestand in stukken.")
            return found
        at = lines.line_num
        row = dict(zip(columns, cells, strict=False))
        name = names.get(row["indicator"].strip().casefold())
        reasons, on, value = [], day(row.get("datum", "")), number(row.get("waarde", ""))
        if name is None:
            reasons.append(_("‘%(name)s’ is geen indicator van jullie.") % {"name": row["indicator"].strip()[:60]})
        if on is None or not 1990 <= on.year <= 2100:
            reasons.append(_("‘%(day)s’ is geen datum.") % {"day": row.get("datum", "").strip()[:30]})
        if value is None:
            reasons.append(_("‘%(value)s’ is geen getal.") % {"value": row.get("waarde", "").strip()[:30]})
        people, typed = None, row.get("mensen", "").strip()
        if typed:
            counted = number(typed)
            if counted is None or counted < 0 or counted != int(counted) or counted > 10**9:
                reasons.append(_("‘%(people)s’ is geen aantal mensen.") % {"people": typed[:30]})
            else:
                people = int(counted)
        elif name is not None and name.casefold() in need_people:
            reasons.append(_("Hier mist van hoeveel mensen dit is."))
        told = row.get("toelichting", "").strip()
        note = " ".join(clean_text(told).split()) if told else ""
        if len(note) > LONGEST_NOTE:
            reasons.append(_("De toelichting is te lang. Gebruik hooguit 300 tekens."))
        if name is not None and on is not None:
            if first := seen.get((name, on)):
                reasons.append(_("Deze dag staat ook in regel %(line)d.") % {"line": first})
            seen.setdefault((name, on), at)
        if reasons:
            found.faults.append(Fault(at, " ".join(reasons)))
        elif not found.faults:
            assert on is not None  # noqa: S101
            found.rows.append([name, on.isoformat(), str(value), people, note])
    if not rows:
        found.refused = _("In dit bestand staan geen regels.")
    if found.faults:
        found.rows = []
    return found
