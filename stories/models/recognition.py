"""Somebody recognised themselves in a story: counted per person, never shown by name, never a ranking."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.models import LabourRegion
from stories.models.story import Story


class Recognition(models.Model):
    """One person, by account or by browser, says of one story: I know this from my own life."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="recognitions")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    browser = models.CharField(max_length=64, blank=True)  # a hash of this story and a random key in the cookie
    region = models.ForeignKey(LabourRegion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("herkenning")
        verbose_name_plural = _("herkenningen")
        constraints = [
            models.UniqueConstraint(
                fields=["story", "user"], condition=Q(user__isnull=False), name="recognised_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["story", "browser"], condition=~Q(browser=""), name="recognised_once_a_browser"
            ),
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(browser=""), name="recognised_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"recognised: {self.story_id}"
