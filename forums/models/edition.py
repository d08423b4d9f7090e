"""What a reply said before it was mended: readers may look it up, until its writer takes it away."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from forums.models.reply import Reply


class Edition(models.Model):
    """One earlier text of a reply."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="editions")
    text = models.TextField()
    html = models.TextField(editable=False)  # made by ui.rich when the text was written
    until = models.DateTimeField(default=timezone.now)  # when it was mended

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"earlier text {self.pk}"

    @property
    def body(self) -> SafeString:
        """The words as html; `html` is copied from the reply and only ever written from `ui.rich`."""
        return mark_safe(self.html)  # noqa: S308
