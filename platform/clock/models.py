"""When each job is due: one row a job, so that of several servers only one does it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Turn(models.Model):
    """The next time of one job. Whoever moves it forward does the work."""

    job = models.CharField(max_length=60, unique=True)
    due_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.job} {self.due_at:%Y-%m-%d %H:%M}"
