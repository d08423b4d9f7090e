"""Words somebody is still typing in a talk: for themself alone, on any device they sign in on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from practices.models import Contribution


def answered(said: Mapping[str, Any]) -> int:
    """Read which reply these words answer; 0 for none, or for what is no number of a reply."""
    value = str(said.get("parent") or "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0


class DraftQuerySet(models.QuerySet["Draft"]):
    def put(self, user_id: int, root_id: int, said: dict[str, Any]) -> None:
        """Keep these words; what this person typed before as an answer to the same thing goes."""
        row = Draft(user_id=user_id, root_id=root_id, parent=answered(said), said=said, at=timezone.now())
        same = ["user", "root", "parent"]
        self.bulk_create([row], update_conflicts=True, unique_fields=same, update_fields=["said", "at"])


class Draft(models.Model):
    """One for each person and each thing they answer: the matter of a talk itself, or one of its replies."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reply_drafts")
    root = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="reply_drafts")
    parent = models.PositiveBigIntegerField(default=0)  # the reply it answers; 0 is what the talk is about
    said = models.JSONField(default=dict)  # the fields of the form, see forums.drafts
    at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["user", "root", "parent"], name="one_draft_an_answer")]

    def __str__(self) -> str:
        return f"draft of {self.user_id} in {self.root_id}"

    @property
    def text(self) -> str:
        return str(self.said.get("text", ""))
