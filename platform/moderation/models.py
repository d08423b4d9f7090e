"""What waits to be read by somebody else, and what was decided, by whom and why."""

from __future__ import annotations

from collections import defaultdict

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moderation.reviewable import Reviewable, registry


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> ReviewQuerySet:
        """Nobody decided yet, and it was not taken back."""
        return self.filter(closed_at__isnull=True)

    def decided(self) -> ReviewQuerySet:
        return self.filter(decision__isnull=False)

    def about(self, kind: str, pk: int) -> ReviewQuerySet:
        return self.filter(subject_kind=kind, subject_id=pk)

    def visible_to(self, user: User | AnonymousUser) -> ReviewQuerySet:
        """Moderators see all reviews, others those of the spaces in which they decide."""
        if not user.is_authenticated:
            return self.none()
        if user.is_moderator:
            return self
        mine: dict[tuple[int, ...], list[str]] = defaultdict(list)
        for kind, plug in registry.items():
            mine[tuple(sorted(plug.spaces(user)))].append(kind)
        allowed = models.Q(pk__in=())
        for spaces, kinds in mine.items():
            allowed |= models.Q(subject_kind__in=kinds, space__in=spaces)
        return self.filter(allowed)


class Review(models.Model):
    """Somebody's words wait for another pair of eyes. A new round is a new review."""

    subject_kind = models.CharField(max_length=30)
    subject_id = models.PositiveBigIntegerField()
    space = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)  # a practice, or the whole site
    asked_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)  # decided, or taken back by the writer

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_review_per_thing",
            )
        ]
        indexes = [models.Index(fields=["closed_at", "asked_at"], name="moderation_queue")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"

    @property
    def plug(self) -> Reviewable:
        return registry[self.subject_kind]

    @property
    def days(self) -> int:
        """How many whole days it has waited."""
        return (timezone.now() - self.asked_at).days


class Outcome(models.TextChoices):
    APPROVE = "approve", _("Goed zo")
    CHANGE = "change", _("Vraag om een aanpassing")
    REFUSE = "refuse", _("Plaats het niet")


class Decision(models.Model):
    """One review, one decision; it is never changed afterwards."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="decisions")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="approve") | ~models.Q(reason=""), name="refusing_needs_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.get_outcome_display()}"


class Look(models.Model):
    """A moderator from outside the space read this; those who decide in the space see that."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["review", "by"], name="one_look_per_person")]

    def __str__(self) -> str:
        return f"{self.review}: {self.by}"
