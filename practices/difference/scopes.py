"""What a difference map can be about, as one reader may see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from accounts.models import Perspective
from knowledge.models import Intervention, Theme, WorkingElement
from places.models import LabourRegion
from practices.difference.counting import ALWAYS, Reader, Spot, Tally, count, count_answers, count_around, levels
from practices.difference.keeping import is_behind, settle
from practices.difference.standing import ALL
from practices.models import Contribution, Practice, Weighing
from practices.models.weighing import WeighingQuerySet


@dataclass(frozen=True)
class Line:
    """One line of a map: what it is about, and the spot whose people it counts."""

    key: str  # as it stands in the address
    title: str
    small: str
    address: str
    element: WorkingElement
    spot: Spot


class Scope:
    """One map. Numbers come from `tally` and are raw until `practices.difference.rows` has rounded them."""

    parameter = "element"  # which parameter of the address opens a line
    inside = False  # it lies within other maps, so some figures are withheld because of those
    subject: Any

    def __init__(self, subject: Any, reader: Reader, circles: list[tuple[str, ...]] | None = None) -> None:
        """Take the reader's rights, or those of `circles` instead (a map that was kept)."""
        self.subject, self.reader = subject, reader
        self.levels = circles or levels(reader)

    @property
    def title(self) -> str:
        return str(self.subject.name)

    @property
    def address(self) -> str:
        """Give where the map of today stands."""
        return f"{self.subject.get_absolute_url()}verschilkaart/"

    @property
    def spot(self) -> Spot:
        """Give what the map as a whole counts."""
        raise NotImplementedError

    @cached_property
    def tally(self) -> Tally:
        """Count; four queries or less, whatever there is to count."""
        settle()
        found = count(self.levels, {self.spot.scope})
        count_answers(found, [self.spot, *count_around(found, self.spot.scope)])
        return found

    @property
    def made_up(self) -> bool:
        """Say whether something on it is fictional."""
        return self.spot[:3] in self.tally.made_up

    def belonging(self) -> QuerySet[WorkingElement]:
        """Give the elements that have a line here, spoken of or not."""
        raise NotImplementedError

    def lines(self) -> list[Line]:
        """Give the lines of this map, in no order. An element that does not belong here needs a figure to get one."""
        spot, tally = self.spot, self.tally
        pairs = {(element, perspective) for element, perspective, _answer in tally.said[spot]}
        shown = {element for element, perspective in pairs if tally.shown_answers(spot, element, perspective)}
        elements = WorkingElement.objects.filter(Q(pk__in=shown) | Q(pk__in=self.belonging().order_by().values("pk")))
        return [
            Line(element.slug, element.plain_wording, element.name, element.get_absolute_url(), element, spot)
            for element in elements
        ]

    def quotes_of(self, line: Line) -> WeighingQuerySet:
        """Give what this reader may read of what was said on one line."""
        said = Weighing.objects.visible_to(self.reader).filter(
            element=line.element
        )  # joining elements moves them along
        return said.filter(within(line.spot))


def within(spot: Spot) -> Q:
    """Give what makes a weighing count in this spot."""
    found, root = Q(), "contribution__root__"
    kind, key = spot.scope[:1], spot.scope[1:]
    if kind == "t":
        theirs = Contribution.themes.through.objects.filter(contribution=OuterRef("contribution__root"), theme=int(key))
        found &= Q(Exists(theirs))  # asked of each, so that the newest come first without sorting a whole theme
    elif kind == "p":
        found &= Q(**{f"{root}practice": int(key)})
    elif kind == "i":
        found &= Q(intervention=int(key))
    if spot.place:
        own = f"{root}municipality__labour_region"
        found &= Q(**{own: spot.place}) | Q(**{f"{own}__isnull": True, f"{root}practice__labour_region": spot.place})
    if spot.group:
        found &= Q(**{f"{root}group": spot.group})
    if spot.years != ALWAYS:
        found &= Q(contribution__published_at__year__range=spot.years)
    return found


class ThemeScope(Scope):
    """All that was said about one theme."""

    subject: Theme

    @property
    def spot(self) -> Spot:
        return Spot(f"t{self.subject.pk}")

    def belonging(self) -> QuerySet[WorkingElement]:
        return WorkingElement.objects.about(self.subject)


class PracticeScope(Scope):
    """All that was said within one practice."""

    subject: Practice
    inside = True

    @property
    def spot(self) -> Spot:
        return Spot(f"p{self.subject.pk}")

    def belonging(self) -> QuerySet[WorkingElement]:
        return WorkingElement.objects.filter(themes__in=self.subject.themes.all())


class InterventionScope(Scope):
    """All that was said of elements within one intervention."""

    subject: Intervention
    inside = True

    @property
    def spot(self) -> Spot:
        return Spot(f"i{self.subject.pk}")

    def belonging(self) -> QuerySet[WorkingElement]:
        return self.subject.elements.all()


class ElementScope(Scope):
    """One element, theme by theme or region by region."""

    subject: WorkingElement
    THEME, REGION, BOTH = "thema", "regio", "beide"
    may_be_behind = True

    def __init__(
        self,
        subject: WorkingElement,
        reader: Reader,
        circles: list[tuple[str, ...]] | None = None,
        parameter: str = THEME,
    ) -> None:
        super().__init__(subject, reader, circles)
        self.parameter = parameter

    @property
    def title(self) -> str:
        return _("‘%(words)s’") % {"words": self.subject.plain_wording}

    @property
    def spot(self) -> Spot:
        return Spot()

    @cached_property
    def things(self) -> list[Theme | LabourRegion]:
        """Give every theme or region there is, or all of them in one question."""
        if self.parameter == self.THEME:
            return list(Theme.objects.all())
        if self.parameter == self.REGION:
            return list(LabourRegion.objects.all())
        columns = ("sort", "pk", "slug", "name", "behind")
        themes = Theme.objects.order_by().annotate(sort=Value(0), behind=is_behind()).values_list(*columns)
        regions = LabourRegion.objects.order_by().annotate(sort=Value(1), behind=is_behind()).values_list(*columns)
        rows = sorted(themes.union(regions, all=True), key=lambda row: (row[0], row[3].casefold()))
        self.may_be_behind = any(row[4] for row in rows)
        return [
            LabourRegion(pk=pk, slug=slug, name=name) if sort else Theme(pk=pk, slug=slug, name=name)
            for sort, pk, slug, name, _behind in rows
        ]

    def spot_of(self, thing: Theme | LabourRegion) -> Spot:
        return Spot(f"t{thing.pk}") if isinstance(thing, Theme) else Spot(ALL, thing.pk)

    @cached_property
    def tally(self) -> Tally:
        spots = [self.spot, *(self.spot_of(thing) for thing in self.things)]
        if self.may_be_behind:  # the things may have told already
            settle()
        found = count(self.levels, {spot.scope for spot in spots}, {spot.place for spot in spots})
        count_answers(found, spots, self.subject.pk)
        return found

    def lines(self) -> list[Line]:
        own = self.subject
        mine = {*own.themes.values_list("pk", flat=True)} if self.parameter == self.THEME else set()
        return [
            Line(thing.slug, thing.name, "", map_of(thing), own, spot)
            for thing in self.things
            for spot in [self.spot_of(thing)]
            if (isinstance(thing, Theme) and thing.pk in mine) or self.has_figure(spot)
        ]

    def has_figure(self, spot: Spot) -> bool:
        """Say whether anything may be shown here."""
        own = self.subject.pk
        return any(self.tally.shown_answers(spot, own, who) for who in Perspective.values)


def map_of(thing: Theme | LabourRegion) -> str:
    """Give where a line about a theme or region leads."""
    return thing.get_absolute_url() if isinstance(thing, Theme) else f"/verschilkaart/regio/{thing.slug}/"


__all__ = ["ElementScope", "InterventionScope", "Line", "PracticeScope", "Scope", "ThemeScope", "within"]
