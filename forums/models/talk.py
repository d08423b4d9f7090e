"""The talk under a contribution: how often it changed, and how many replies stand in it."""

from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils import timezone

from practices.models import Contribution


class TalkQuerySet(models.QuerySet["Talk"]):
    def advance(self, root_id: int, replies: int = 0, steps: int = 1) -> int:
        """Raise the version of this talk and give it; `replies` come to or go from the count.

        With more `steps` all versions up to the one given are the caller's.

        The row stays locked until the transaction ends, so versions become visible in their own order and who
        catches up from a version misses nothing.
        """
        self.get_or_create(root_id=root_id)
        ours = self.filter(root_id=root_id)
        ours.update(version=F("version") + steps, replies=F("replies") + replies)
        return ours.values_list("version", flat=True).get()

    def came_in(self, root_id: int, reply: int) -> None:
        """Note that this reply is the last that was placed."""
        self.filter(root_id=root_id).update(active_at=timezone.now(), newest=reply)


class Talk(models.Model):
    """One for each contribution that was ever replied to."""

    root = models.OneToOneField(Contribution, primary_key=True, on_delete=models.CASCADE, related_name="talk")
    version = models.PositiveBigIntegerField(default=0)
    replies = models.PositiveIntegerField(default=0)  # those that are shown
    found_by = models.CharField(max_length=200, blank=True)  # who may find its replies, as last told to search
    active_at = models.DateTimeField(default=timezone.now, db_index=True)  # the last reply, or the beginning
    outcome_version = models.PositiveBigIntegerField(default=0)  # when the outcome on top last changed; 0 is never
    left_version = models.PositiveBigIntegerField(default=0)  # when replies last went elsewhere; 0 is never
    newest = models.PositiveBigIntegerField(default=0)  # number of the last reply that was placed

    objects = TalkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.root_id}, version {self.version}"
