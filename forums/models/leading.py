"""What who leads a talk did with it: closed it, moved it, put two together, split one. All of it is kept as records."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.models import Contribution


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


class Merger(models.Model):
    """The talk of one topic went on in another; the address of the first leads there."""

    root = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="merger")
    into = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="mergers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.root_id} into {self.into_id}"


class Splitting(models.Model):
    """A topic that began with replies out of another talk."""

    topic = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="splitting")
    out_of = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="splittings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.topic_id} out of {self.out_of_id}"
