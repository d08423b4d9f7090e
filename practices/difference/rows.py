"""From counted people to what a page may show: lines in order, those that must wait for more voices, the figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Perspective
from knowledge.models import Source, WorkingElement
from practices.difference.counting import Tally
from practices.difference.gap import Gap, gap, times
from practices.difference.scopes import Line, Scope
from practices.models import Polarity

ORDER = "verschil"
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


@dataclass
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

    @cached_property
    def difference(self) -> Gap | None:
        """Give how far experience and professionals lie apart; None where either is not shown."""
        lived, pro = self.drawn
        said, said_other = lived.answers[0].people, pro.answers[0].people
        if said is None or said_other is None or not lived.people or not pro.people:
            return None
        return gap(said, lived.people, said_other, pro.people)

    @property
    def gap(self) -> int | None:
        return None if self.difference is None else self.difference.size

    @property
    def voices(self) -> int:
        """Add up the people behind the figures that are shown, and no others: the order gives nothing away."""
        return sum(answer.people or 0 for side in self.sides.values() for answer in side.answers)

    @property
    def verdict(self) -> str:
        """Say in one sentence who names this more often, and how much."""
        difference = self.difference
        if difference is None or not self.lived or not self.pro:
            return ""
        much = times(max(self.lived, self.pro) / min(self.lived, self.pro))
        what = {"what": f"‘{self.element.plain_wording}’", "times": much}
        if not much:
            return _("Mensen en professionals noemen %(what)s ongeveer even vaak.") % what
        if difference.points > 0:
            return _("Mensen noemen %(what)s %(times)s professionals.") % what
        return _("Professionals noemen %(what)s %(times)s mensen.") % what

    @property
    def chance(self) -> str:
        """Say how sure the difference is, in words."""
        difference = self.difference
        if difference is None:
            return ""
        if difference.may_be_chance:
            return _("Dat kan toeval zijn.")
        return _("Waarschijnlijk ligt het tussen %(least)s en %(most)s punten.") % {
            "least": difference.nearest,
            "most": difference.farthest,
        }

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
    def is_rounded(self) -> bool:
        return not self.line.spot.is_whole

    @property
    def sources(self) -> list[Source]:
        return list(self.element.sources.all())


def row(line: Line, tally: Tally) -> Row:
    """Give a line with only what may be shown of it."""
    return Row(line, {perspective: _side(line, tally, perspective) for perspective in Perspective.values})


def _side(line: Line, tally: Tally, perspective: str) -> Side:
    people = tally.shown(line.spot, perspective)
    said = tally.shown_answers(line.spot, line.element.pk, perspective)
    answers = (
        Answer(answer, said[answer], percent(said[answer], people))
        if people and answer in said
        else Answer(answer, None)
        for answer in Polarity.values
    )
    return Side(perspective, people, tuple(answers))


def percent(part: int, whole: int) -> int:
    """Give a share of a hundred, halves up."""
    return (200 * part + whole) // (2 * whole)


@dataclass
class Map:
    """A whole difference map as it may be shown."""

    scope: Scope
    order: str = ORDER
    all_rows: list[Row] = field(init=False)

    def __post_init__(self) -> None:
        tally, lines = self.scope.tally, self.scope.lines()
        self.all_rows = sorted((row(line, tally) for line in lines), key=lambda row: (row.title, row.key))

    @cached_property
    def rows(self) -> list[Row]:
        """Give the lines with both sides, in the order that was asked for."""
        both = [row for row in self.all_rows if row.gap is not None]
        if self.order == "stemmen":
            return sorted(both, key=lambda row: -row.voices)
        if self.order == "eens":
            return sorted(both, key=lambda row: (row.gap or 0, -row.voices))
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


__all__ = ["Answer", "Map", "Row", "Side", "columns", "known", "row"]
