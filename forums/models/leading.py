"""What who leads a talk did with it: closed it, moved it, put two together, split one. All of it is kept as records."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.models import Theme
from practices.models import Audience, Contribution, Practice


class ClosingQuerySet(models.QuerySet["Closing"]):
    def standing(self) -> ClosingQuerySet:
        """Talks that are closed now."""
        return self.filter(reopened_at__isnull=True)


class Closing(models.Model):
    """A talk takes no new replies, from then until it is reopened; everybody can still read it."""

    root = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="closings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(_("waarom"), max_length=200, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True, blank=True)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["root"], condition=Q(reopened_at__isnull=True), name="closed_once")
        ]

    def __str__(self) -> str:
        return f"closing of {self.root_id}"


class MergerQuerySet(models.QuerySet["Merger"]):
    def standing(self) -> MergerQuerySet:
        """Talks that stand in another now."""
        return self.filter(undone_at__isnull=True)

    def undoable(self) -> MergerQuerySet:
        """Those of which it was kept who read the talk, and which replies came along."""
        return self.standing().exclude(audience="")


class Merger(models.Model):
    """The talk of one topic went on in another, until it is undone; meanwhile the address of the first leads there."""

    root = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="gone_on")
    into = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="mergers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    audience = models.CharField(max_length=10, choices=Audience.choices, blank=True)  # of `root`, that day
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["root"], condition=Q(undone_at__isnull=True), name="merged_once")
        ]

    def __str__(self) -> str:
        return f"{self.root_id} into {self.into_id}"


def is_merged() -> Exists:
    """Ask of a root whether its talk stands in another now."""
    return Exists(Merger.objects.standing().filter(root=OuterRef("pk")))


class Carried(models.Model):
    """A reply that a merger brought along, and that undoing it brings back."""

    merger = models.ForeignKey(Merger, on_delete=models.CASCADE, related_name="carried")
    reply = models.ForeignKey("forums.Reply", on_delete=models.CASCADE, related_name="carried_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merger", "reply"], name="carried_once")]

    def __str__(self) -> str:
        return f"{self.reply_id} by {self.merger_id}"


class MovingQuerySet(models.QuerySet["Moving"]):
    def standing(self) -> MovingQuerySet:
        """Those that were not undone."""
        return self.filter(undone_at__isnull=True)


class Moving(models.Model):
    """A topic went to another practice. Where it stood before: a practice, or a theme."""

    root = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="movings")
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MovingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"moving of {self.root_id}"


class Splitting(models.Model):
    """A topic that began with replies out of another talk."""

    topic = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="splitting")
    out_of = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="splittings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.topic_id} out of {self.out_of_id}"
