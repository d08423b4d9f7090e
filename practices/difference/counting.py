"""Counting different people in weighings; every number here is raw and must pass `suppression` before it is shown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q

from practices.difference.suppression import Group
from practices.models.weighing import WeighingQuerySet

THEME = "contribution__root__themes"  # a reply is about what its root is about
THEME_AGAIN = "contribution__root__root__themes"  # a root is its own root: the same themes, joined a second time
PRACTICE = "contribution__root__practice"
PERSPECTIVE = "contribution__perspective"
PEOPLE = Count("contribution__person", distinct=True)
MADE_UP = Count("pk", filter=Q(contribution__is_fictional=True))

# The key of contributions without a theme, beside the primary keys of themes.
NO_THEME = None


@dataclass
class Tally:
    """The people of one map: per perspective who spoke at all, and per element and perspective who said what."""

    people: dict[str, int] = field(default_factory=dict)
    made_up: bool = False  # something in it is fictional
    said: dict[tuple[int, str], dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def group(self, element: int, perspective: str) -> Group:
        """Give the people of one perspective, with what they said of one element."""
        return Group(self.people.get(perspective, 0), self.said.get((element, perspective), {}))


def tally(weighings: WeighingQuerySet) -> Tally:
    """Count one map; two queries, whatever its size."""
    found = Tally()
    for perspective, people, made_up in weighings.order_by().values_list(PERSPECTIVE).annotate(PEOPLE, made_up=MADE_UP):
        found.people[perspective] = people
        found.made_up |= made_up > 0
    cells = weighings.filter(element__isnull=False).order_by().values_list("element", PERSPECTIVE, "polarity")
    for element, perspective, polarity, people in cells.annotate(PEOPLE):
        found.said[element, perspective][polarity] = people
    return found


def tally_themes(weighings: WeighingQuerySet, element: int | None = None) -> dict[int | None, Tally]:
    """Count the map of every theme these weighings touch, of one element or of all; two queries."""
    found: dict[int | None, Tally] = defaultdict(Tally)
    people = weighings.order_by().values_list(THEME, PERSPECTIVE).annotate(PEOPLE, made_up=MADE_UP)
    for theme, perspective, number, made_up in people:
        found[theme].people[perspective] = number
        found[theme].made_up |= made_up > 0
    cells = weighings.filter(element__isnull=False) if element is None else weighings.filter(element=element)
    rows = cells.order_by().values_list(THEME, "element", PERSPECTIVE, "polarity").annotate(PEOPLE)
    for theme, of, perspective, polarity, number in rows:
        found[theme].said[of, perspective][polarity] = number
    return found


def tally_practices(weighings: WeighingQuerySet) -> dict[int, Tally]:
    """Count the map of every practice these weighings are in; two queries."""
    found: dict[int, Tally] = defaultdict(Tally)
    for key, perspective, number in weighings.order_by().values_list(PRACTICE, PERSPECTIVE).annotate(PEOPLE):
        found[key].people[perspective] = number
    cells = weighings.filter(element__isnull=False).order_by().values_list(PRACTICE, "element", PERSPECTIVE, "polarity")
    for key, of, perspective, polarity, number in cells.annotate(PEOPLE):
        found[key].said[of, perspective][polarity] = number
    return found


def touched(weighings: WeighingQuerySet) -> tuple[set[int | None], set[int | None]]:
    """Give the themes and the practices these weighings are in; one query."""
    pairs = list(weighings.order_by().values_list(THEME, PRACTICE).distinct())
    return {theme for theme, _practice in pairs}, {practice for _theme, practice in pairs}


def wider_themes(weighings: WeighingQuerySet) -> dict[int, set[int]]:
    """Give for each theme the other themes that every contribution of it carries too; one query.

    Only what is visible counts: `weighings` holds what this reader may see.
    """
    pairs = weighings.order_by().values_list(THEME, THEME_AGAIN).annotate(Count("contribution__root", distinct=True))
    together = {(theme, other): number for theme, other, number in pairs}
    wider: dict[int, set[int]] = defaultdict(set)
    for (theme, other), number in together.items():
        if theme is not None and theme != other and number == together[theme, theme]:
            wider[theme].add(other)
    return wider
