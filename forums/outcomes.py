"""Reading what came out of a talk, and whose voice is not in it yet."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache

from accounts.models import Perspective
from forums.models import Reply, TalkOutcome
from practices.models import Contribution, Membership

KEPT = 600  # seconds; members come and go, what is said is followed at once


def outcome_piece(root_id: int) -> dict[str, Any]:
    """Give what draws the outcome on top of a talk, the same for everybody."""
    marked = TalkOutcome.objects.filter(root=root_id, reply__told_shown=True).select_related("reply")
    return {"root_id": root_id, "outcomes": list(marked.prefetch_related("agreements"))}


def unheard(root: Contribution, version: int) -> list[str]:
    """Give the perspectives that take part in the practice and have not spoken in this talk; names, never numbers."""
    key = f"forums.unheard:{root.pk}:{version}"
    found: list[str] | None = cache.get(key)
    if found is None:
        current = Membership.objects.current().filter(practice=root.practice_id)
        there = set(current.values_list("perspective", flat=True).distinct())
        said = Reply.objects.in_talk(root.pk).filter(told_shown=True).order_by()
        spoke = set(said.values_list("perspective", flat=True).distinct())
        found = [one.value for one in Perspective if one in there - spoke - {root.perspective}]
        cache.set(key, found, KEPT)
    return found
