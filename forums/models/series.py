"""A series: cases about one question brought together up to a number, harvested across, and decided upon."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models.case import Case
from practices.models import Practice


class SeriesQuerySet(models.QuerySet["Series"]):
    def open_to(self, case: Case) -> SeriesQuerySet:
        """Series that this case can still join: those of its practice, and those of the whole site."""
        ours = models.Q(practice=None) | models.Q(practice=case.practice_id)
        return self.filter(ours).exclude(places__case=case).order_by("name", "pk")


class Series(models.Model):
    """Begun by an editor for the whole site, or by who leads a practice for that practice. Everybody reads its name."""

    name = models.CharField(_("naam"), max_length=80)
    slug = models.SlugField(max_length=90, unique=True)
    question = models.CharField(_("wat willen we weten"), max_length=300)
    goal = models.PositiveIntegerField(_("hoeveel casussen"), default=100)
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.CASCADE, related_name="series")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    is_fictional = models.BooleanField(_("fictief"), default=False)

    objects = SeriesQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("forums:series", args=[self.slug])


class Place(models.Model):
    """A case in a series: who put it there, and when."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="places")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="places")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "case"], name="one_place_in_a_series")]

    def __str__(self) -> str:
        return f"{self.series}: {self.case_id}"


class Verdict(models.TextChoices):
    """Whether what the cases show goes on to more places."""

    UP = "opschalen", _("Ja, opschalen")
    LATER = "later", _("Nog niet")
    NO = "niet", _("Nee, niet opschalen")


class Scaling(models.Model):
    """The answer to "opschalen?". A new answer is a new record."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="scalings")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    why = models.TextField(_("waarom"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    signed = models.CharField(_("namens wie"), max_length=60)  # as readers see it, never the account
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.series}: {self.verdict}"
