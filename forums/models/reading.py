"""What somebody has read in a talk: for themself alone, shown to nobody and never counted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from practices.models import Contribution


class ReadingQuerySet(models.QuerySet["Reading"]):
    def note(self, user_id: int, root_id: int, upto: int) -> None:
        """Remember that this person saw the talk up to and with the reply of this number."""
        row = Reading(user_id=user_id, root_id=root_id, upto=upto, at=timezone.now())
        self.bulk_create([row], update_conflicts=True, unique_fields=["user", "root"], update_fields=["upto", "at"])


class Reading(models.Model):
    """One person in one talk. Replies are numbered in the order they came, so one number tells it all."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="readings")
    root = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="readings")
    upto = models.PositiveBigIntegerField(default=0)  # the reply, read with all that came before it; 0 is none
    at = models.DateTimeField(default=timezone.now)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "root"], name="one_reading")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.root_id}, up to {self.upto}"
