"""The pulse of a practice: three questions, answered by one tap or on paper, of which only counts are kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.models.practice import Practice


class Asked(models.TextChoices):
    """The three questions, the same every time; trust between parties is the first."""

    TRUST = "trust", _("Wij vertrouwen elkaar, ook als we van mening verschillen.")
    HEARD = "heard", _("Wat ik inbreng, telt mee.")
    USE = "use", _("Wat we hier doen, maakt iets uit voor mensen.")


class Pulse(models.Model):
    """One time of asking; the figures come when it is closed."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="pulses")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["practice"], condition=Q(closed_at__isnull=True), name="one_open_pulse")
        ]

    def __str__(self) -> str:
        return f"pulse {self.pk}"


class Ticket(models.Model):
    """The right to answer once, by mail or on paper: only its hash is kept, it names nobody, and it goes when used."""

    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="tickets")
    token_hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"ticket {self.pk}"


class Tapped(models.Model):
    """How many gave one answer while a pulse is open; a row per answer, never per person. Gone when it closes."""

    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="tapped")
    asked = models.CharField(max_length=5, choices=Asked.choices)
    value = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pulse", "asked", "value"], name="one_row_an_answer")]

    def __str__(self) -> str:
        return f"tapped {self.pk}"


class PulseScore(models.Model):
    """What stays of a pulse: for each question only what may be shown (practices.difference.scores)."""

    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="scores")
    asked = models.CharField(max_length=5, choices=Asked.choices)
    people = models.PositiveSmallIntegerField()
    quarters = models.PositiveSmallIntegerField()
    spread = models.CharField(max_length=6, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pulse", "asked"], name="one_score_a_question")]

    def __str__(self) -> str:
        return f"pulse score {self.pk}"
