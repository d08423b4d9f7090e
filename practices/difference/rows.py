"""From counted people to what a page may show: lines in order, those that must wait for more voices, the figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Perspective
from knowledge.models import Source, WorkingElement
from practices.difference.scopes import Line, Scope
from practices.difference.suppression import HELPED, answers_to_show, people_may_show
from practices.models import Polarity

MUCH, SOME = 30, 10  # points of difference that are called "veel vaker" and "vaker"
SIDES = (Perspective.LIVED, Perspective.PROFESSIONAL)


@dataclass(frozen=True)
class Answer:
    """How many people of one perspective gave one answer; `people` is None where it may not be shown."""

    polarity: str
    people: int | None
    percent: int = 0

    @property
    def label(self) -> str:
        return str(Polarity(self.polarity).label)


@dataclass(frozen=True)
class Side:
    """One perspective on one line; `people` is None where even that may not be shown."""

    perspective: str
    people: int | None
    answers: tuple[Answer, ...]

    @property
    def helped(self) -> int | None:
        """Give how many of a hundred say it helped."""
        answer = self.answers[0]
        return answer.percent if answer.people is not None else None

    @property
    def name(self) -> str:
        return str(Perspective(self.perspective).label)

    def answer(self, polarity: str) -> Answer | None:
        return next((answer for answer in self.answers if answer.polarity == polarity), None)


@dataclass(frozen=True)
class Row:
    """One line as it may be shown."""

    line: Line
    sides: dict[str, Side]

    @property
    def key(self) -> str:
        return self.line.key

    @property
    def title(self) -> str:
        return self.line.title

    @property
    def element(self) -> WorkingElement:
        return self.line.element

    @property
    def lived(self) -> int | None:
        return self.sides[Perspective.LIVED].helped

    @property
    def pro(self) -> int | None:
        return self.sides[Perspective.PROFESSIONAL].helped

    @property
    def difference(self) -> int | None:
        """Give lived minus professional, in points; None where either is not shown."""
        return None if self.lived is None or self.pro is None else self.lived - self.pro

    @property
    def gap(self) -> int | None:
        return None if self.difference is None else abs(self.difference)

    @property
    def voices(self) -> int:
        """Add up the people behind the figures that are shown, and no others: the order gives nothing away."""
        return sum(answer.people or 0 for side in self.sides.values() for answer in side.answers)

    @property
    def verdict(self) -> str:
        """Say in words who mentions this more."""
        difference = self.difference or 0
        if abs(difference) < SOME:
            return _("Hier zijn we het bijna eens.")
        if difference > 0:
            return _("Mensen noemen dit veel vaker.") if difference >= MUCH else _("Mensen noemen dit vaker.")
        if difference <= -MUCH:
            return _("Professionals noemen dit veel vaker.")
        return _("Professionals noemen dit vaker.")

    @property
    def drawn(self) -> list[Side]:
        """Give experience and professional: always there, also when a figure is not."""
        return [self.sides[side] for side in SIDES]

    @property
    def others(self) -> list[Side]:
        """Give the other perspectives whose people may be counted."""
        return [side for key, side in self.sides.items() if key not in SIDES and side.people is not None]

    @property
    def missing(self) -> list[str]:
        """Name the sides that keep this line off the list."""
        return [side.name for side in self.drawn if side.helped is None]

    @property
    def sources(self) -> list[Source]:
        return list(self.element.sources.all())


def row(line: Line) -> Row:
    """Give a line with only what may be shown of it."""
    return Row(line, {perspective: _side(line, perspective) for perspective in Perspective.values})


def _side(line: Line, perspective: str) -> Side:
    group = line.tally.group(line.element.pk, perspective)
    wider = [tally.group(line.element.pk, perspective) for tally in line.wider]
    shown = answers_to_show(group, wider)
    answers = tuple(
        Answer(polarity, group.said[polarity], _percent(group.said[polarity], group.people))
        if polarity in shown
        else Answer(polarity, None)
        for polarity in Polarity.values
    )
    return Side(perspective, group.people if people_may_show(group, wider) else None, answers)


def _percent(part: int, whole: int) -> int:
    """Give a share of a hundred, halves up."""
    return (200 * part + whole) // (2 * whole)


@dataclass
class Map:
    """A whole difference map as it may be shown."""

    scope: Scope
    order: str = "verschil"
    all_rows: list[Row] = field(init=False)

    def __post_init__(self) -> None:
        self.all_rows = sorted((row(line) for line in self.scope.lines()), key=lambda row: (row.title, row.key))

    @cached_property
    def rows(self) -> list[Row]:
        """Give the lines with both sides, in the order that was asked for."""
        both = [row for row in self.all_rows if row.gap is not None]
        if self.order == "stemmen":
            return sorted(both, key=lambda row: -row.voices)
        return sorted(both, key=lambda row: -(row.gap or 0))

    @cached_property
    def waiting(self) -> list[Row]:
        """Give the lines that miss a side, by name: their order says nothing of their number."""
        return [row for row in self.all_rows if row.gap is None]

    @property
    def half(self) -> list[Row]:
        """Give the waiting lines of which one side is known."""
        return [row for row in self.waiting if len(row.missing) == 1]

    @property
    def bare(self) -> list[Row]:
        """Give the waiting lines of which neither side is known."""
        return [row for row in self.waiting if len(row.missing) == 2]

    @property
    def table(self) -> list[Row]:
        """Give every line of which the table has a figure."""
        return [
            *self.rows,
            *(row for row in self.waiting if any(side.helped is not None for side in row.sides.values())),
        ]

    @property
    def people(self) -> list[Side]:
        """Give how many people of each perspective spoke, where one map has one such number."""
        if self.scope.parameter != "element" or not self.all_rows:
            return []
        return [side for side in self.all_rows[0].sides.values() if side.people is not None]

    def find(self, key: str) -> Row | None:
        """Give the line with this key in the address."""
        return next((row for row in self.all_rows if row.key == key), None)


def known(perspective: str, polarity: str) -> bool:
    """Say whether these stand for a perspective and an answer."""
    return perspective in Perspective.values and polarity in Polarity.values


def columns() -> Iterable[tuple[str, str]]:
    """Give the perspectives as the table has them, with their names."""
    return [(value, str(label)) for value, label in Perspective.choices]


__all__ = ["HELPED", "Answer", "Map", "Row", "Side", "columns", "known", "row"]
