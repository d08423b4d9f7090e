"""Counting that others opened a story, for its teller alone: how often, never by whom or when."""

from __future__ import annotations

import time
from collections import Counter
from threading import Lock

from django.db.models import F

from stories.models import Story

KEPT_FOR = 60  # seconds in memory, so that reading does not wait for writing; a crash loses no more than that

_lock = Lock()
_seen: Counter[int] = Counter()
_since = time.monotonic()


def opened(pk: int) -> None:
    """Count one more opening of a story."""
    with _lock:
        _seen[pk] += 1
        is_due = time.monotonic() - _since >= KEPT_FOR
    if is_due:
        write()


def write() -> None:
    """Write down what this process counted since the last time; of what was taken back nothing is kept."""
    global _since
    with _lock:
        counted = dict(_seen)
        _seen.clear()
        _since = time.monotonic()
    for pk, number in counted.items():
        Story.objects.filter(pk=pk, withdrawn_at__isnull=True).update(opened=F("opened") + number)
