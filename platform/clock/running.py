"""Doing what is due, once each, and going on when one of them fails."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from clock.jobs import Job, registry
from clock.models import Turn

log = logging.getLogger(__name__)
TICK = 30  # seconds between two looks
AGAIN = timedelta(minutes=5)  # after a failure


def run_due(now: datetime | None = None) -> list[str]:
    """Do every job whose time has come, and give their names; one that fails is told in the log and tried again."""
    now = now or timezone.now()
    done = []
    known = set(Turn.objects.values_list("job", flat=True))
    Turn.objects.bulk_create(
        [Turn(job=name, due_at=now) for name in registry if name not in known], ignore_conflicts=True
    )
    for turn in Turn.objects.filter(due_at__lte=now, job__in=registry):
        one = registry[turn.job]
        mine = Turn.objects.filter(pk=turn.pk, due_at=turn.due_at).update(due_at=now + one.every)
        if mine and _did(one, turn, now):
            done.append(one.name)
    return done


def _did(one: Job, turn: Turn, now: datetime) -> bool:
    try:
        one.do()
    except Exception:
        log.exception("The job %s failed", one.name)
        Turn.objects.filter(pk=turn.pk).update(due_at=now + min(AGAIN, one.every))
        return False
    Turn.objects.filter(pk=turn.pk).update(done_at=timezone.now())
    return True


class Ticking:
    """A thread beside the server that looks now and then; it stops with the server."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._go, name="clock", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask it to stop; what it is doing now is finished first, for a few seconds."""
        self._stop.set()
        self._thread.join(5)

    def _go(self) -> None:
        while not self._stop.wait(TICK):
            try:
                run_due()
            except Exception:
                log.exception("The clock could not look")
            finally:
                connection.close()
