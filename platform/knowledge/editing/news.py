"""What was published last about one record, kept so that its page need not ask."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.core.cache import cache
from django.db import transaction

from knowledge.models import Version

NEWEST = 3
KEPT = 600  # seconds; publishing forgets it at once


class Line(NamedTuple):
    """When something changed and why. Who did it stands in the list of versions, never in a cache."""

    at: datetime
    reason: str


def newest(kind: str, pk: int) -> list[Line]:
    """Give the last changes of a record, the newest first; what it began with is no change."""
    lines: list[Line] | None = cache.get(_key(kind, pk))
    if lines is None:
        changed = Version.objects.of(kind, pk).published().by_hand()
        lines = [Line(at, reason) for at, reason in changed.values_list("published_at", "reason")[:NEWEST] if at]
        cache.set(_key(kind, pk), lines, KEPT)
    return lines


def forget(kind: str, pk: int) -> None:
    """Ask anew: now for who reads in this transaction, after it for everybody."""
    cache.delete(_key(kind, pk))
    transaction.on_commit(lambda: cache.delete(_key(kind, pk)))


def _key(kind: str, pk: int) -> str:
    return f"knowledge-news-{kind}-{pk}"
