"""Reading the self-assessment: the result of a round, how it changed, and what practices like this one found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.models import WorkingElement
from practices.difference.scores import APART, POINT, TOP
from practices.difference.suppression import SMALLEST
from practices.models import Assessment, ElementScore, Rating, Side
from ui.charts import Dot, dots

NAMES = {Side.LIVED: gettext_lazy("Mensen met ervaring"), Side.PRO: gettext_lazy("Wie helpt of regelt")}
LIKE_US = 2  # so many other practices at least stand behind a comparison


def points(quarters: int) -> str:
    """Write a mean as readers know numbers: "2", "1,5"."""
    return number_format(Decimal(quarters) / POINT)


def between(least: int) -> str:
    """Say how many people stand behind a figure; 0 for fewer than five."""
    return (
        _("%(least)d tot %(most)d mensen") % {"least": least, "most": least + SMALLEST - 1}
        if least
        else _("minder dan 5")
    )


@dataclass
class Heard:
    """What one side says of one element, None where it may not be shown."""

    side: str
    score: ElementScore | None = None

    @property
    def name(self) -> str:
        return str(NAMES[Side(self.side)])

    @property
    def mean(self) -> str:
        return points(self.score.quarters) if self.score else ""

    @property
    def nearest(self) -> str:
        """The mean as the word of its answer, or between which two it lies."""
        if self.score is None:
            return ""
        below, rest = divmod(self.score.quarters, POINT)
        word = str(Rating(below).label).lower()
        if not rest:
            return word
        return _("tussen %(low)s en %(high)s") % {"low": word, "high": str(Rating(below + 1).label).lower()}

    @property
    def people(self) -> str:
        return between(self.score.people if self.score else 0)

    @property
    def unknown(self) -> str:
        return between(self.score.unknown) if self.score else ""

    @property
    def spread(self) -> str:
        """How far the answers lie apart, in words; "" where that is not shown."""
        if self.score is None or not self.score.spread:
            return ""
        return _("ver uit elkaar") if self.score.spread == APART else _("dicht bij elkaar")

    @property
    def sentence(self) -> str:
        """Say it in words, for who sees no picture."""
        if self.score is None:
            return _("%(who)s: minder dan 5 mensen, niet getoond.") % {"who": self.name}
        said = _("%(who)s: ongeveer %(mean)s van de 3, dat is %(word)s.") % {
            "who": self.name,
            "mean": self.mean,
            "word": self.nearest,
        }
        return f"{said} {_('De antwoorden liggen %(how)s.') % {'how': self.spread}}" if self.spread else said


@dataclass
class Row:
    """One element with both sides; experience stands first."""

    element: WorkingElement
    sides: dict[str, Heard] = field(default_factory=lambda: {str(side): Heard(str(side)) for side in Side})

    @property
    def heard(self) -> list[Heard]:
        return list(self.sides.values())

    @property
    def shown(self) -> bool:
        return any(one.score for one in self.heard)

    @property
    def lowest(self) -> int:
        return min((one.score.quarters for one in self.heard if one.score), default=TOP * POINT)

    @property
    def sentence(self) -> str:
        return " ".join([f"‘{self.element.plain_wording}’.", *(one.sentence for one in self.heard)])

    @property
    def picture(self) -> str:
        """Both sides on one line from 0 to 3."""
        ends = [Dot(one.side, one.score.quarters * 100 / (TOP * POINT), one.mean) for one in self.heard if one.score]
        return dots(ends, TOP, self.sentence)


def result(assessment: Assessment) -> list[Row]:
    """Give every element of a closed round, the lowest first, what may not be shown last. Two queries."""
    elements = WorkingElement.objects.filter(questions__in=assessment.questions.values("pk")).distinct()
    rows = {element.pk: Row(element) for element in elements.order_by("plain_wording")}
    for score in assessment.scores.all():
        if score.element_id in rows:
            rows[score.element_id].sides[score.side].score = score
    return sorted(rows.values(), key=lambda row: (not row.shown, row.lowest))


def told(rows: list[Row]) -> str:
    """Say in one sentence what the picture shows."""
    shown = [row for row in rows if row.shown]
    if not shown:
        return _("Er zijn te weinig antwoorden om iets te tonen. Zo is niemand te herkennen.")
    least, most = shown[0], max(shown, key=lambda row: row.lowest)
    if len(shown) == 1 or least.lowest == most.lowest:
        return _("Dit staat er het laagst: ‘%(least)s’.") % {"least": least.element.plain_wording}
    return _("Het laagst staat ‘%(least)s’, het hoogst ‘%(most)s’.") % {
        "least": least.element.plain_wording,
        "most": most.element.plain_wording,
    }


@dataclass
class Course:
    """How one element went over the rounds: for each side the figures in order of time, None where not shown."""

    element: WorkingElement
    steps: dict[str, list[ElementScore | None]]

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        """Give (name of the side, figures in words) for the table."""
        return [
            (str(NAMES[Side(side)]), [points(one.quarters) if one else "" for one in steps])
            for side, steps in self.steps.items()
        ]


def course(assessment: Assessment) -> tuple[list[Assessment], list[Course]]:
    """Give the rounds like this one in this practice up to it, and how each element went. Two queries."""
    rounds = Assessment.objects.filter(practice=assessment.practice_id, closed_at__isnull=False).like(assessment)
    found = list(rounds.filter(closed_at__lte=assessment.closed_at).order_by("-closed_at")[:6])[::-1]
    if len(found) < 2:
        return found, []
    place = {one.pk: number for number, one in enumerate(found)}
    steps: dict[int, dict[str, list[ElementScore | None]]] = defaultdict(
        lambda: {str(side): [None] * len(found) for side in Side}
    )
    elements = {}
    for score in ElementScore.objects.filter(assessment__in=place).select_related("element"):
        elements[score.element_id] = score.element
        steps[score.element_id][score.side][place[score.assessment_id]] = score
    ordered = sorted(elements, key=lambda pk: elements[pk].plain_wording)
    return found, [Course(elements[pk], steps[pk]) for pk in ordered]


@dataclass
class Beside:
    """What practices like this one found for one element and side: from the lowest to the highest."""

    element: WorkingElement
    name: str
    own: str
    low: str
    high: str


def like_us(assessment: Assessment) -> tuple[int, list[Beside]]:
    """Give how many other practices agreed and what they found in their last round like this one. Three queries.

    Only figures they see on their own page themselves; which practice has which figure is not told.
    """
    others = Assessment.objects.filter(closed_at__isnull=False, agreed_at__isnull=False).like(assessment)
    last: dict[int, int] = {}
    for pk, practice in (
        others.exclude(practice=assessment.practice_id).order_by("closed_at").values_list("pk", "practice")
    ):
        last[practice] = pk
    if len(last) < LIKE_US:
        return len(last), []
    theirs: dict[tuple[int, str], list[int]] = defaultdict(list)
    for score in ElementScore.objects.filter(assessment__in=last.values()):
        theirs[score.element_id, score.side].append(score.quarters)
    found = []
    for own in assessment.scores.select_related("element").order_by("element__plain_wording", "side"):
        figures = theirs[own.element_id, own.side]
        if len(figures) >= LIKE_US:
            name = str(NAMES[Side(own.side)])
            low, high = points(min(figures)), points(max(figures))
            found.append(Beside(own.element, name, points(own.quarters), low, high))
    return len(last), found
