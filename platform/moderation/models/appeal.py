"""A writer disagrees with a refusal: the same words go to somebody else."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from moderation.models.review import Decision, Review


class Appeal(models.Model):
    """One appeal against one decision, and the new round it opened."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="appeal")
    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.decision}: {self.made_at:%Y-%m-%d}"
