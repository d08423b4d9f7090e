"""The monitor of a practice: what changes for people, measured; and the moments at which a practice adjusts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from practices.models.practice import Membership, Phase, Practice


def inside(user: User | AnonymousUser) -> Any:
    """Give the practices this person takes part in."""
    if not user.is_authenticated:
        return Membership.objects.none().values("practice")
    return Membership.objects.current().filter(user=user).values("practice")


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user: User | AnonymousUser) -> IndicatorQuerySet:
        """What is measured in the practices this person takes part in."""
        return self.filter(practice__in=inside(user))


class Indicator(models.Model):
    """One thing that is measured again and again."""

    class Kind(models.TextChoices):
        OUTCOME = "outcome", _("Wat mensen merken (uitkomst)")
        OUTPUT = "output", _("Wat wij doen (inzet)")

    class Counts(models.TextChoices):
        """What a number says; it decides which numbers could point at few people."""

        PEOPLE = "people", _("Een aantal mensen")
        SHARE = "share", _("Een percentage van mensen")
        MEAN = "mean", _("Een gemiddelde van mensen")
        OTHER = "other", _("Iets anders, zoals dagen of euro’s")

    class Better(models.TextChoices):
        UP = "up", _("Hoger is beter")
        DOWN = "down", _("Lager is beter")

    class Every(models.TextChoices):
        WEEK = "week", _("Elke week")
        MONTH = "month", _("Elke maand")
        QUARTER = "quarter", _("Elk kwartaal")
        HALF = "half", _("Elk half jaar")
        YEAR = "year", _("Elk jaar")

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="indicators")
    kind = models.CharField(_("soort"), max_length=8, choices=Kind.choices, default=Kind.OUTCOME)
    name = models.CharField(_("naam"), max_length=120)
    meaning = models.TextField(_("wat het betekent"), blank=True)
    counts = models.CharField(_("wat het getal is"), max_length=6, choices=Counts.choices, default=Counts.OTHER)
    unit = models.CharField(_("eenheid"), max_length=30, blank=True)
    better = models.CharField(_("richting"), max_length=4, choices=Better.choices, default=Better.UP)
    source = models.CharField(_("waar het vandaan komt"), max_length=200, blank=True)
    every = models.CharField(_("hoe vaak"), max_length=8, choices=Every.choices, default=Every.QUARTER)
    start_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    start_on = models.DateField(null=True, blank=True)
    target_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "made_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["practice", "name"], name="one_indicator_of_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("practices:indicator", args=[self.practice.slug, self.pk])


class Measurement(models.Model):
    """One number on one day, of how many people, and what explains a bend."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measurements")
    on = models.DateField(_("dag"))
    value = models.DecimalField(_("getal"), max_digits=14, decimal_places=2)
    people = models.PositiveIntegerField(_("van hoeveel mensen"), null=True, blank=True)
    note = models.CharField(_("wat is er gebeurd"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["indicator", "on"], name="one_measurement_a_day")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.on:%Y-%m-%d}"


class Adjustment(models.Model):
    """A moment of adjustment: what we saw, what we change."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="adjustments")
    on = models.DateField(_("dag"), default=timezone.localdate)
    saw = models.TextField(_("wat zagen we"))
    change = models.TextField(_("wat veranderen we"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"adjustment {self.pk}"


class AdjustmentWording(models.Model):
    """How a moment of adjustment was worded before somebody mended it; members can read it."""

    adjustment = models.ForeignKey(Adjustment, on_delete=models.CASCADE, related_name="before")
    saw = models.TextField(_("wat zagen we"))
    change = models.TextField(_("wat veranderen we"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    until = models.DateTimeField(default=timezone.now)  # who mended it, and when

    class Meta:
        ordering = ["-until", "-pk"]

    def __str__(self) -> str:
        return f"wording of adjustment {self.adjustment_id}"


class Upload(models.Model):
    """What was read from a file, until somebody looked at it and said yes; thrown away after a day."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    rows = models.JSONField()

    def __str__(self) -> str:
        return f"upload {self.pk}"


class Pitfall(models.Model):
    """What a practice said of one known pitfall in one phase; the line is kept as it stood then."""

    class Here(models.TextChoices):
        NO = "no", _("Speelt hier niet")
        BIT = "bit", _("Een beetje")
        YES = "yes", _("Speelt hier")

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="pitfalls")
    line = models.CharField(max_length=300)
    here = models.CharField(max_length=3, choices=Here.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["phase", "line"], name="one_answer_a_pitfall_and_phase")]

    def __str__(self) -> str:
        return f"pitfall {self.pk}"
