"""What waits to be read, who said yes, and what was decided, by whom and why."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moderation.crisis import LABELS
from moderation.reviewable import Reviewable, registry


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> ReviewQuerySet:
        """Nobody decided yet, and it was not taken back."""
        return self.filter(closed_at__isnull=True)

    def in_order(self) -> ReviewQuerySet:
        """What holds words of danger first, then what waits longest."""
        calm = models.Case(models.When(crisis="", then=1), default=0, output_field=models.IntegerField())
        return self.order_by(calm, "asked_at", "pk")

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
    # What the two checks saw when it was asked; weighed anew before every decision.
    marks = models.PositiveIntegerField(default=0)
    reaches = models.BooleanField(default=False)  # somebody can be reached or found by what stands in it
    crisis = models.CharField(max_length=60, blank=True)  # kinds of moderation.crisis, with spaces between
    second_wanted = models.BooleanField(default=False)  # somebody who read it asks for another pair of eyes

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

    @property
    def expected_at(self) -> datetime:
        """When its writer may expect an answer."""
        return self.asked_at + timedelta(days=settings.REVIEW_WITHIN_DAYS)

    @property
    def is_late(self) -> bool:
        return self.closed_at is None and timezone.now() > self.expected_at

    @property
    def needs_two(self) -> bool:
        """Two people say yes before it is shown; to ask for a change or refuse, one is enough."""
        return bool(self.crisis) or self.reaches or self.second_wanted

    @property
    def signals(self) -> list[str]:
        """What the crisis check saw, in words."""
        return [str(LABELS[kind]) for kind in self.crisis.split() if kind in LABELS]


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


class Approval(models.Model):
    """The first of two who said yes. It counts for exactly the words that were read (moderation.fingerprint)."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="approvals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.CharField(max_length=32)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "by"], name="one_yes_per_person")]

    def __str__(self) -> str:
        return f"{self.review}: {self.by}"


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
