"""A guest: somebody who reads and writes in one talk of a practice, and sees nothing else of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class GuestQuerySet(models.QuerySet["Guest"]):
    def current(self) -> GuestQuerySet:
        """Guests who may read today."""
        return self.filter(ended_at__isnull=True, until__gte=timezone.localdate())


class Guest(models.Model):
    """Asked into one talk, up to and including a day; ended sooner by who leads the practice or began the talk."""

    talk = models.ForeignKey("practices.Contribution", on_delete=models.CASCADE, related_name="guests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="guest_in")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = GuestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["talk", "user"], condition=models.Q(ended_at__isnull=True), name="once_a_guest_in_a_talk"
            )
        ]

    def __str__(self) -> str:
        return f"guest {self.pk} in {self.talk_id}"
