"""Somebody may be in danger: one person keeps hold of it and walks a fixed plan, and what was done is written down."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from accounts.models import User
from moderation.models.review import Review
from moderation.plan import STEPS, Step


class ConcernQuerySet(models.QuerySet["Concern"]):
    def open(self) -> ConcernQuerySet:
        return self.filter(closed_at__isnull=True)

    def about(self, kind: str, pk: int) -> ConcernQuerySet:
        return self.filter(review__subject_kind=kind, review__subject_id=pk)

    def visible_to(self, user: User | AnonymousUser) -> ConcernQuerySet:
        """Whoever may see the review may see what is done about the danger, and nobody else."""
        return self.filter(review__in=Review.objects.visible_to(user))


class Concern(models.Model):
    """It stays when the writer takes the text back: the danger may not be over."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="concerns")
    seen = models.TextField(blank=True)  # what made somebody worry, in their words
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["review"], condition=models.Q(closed_at__isnull=True), name="one_open_concern_per_review"
            )
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.opened_at:%Y-%m-%d}"

    @property
    def plan(self) -> list[tuple[Step, Done | None]]:
        """Give the steps in order, each with what was done."""
        done = {one.step: one for one in self.done.all()}
        return [(step, done.get(step.key)) for step in STEPS]

    @property
    def next_step(self) -> Step | None:
        """Give the first step nobody did yet; None when all are done."""
        return next((step for step, done in self.plan if done is None), None)


class Done(models.Model):
    """One step of the plan, done: by whom, when, and what came of it. Never changed afterwards."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="done")
    step = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["concern", "step"], name="one_of_each_step")]

    def __str__(self) -> str:
        return f"{self.concern}: {self.step}"
