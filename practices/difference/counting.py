"""Counting different people in weighings; every number here is raw and must pass `suppression` before it is shown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from practices.difference.suppression import Group
from practices.models import Contribution
from practices.models.weighing import WeighingQuerySet

THEME = "contribution__root__themes"  # a reply is about what its root is about
PERSPECTIVE = "contribution__perspective"
PEOPLE = Count("contribution__person", distinct=True)

# The key of contributions without a theme, beside the primary keys of themes.
NO_THEME = None


@dataclass
class Tally:
    """The people of one map: per perspective who spoke at all, and per element and perspective who said what."""

    people: dict[str, int] = field(default_factory=dict)
    said: dict[tuple[int, str], dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def group(self, element: int, perspective: str) -> Group:
        """Give the people of one perspective, with what they said of one element."""
        return Group(self.people.get(perspective, 0), self.said.get((element, perspective), {}))


def tally(weighings: WeighingQuerySet) -> Tally:
    """Count one map; two queries, whatever its size."""
    found = Tally(people=dict(weighings.order_by().values_list(PERSPECTIVE).annotate(PEOPLE)))
    cells = weighings.filter(element__isnull=False).order_by().values_list("element", PERSPECTIVE, "polarity")
    for element, perspective, polarity, people in cells.annotate(PEOPLE):
        found.said[element, perspective][polarity] = people
    return found


def tally_themes(weighings: WeighingQuerySet, element: int | None = None) -> dict[int | None, Tally]:
    """Count the map of every theme these weighings touch, of one element or of all; two queries."""
    found: dict[int | None, Tally] = defaultdict(Tally)
    people = weighings.order_by().values_list(THEME, PERSPECTIVE).annotate(PEOPLE)
    for theme, perspective, number in people:
        found[theme].people[perspective] = number
    cells = weighings.filter(element__isnull=False) if element is None else weighings.filter(element=element)
    rows = cells.order_by().values_list(THEME, "element", PERSPECTIVE, "polarity").annotate(PEOPLE)
    for theme, of, perspective, polarity, number in rows:
        found[theme].said[of, perspective][polarity] = number
    return found


def tally_practices(weighings: WeighingQuerySet) -> dict[int, Tally]:
    """Count the map of every practice these weighings touch; two queries."""
    found: dict[int, Tally] = defaultdict(Tally)
    within = weighings.filter(contribution__root__practice__isnull=False).order_by()
    practice = "contribution__root__practice"
    for key, perspective, number in within.values_list(practice, PERSPECTIVE).annotate(PEOPLE):
        found[key].people[perspective] = number
    cells = within.filter(element__isnull=False).values_list(practice, "element", PERSPECTIVE, "polarity")
    for key, of, perspective, polarity, number in cells.annotate(PEOPLE):
        found[key].said[of, perspective][polarity] = number
    return found


def wider_themes(weighings: WeighingQuerySet) -> dict[int, set[int]]:
    """Give for each theme the other themes that every contribution of it carries too; one query.

    Only what is visible counts: `weighings` holds what this reader may see.
    """
    through: Any = Contribution.themes.through
    pairs = (
        through.objects.filter(contribution__in=weighings.order_by().values("contribution__root"))
        .values_list("theme", "contribution__themes")
        .annotate(Count("contribution", distinct=True))
    )
    together = {(theme, other): number for theme, other, number in pairs}
    wider: dict[int, set[int]] = defaultdict(set)
    for (theme, other), number in together.items():
        if theme != other and number == together[theme, theme]:
            wider[theme].add(other)
    return wider
