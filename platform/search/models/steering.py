"""How editors steer the search: words that mean the same, and things that should stand higher or lower."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Steering(models.Model):
    """A row for each thing that processes keep; its token is new after every change, so that they read it again."""

    EDITORS, VOCABULARY = 1, 2

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token


class SynonymGroup(models.Model):
    """Words that mean the same: who looks for one also finds the others."""

    words = models.TextField(_("woorden"), blank=True)  # one a line; none is a group that was taken away

    class Meta:
        ordering = ["words"]

    def __str__(self) -> str:
        return ", ".join(self.terms)

    @property
    def terms(self) -> list[str]:
        """Give its words; one may be several words long."""
        return [line.strip() for line in self.words.splitlines() if line.strip()]


class SynonymChange(models.Model):
    """Who changed a group, why, and from what to what."""

    group = models.ForeignKey(SynonymGroup, on_delete=models.CASCADE, related_name="changes")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    why = models.CharField(_("waarom"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.before!r} → {self.after!r}"

    def said(self, words: str) -> str:
        return ", ".join(words.splitlines())

    @property
    def was(self) -> str:
        return self.said(self.before)

    @property
    def became(self) -> str:
        return self.said(self.after)


class NudgeQuerySet(models.QuerySet["Nudge"]):
    def counting(self) -> NudgeQuerySet:
        """Keep what was not undone."""
        return self.filter(ended_at__isnull=True)


class Nudge(models.Model):
    """An editor lets one thing stand higher or lower, for one question or for all; never shows it to anybody new."""

    class Way(models.TextChoices):
        TOP = "top", _("Bovenaan bij deze vraag")
        HIGHER = "higher", _("Hoger")
        LOWER = "lower", _("Lager")

    question = models.CharField(_("bij welke vraag"), max_length=200, blank=True)
    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    way = models.CharField(_("wat moet er gebeuren"), max_length=6, choices=Way.choices)
    why = models.CharField(_("waarom"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = NudgeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.get_way_display()} ({self.question})"
