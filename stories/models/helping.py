"""Somebody helped to tell: who and how, and when the teller said that these are their own words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from files.models import StoredFile
from stories.models.story import Story


class Helper(models.TextChoices):
    """Who helps, in a few broad words; never a name."""

    NEAR = "naaste", _("Iemand die me goed kent")
    PEER = "ervaring", _("Een ervaringsdeskundige")
    VOLUNTEER = "vrijwilliger", _("Een vrijwilliger")
    PROFESSIONAL = "beroep", _("Iemand die er werkt")
    OTHER = "ander", _("Iemand anders")


class Helping(models.Model):
    """Typed from paper, told together, or written down from a voice. Until `confirmed_at` nothing of it can be sent."""

    class Way(models.TextChoices):
        TOGETHER = "samen", _("Samen verteld")
        PAPER = "papier", _("Op papier geschreven")
        SPOKEN = "stem", _("Ingesproken, en door een ander opgeschreven")

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="helping")
    way = models.CharField(max_length=10, choices=Way.choices)
    who = models.CharField(_("wie helpt"), max_length=12, choices=Helper.choices)
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="helpings"
    )
    sheet = models.CharField(max_length=14, null=True, blank=True, unique=True)  # the number of the paper leaflet
    needs_code = models.BooleanField(default=False)  # somebody else typed: only the teller's own code confirms
    began_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_words = models.CharField(max_length=64, blank=True)  # what was confirmed, as a fingerprint

    def __str__(self) -> str:
        return f"{self.way} ({self.who})"

    def is_confirmed(self, story: Story) -> bool:
        """Say whether the teller confirmed this text; with a helper beside them, also the rest.

        Whoever sits beside the teller could change it after the yes; then the teller is asked again.
        """
        return bool(self.confirmed_at) and self.confirmed_words == self.fingerprint(story)

    def fingerprint(self, story: Story) -> str:
        """Give a fingerprint of what the teller says yes to."""
        said: list[Any] = [story.title, story.happened, story.helped, story.turning_point]
        if self.way != self.Way.PAPER:
            said += [story.audience, story.practice_id, story.pseudonym, story.readers_at]
            said += [story.triangle, story.line, story.domains, story.content_notes, story.perspective]
            files = StoredFile.objects.filter(subject_kind=Story.KIND, subject_id=story.pk).order_by("pk")
            said += list(files.values_list("key", "words", "is_shared"))
            said += sorted((row.polarity, row.element_id or 0, row.own_words) for row in story.weighings.all())
        return salted_hmac("stories.helping", repr(said), algorithm="sha256").hexdigest()
