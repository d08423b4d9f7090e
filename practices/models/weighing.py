"""What helped, went wrong or was missing: the record that everything that compares reads."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from knowledge.models import Intervention, WorkingElement
from practices.models.contribution import Contribution, meant_for, shown


class Polarity(models.TextChoices):
    """What an element did, in the words readers see."""

    HELPED = "helped", _("Hielp")
    HINDERED = "hindered", _("Ging mis")
    MISSING = "missing", _("Miste")


class WeighingQuerySet(models.QuerySet["Weighing"]):
    def visible_to(self, user: User | AnonymousUser) -> WeighingQuerySet:
        """Weighings in contributions this reader may see; joined, not looked up, because the map reads them all."""
        return self.filter(shown("contribution__"), meant_for(user, "contribution__"))


class Weighing(models.Model):
    """One person says in one contribution: this element helped, went wrong or was missing.

    Without an element it holds the teller's own words, a candidate for a new one.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="weighings")
    element = models.ForeignKey(
        WorkingElement, null=True, blank=True, on_delete=models.PROTECT, related_name="weighings"
    )
    own_words = models.CharField(_("eigen woorden"), max_length=120, blank=True)
    intervention = models.ForeignKey(
        Intervention, null=True, blank=True, on_delete=models.SET_NULL, related_name="weighings"
    )
    polarity = models.CharField(max_length=10, choices=Polarity.choices)
    quote = models.TextField(_("de zin waar het over gaat"), blank=True)

    objects = WeighingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "element", "polarity"],
                condition=Q(element__isnull=False),
                name="one_weighing_per_element_and_polarity",
            ),
            models.CheckConstraint(condition=Q(element__isnull=False) | ~Q(own_words=""), name="weighing_says_what"),
        ]
        indexes = [models.Index(fields=["element", "polarity", "id"], name="weighing_newest")]

    def __str__(self) -> str:
        return f"{self.element or self.own_words}: {self.get_polarity_display()}"
