"""A difference map as it was seen on one day, kept under an address of its own."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string


def new_token() -> str:
    return get_random_string(20)


class KeptMap(models.Model):
    """The figures that were shown, and no others; the quotes behind them are not kept."""

    token = models.CharField(max_length=20, unique=True, default=new_token)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    about = models.CharField(max_length=300, db_index=True)  # which map: see practices.difference.kept
    circles = models.JSONField()  # whose right to read it was made with, and whose is needed to open it
    figures = models.JSONField()
    seen = models.JSONField(default=dict)  # what stood beside them: title, order, and the title of each line

    def __str__(self) -> str:
        return f"{self.about} ({self.made_at:%Y-%m-%d})"

    def get_absolute_url(self) -> str:
        return reverse("practices:difference_kept", args=[self.token])

    def may_be_opened_by(self, circles: tuple[str, ...]) -> bool:
        """Say whether somebody who may read these circles may read every figure in it."""
        return set(self.circles[-1]) <= set(circles)
