"""A map of theme × region × target group × years, as the address asks for it, wide enough to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.models import TargetGroup, Theme, WorkingElement
from places.models import LabourRegion
from practices.difference.counting import ALWAYS, Reader, Spot, Tally, Years, count, count_answers, count_around
from practices.difference.keeping import settle
from practices.difference.rows import SIDES
from practices.difference.scopes import Scope
from practices.difference.standing import ALL

FIRST_YEAR, LAST_YEAR = 2000, 2100
PARTS = ("thema", "regio", "groep", "van", "tot")  # the parameters, in the order they stand in the address


@dataclass(frozen=True)
class Chip:
    """One part of the choice, and the address of the same map without it."""

    words: str
    without: str


@dataclass(frozen=True)
class Choice:
    """What somebody wants to see; anything may be left out."""

    theme: Theme | None = None
    region: LabourRegion | None = None
    group: str = ""
    years: Years = ALWAYS

    @classmethod
    def read(cls, asked: Mapping[str, str], themes: Iterable[Theme], regions: Iterable[LabourRegion]) -> Choice:
        """Read the address; what means nothing is as if it were not there."""
        group = asked.get("groep", "")
        return cls(
            next((theme for theme in themes if theme.slug == asked.get("thema")), None),
            next((region for region in regions if region.slug == asked.get("regio")), None),
            group if group in TargetGroup.values else "",
            years_of(asked.get("van", ""), asked.get("tot", "")),
        )

    @property
    def spot(self) -> Spot:
        scope = f"t{self.theme.pk}" if self.theme else ALL
        return Spot(scope, self.region.pk if self.region else 0, self.group, self.years)

    @property
    def parts(self) -> dict[str, str]:
        """Give the parameters that stand for this choice."""
        since, until = self.years
        return {
            name: value
            for name, value in zip(
                PARTS,
                (
                    self.theme.slug if self.theme else "",
                    self.region.slug if self.region else "",
                    self.group,
                    str(since) if since else "",
                    str(until) if until != ALWAYS[1] else "",
                ),
                strict=True,
            )
            if value
        }

    @property
    def address(self) -> str:
        """Give the one address of this map."""
        if self.theme and self == Choice(self.theme):
            return reverse("practices:difference_theme", args=[self.theme.slug])
        if self.region and self == Choice(region=self.region):
            return reverse("practices:difference_region", args=[self.region.slug])
        asked = f"?{urlencode(self.parts)}" if self.parts else ""
        return reverse("practices:difference") + asked

    @property
    def chips(self) -> list[Chip]:
        """Give each part in words, with the way to leave it out."""
        chips = []
        if self.theme:
            chips.append(Chip(self.theme.name, replace(self, theme=None).address))
        if self.region:
            chips.append(Chip(self.region.name, replace(self, region=None).address))
        if self.group:
            chips.append(Chip(str(TargetGroup(self.group).label), replace(self, group="").address))
        if self.years != ALWAYS:
            chips.append(Chip(in_words(self.years), replace(self, years=ALWAYS).address))
        return chips

    @property
    def words(self) -> str:
        return ", ".join(chip.words for chip in self.chips) or _("Alles bij elkaar")


def years_of(since: str, until: str) -> Years:
    """Read two years; a missing or odd one leaves that side open."""
    found = [int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0 for year in (since, until)]
    first, last = (year if FIRST_YEAR <= year <= LAST_YEAR else 0 for year in found)
    if first and last:
        return min(first, last), max(first, last)
    return (first or ALWAYS[0], last or ALWAYS[1])


def in_words(years: Years) -> str:
    """Say which years."""
    since, until = years
    if since == until:
        return str(since)
    if until == ALWAYS[1]:
        return _("vanaf %(year)s") % {"year": since}
    if since == ALWAYS[0]:
        return _("tot en met %(year)s") % {"year": until}
    return _("%(since)s tot en met %(until)s") % {"since": since, "until": until}


class CombinedScope(Scope):
    """The map of a choice. Where too few people spoke it takes the neighbours along, and says so."""

    subject: None

    def __init__(self, choice: Choice, reader: Reader, circles: list[tuple[str, ...]] | None = None) -> None:
        super().__init__(None, reader, circles)
        self.choice = choice

    @property
    def title(self) -> str:
        return self.choice.words

    @property
    def address(self) -> str:
        return self.choice.address

    @property
    def spot(self) -> Spot:
        return self._counted[0]

    @property
    def is_rounded(self) -> bool:
        return not self.spot.is_whole

    @cached_property
    def tally(self) -> Tally:
        return self._counted[1]

    @cached_property
    def _counted(self) -> tuple[Spot, Tally]:
        settle()
        asked = self.choice.spot
        found = count(self.levels, {asked.scope}, {asked.place}, {asked.group})
        around = count_around(found, asked.scope)
        spot = next((one for one in neighbours(asked, found.years) if enough(found, one)), asked)
        if not spot.is_whole:
            count_answers(found, [spot])
        if spot.scope != ALL:  # the whole theme, which no limited figure may come too close to
            count_answers(found, [Spot(spot.scope), *around])
        return spot, found

    @property
    def too_few(self) -> bool:
        """Say whether not even the neighbours help."""
        return not enough(self.tally, self.spot)

    @property
    def widened(self) -> list[str]:
        """Say in plain words what was taken along because too few people spoke."""
        asked, shown = self.choice.spot, self.spot
        said = []
        if shown.years != asked.years:
            now = _("alle jaren") if shown.years == ALWAYS else in_words(shown.years)
            said.append(_("Je ziet nu ook wat ernaast ligt in de tijd: %(years)s.") % {"years": now})
        if shown.group != asked.group:
            said.append(_("Je ziet nu alle groepen samen."))
        if shown.place != asked.place:
            said.append(_("Je ziet nu het hele land."))
        return said

    def belonging(self) -> QuerySet[WorkingElement]:
        if self.choice.theme:
            return WorkingElement.objects.about(self.choice.theme)
        return WorkingElement.objects.filter(kind=WorkingElement.Kind.GENERAL)


def enough(tally: Tally, spot: Spot) -> bool:
    """Say whether both experience and professionals may be counted here."""
    return all(tally.shown(spot, side) is not None for side in SIDES)


def neighbours(asked: Spot, years: set[int]) -> Iterator[Spot]:
    """Give the spot, then ever wider ones: first the years next to it, then one limit less, then two, then none."""
    yield asked
    spans = list(spans_around(asked.years, years))
    yield from (asked._replace(years=span) for span in spans)
    limits: dict[str, Any] = {"years": ALWAYS, "group": "", "place": 0}
    set_ = [name for name, nothing in limits.items() if getattr(asked, name) != nothing]
    for number in range(1, len(set_) + 1):
        for names in combinations(set_, number):
            yield asked._replace(**{name: limits[name] for name in names})


def spans_around(asked: Years, known: set[int]) -> Iterator[Years]:
    """Give these years with one more neighbouring year each time, earlier and later in turn."""
    since, until = asked
    if asked == ALWAYS or not known:
        return
    while since > min(known) or until < max(known):
        if since > min(known):
            since -= 1
            yield since, until
        if until < max(known):
            until += 1
            yield since, until


__all__ = ["Chip", "Choice", "CombinedScope", "in_words", "neighbours", "years_of"]
