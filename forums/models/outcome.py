"""What came out of a talk: replies marked as outcome, and who does what, by when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective
from forums.models.reply import Reply
from practices.models import Contribution


class TalkOutcome(models.Model):
    """A reply that stands on top of its talk; taking the mark away is deleting this record."""

    root = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="talk_outcomes")
    reply = models.OneToOneField(Reply, on_delete=models.CASCADE, related_name="marked")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=60)  # how who marked it is called here
    perspective = models.CharField(max_length=10, choices=Perspective.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"outcome {self.pk}"


class Agreement(models.Model):
    """Who does what, by when."""

    outcome = models.ForeignKey(TalkOutcome, on_delete=models.CASCADE, related_name="agreements")
    who = models.CharField(_("wie"), max_length=60)
    what = models.CharField(_("wat"), max_length=200)
    due_on = models.DateField(_("wanneer"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"agreement {self.pk}"
