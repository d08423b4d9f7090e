"""Whose voice counts in a practice, by quarter: only what may be shown is kept, and a past quarter is frozen."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from accounts.models import User
from practices.models.practice import Membership, Practice


class VoiceQuarterQuerySet(models.QuerySet["VoiceQuarter"]):
    def visible_to(self, user: User | AnonymousUser) -> VoiceQuarterQuerySet:
        """Published to who takes part."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(practice__in=Membership.objects.current().filter(user=user).values("practice"))


class VoiceQuarter(models.Model):
    """One quarter: of each perspective its share of what was brought and of what was cited, and how long it waits."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="voice_quarters")
    starts_on = models.DateField()
    figures = models.JSONField()  # perspective -> {"share", "cited", "days"}; None where it may not be shown
    counted_at = models.DateTimeField(default=timezone.now)
    frozen_at = models.DateTimeField(null=True, blank=True)  # the quarter was over: it changes no more

    objects = VoiceQuarterQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [models.UniqueConstraint(fields=["practice", "starts_on"], name="one_count_a_quarter")]

    def __str__(self) -> str:
        return f"{self.practice_id} {self.label}"

    @property
    def label(self) -> str:
        """Name the quarter, like "2026-4"."""
        return f"{self.starts_on.year}-{(self.starts_on.month + 2) // 3}"

    @property
    def number(self) -> int:
        return (self.starts_on.month + 2) // 3
