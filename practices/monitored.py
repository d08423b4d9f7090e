"""Reading the monitor: which numbers may be shown, where we expected to be, and the picture with its sentence."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO

from django.db.models import Window
from django.db.models.functions import RowNumber
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from knowledge.models import Dossier
from practices.difference.export import safe
from practices.difference.rounding import may_show, rounded
from practices.difference.suppression import SMALLEST, is_small
from practices.models import Indicator, Measurement, Practice
from ui.charts import Point, trend

LONGEST_LINE = 300
ON_A_CHART = 24  # measurements, the newest


def shown(indicator: Indicator, one: Measurement) -> Decimal | None:
    """Give the number as it may be shown, None where it could point at fewer than five people.

    A number of people is a multiple of five, from ten on, as on combined maps: two days may not tell who came in
    between. A share or mean needs five people, and a share no fewer than five who do or who do not.
    """
    if indicator.counts == Indicator.Counts.OTHER:
        return one.value
    if indicator.counts == Indicator.Counts.PEOPLE:
        number = may_show(rounded(int(one.value), "indicator", indicator.pk, one.on))
        return None if number is None else Decimal(number)
    if one.people is None or one.people < SMALLEST:
        return None
    if indicator.counts == Indicator.Counts.SHARE:
        those = round(one.value * one.people / 100)
        if is_small(those) or is_small(one.people - those):
            return None
    return one.value.quantize(Decimal(1))


def expected(indicator: Indicator, on: date) -> Decimal | None:
    """Give where the line from start to target runs on this day; None outside it."""
    start, target = indicator.start_on, indicator.target_on
    if start is None or target is None or indicator.start_value is None or indicator.target_value is None:
        return None
    if not start <= on <= target or start == target:
        return None
    part = Decimal((on - start).days) / (target - start).days
    return (indicator.start_value + (indicator.target_value - indicator.start_value) * part).quantize(Decimal("0.1"))


def written(number: Decimal | None) -> str:
    """Write a number as readers know it, "" for none."""
    return "" if number is None else number_format(number.normalize() if number % 1 else int(number))


@dataclass(frozen=True)
class Line:
    """One measurement in the table."""

    on: date
    value: Decimal | None
    expected: Decimal | None
    note: str
    pk: int

    @property
    def found(self) -> str:
        return written(self.value)

    @property
    def hoped(self) -> str:
        return written(self.expected)

    @property
    def apart(self) -> str:
        """How far what was found lies from what was expected, with its sign."""
        if self.value is None or self.expected is None:
            return ""
        gap = self.value - self.expected
        return f"+{written(gap)}" if gap > 0 else written(gap)


@dataclass(frozen=True)
class Watched:
    """One indicator with its measurements in order of time."""

    indicator: Indicator
    lines: list[Line]

    @property
    def known(self) -> list[Line]:
        return [line for line in self.lines if line.value is not None]

    @property
    def newest_first(self) -> list[Line]:
        return self.lines[::-1]

    @property
    def sentence(self) -> str:
        """Say what the picture shows."""
        known, unit = self.known, self.indicator.unit
        if not known:
            return _("Er is nog geen getal te tonen.")
        last = known[-1]
        facts = {"name": self.indicator.name, "value": last.found, "unit": unit, "day": date_format(last.on, "j F Y")}
        said = _("%(name)s: %(value)s %(unit)s op %(day)s.") % facts
        if len(known) > 1:
            said += f" {self.moved(known[0], last)}"
        if last.hoped:
            said += " " + _("Verwacht was %(hoped)s.") % {"hoped": last.hoped}
        return said

    def moved(self, first: Line, last: Line) -> str:
        """Say whether it went the right way since the first number."""
        assert first.value is not None and last.value is not None  # noqa: S101, PT018
        day = date_format(first.on, "j F Y")
        if first.value == last.value:
            return _("Dat is evenveel als op %(day)s.") % {"day": day}
        better = (last.value > first.value) == (self.indicator.better == Indicator.Better.UP)
        facts = {"value": first.found, "day": day}
        if better:
            return _("Dat is beter dan %(value)s op %(day)s.") % facts
        return _("Dat is minder goed dan %(value)s op %(day)s.") % facts

    @property
    def picture(self) -> str:
        """The line over time: solid what was found, stitched what was expected."""
        known = self.known
        if len(known) < 2:
            return ""
        ends = self.ends()
        days = [line.on for line in known] + [on for on, _value in ends]
        heights = [line.value for line in known if line.value is not None] + [value for _on, value in ends]
        first, last, low, high = min(days), max(days), min(heights), max(heights)

        def point(on: date, value: Decimal, printed: str = "") -> Point:
            wide, tall = (last - first).days or 1, (high - low) or Decimal(1)
            return Point(4 + 92 * (on - first).days / wide, float((value - low) * 100 / tall), printed)

        label = {0, len(known) - 1, *range(0, len(known), max(1, len(known) // 6))}
        dots = [
            point(line.on, line.value, line.found if number in label else "")
            for number, line in enumerate(known)
            if line.value is not None
        ]
        return trend(dots, [point(on, value) for on, value in ends], self.sentence)

    def ends(self) -> list[tuple[date, Decimal]]:
        one = self.indicator
        if one.start_on is None or one.target_on is None or one.start_value is None or one.target_value is None:
            return []
        return [(one.start_on, one.start_value), (one.target_on, one.target_value)]


def watched(indicators: Sequence[Indicator], most: int = ON_A_CHART) -> list[Watched]:
    """Give the indicators with their newest measurements. One query, which reads no more than is shown."""
    rows: dict[int, list[Line]] = {one.pk: [] for one in indicators}
    by_key = {one.pk: one for one in indicators}
    place = Window(RowNumber(), partition_by="indicator", order_by="-on")
    newest = Measurement.objects.filter(indicator__in=rows).annotate(place=place).filter(place__lte=most)
    for one in newest.order_by("on"):
        indicator = by_key[one.indicator_id]
        line = Line(one.on, shown(indicator, one), expected(indicator, one.on), one.note, one.pk)
        rows[one.indicator_id].append(line)
    return [Watched(one, rows[one.pk]) for one in indicators]


def known_pitfalls(practice: Practice) -> list[str]:
    """Give what is known not to work for the themes of this practice, a line each. One query."""
    texts = (
        Dossier.objects.filter(theme__practices=practice).exclude(not_working="").values_list("not_working", flat=True)
    )
    lines = (line.strip(" -•")[:LONGEST_LINE] for text in texts for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def as_csv(found: Sequence[Watched]) -> str:
    """Give every measurement as the page shows it, in the columns that can be read in again."""
    out = StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\r\n")
    write.writerow(["indicator", "datum", "waarde", "verwacht", "toelichting"])
    for one in found:
        for line in one.lines:
            value = line.found or _("niet getoond")
            cells = [one.indicator.name, line.on.strftime("%d-%m-%Y"), value, line.hoped, line.note]
            write.writerow([safe(cell) for cell in cells])
    return "\ufeff" + out.getvalue()
