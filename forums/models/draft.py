"""Words somebody is still typing in a talk: for themself alone, on any device they sign in on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from practices.models import Contribution


class DraftQuerySet(models.QuerySet["Draft"]):
    def put(self, user_id: int, root_id: int, said: dict[str, Any]) -> None:
        """Keep these words; what was kept before of this person in this talk goes."""
        row = Draft(user_id=user_id, root_id=root_id, said=said, at=timezone.now())
        self.bulk_create([row], update_conflicts=True, unique_fields=["user", "root"], update_fields=["said", "at"])


class Draft(models.Model):
    """One for each person in each talk."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reply_drafts")
    root = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="reply_drafts")
    said = models.JSONField(default=dict)  # the fields of the form, see forums.drafts
    at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["user", "root"], name="one_reply_draft")]

    def __str__(self) -> str:
        return f"draft of {self.user_id} in {self.root_id}"

    @property
    def text(self) -> str:
        return str(self.said.get("text", ""))
