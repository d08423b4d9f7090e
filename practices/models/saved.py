"""What somebody keeps to read again, or follows: for themself alone, never counted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from practices.models.contribution import Contribution


class Saved(models.Model):
    """One person keeps one thing; `follows` when they want to hear what happens to it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="saved_by")
    follows = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "contribution"], name="saved_once")]

    def __str__(self) -> str:
        return f"saved {self.contribution_id}"
