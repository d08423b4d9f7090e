"""The two sides of a duo-case beside each other: which elements each names, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass

from forums.models import Case, Side
from knowledge.models import WorkingElement
from practices.models import Weighing


@dataclass(frozen=True)
class Row:
    """One element, and what each side says it did."""

    element: WorkingElement
    sides: list[list[Weighing]]  # of the first side and of the other

    @property
    def is_named_by_both(self) -> bool:
        return all(self.sides)

    @property
    def is_alike(self) -> bool:
        """Both say the same of it."""
        first, second = ({row.polarity for row in side} for side in self.sides)
        return first == second


def sides_of(case: Case) -> list[Side]:
    """Give both sides of a case that is shown, the first one first; none before both said yes.

    A side that was taken back is there without words.
    """
    if not case.is_duo or not case.is_shown:
        return []
    found = list(Side.objects.filter(root=case).order_by("-is_first").prefetch_related("weighings__element"))
    return found if all(side.agreed_at and (side.published_at or side.is_withdrawn) for side in found) else []


def compare(sides: list[Side]) -> list[Row]:
    """Give every element that is named, what they differ about first; nothing when a side was taken back."""
    if len(sides) != 2 or any(side.is_withdrawn for side in sides):
        return []
    elements = {row.element_id: row.element for side in sides for row in side.weighings.all() if row.element}
    rows = [
        Row(element, [[row for row in side.weighings.all() if row.element_id == pk] for side in sides])
        for pk, element in elements.items()
    ]
    return sorted(rows, key=lambda row: (row.is_alike, not row.is_named_by_both, row.element.plain_wording))
