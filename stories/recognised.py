"""How many people recognised a story, as it may be shown: no group under five, and none by subtracting."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from prepared import Prepared
from stories.models import Recognition, Story

FEWEST = 5


@dataclass(frozen=True)
class Recognised:
    """What readers may know. `people` is None for a group too small to count; `some` says there is one."""

    some: bool = False
    people: int | None = None
    regions: list[tuple[str, int]] = field(default_factory=list)
    by_me: bool = False


def counted(story: int) -> Any:
    return Recognition.objects.filter(story=story).values_list("region__name").annotate(Count("pk")).order_by()


COUNTS = Prepared[Any](counted)


def recognised(story: Story, by_me: bool = False) -> Recognised:
    """Count in one query. A region is named from five people on, and only while those left over are no small group."""
    counts = {str(name or ""): number for name, number in COUNTS.rows(story.pk)}
    total = sum(counts.values())
    if total < FEWEST:
        return Recognised(total > 0, None, [], by_me)
    shown: list[tuple[str, int]] = []
    left = total
    for name, number in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        after = left - number
        if name and number >= FEWEST and (after == 0 or after >= FEWEST):
            shown.append((name, number))
            left = after
    return Recognised(True, total, shown, by_me)
