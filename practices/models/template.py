"""A frame to begin a practice with, published by Movisie."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PracticeTemplate(models.Model):
    """Phases, welcome and rules without people, places or harvests; copied when a practice begins."""

    name = models.CharField(_("naam"), max_length=120, unique=True)
    about = models.CharField(_("voor wie en waarvoor"), max_length=300)
    frame = models.JSONField()  # see practices.framing
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    is_fictional = models.BooleanField(_("fictief"), default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def steps(self) -> list[str]:
        """Give the names of its phases in order."""
        return [phase["name"] for phase in self.frame["phases"]]
