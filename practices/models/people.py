"""What belongs to the people of a practice: organisations that take part, and somebody's own log of hours."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from practices.models.practice import Practice


class Partner(models.Model):
    """An organisation that takes part, and what it brings."""

    class Sort(models.TextChoices):
        CLIENTS = "clients", _("Cliëntorganisatie")
        CITIZENS = "citizens", _("Inwonersgroep")
        WELFARE = "welfare", _("Welzijn of zorg")
        TOWN = "town", _("Gemeente")
        SCHOOL = "school", _("Hogeschool of universiteit")
        OTHER = "other", _("Anders")

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(_("naam"), max_length=120)
    sort = models.CharField(_("soort"), max_length=8, choices=Sort.choices)
    brings = models.CharField(_("wat ze inbrengen"), max_length=200, blank=True)

    class Meta:
        ordering = ["sort", "name"]
        constraints = [models.UniqueConstraint(fields=["practice", "name"], name="a_partner_once")]

    def __str__(self) -> str:
        return self.name


class HoursQuerySet(models.QuerySet["Hours"]):
    def visible_to(self, user: User | AnonymousUser) -> HoursQuerySet:
        """One's own, and nobody else's."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class Hours(models.Model):
    """Hours somebody gave and what they got for it: a note to oneself that nobody else reads."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="hours")
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField(_("dag"), default=timezone.localdate)
    hours = models.DecimalField(_("uren"), max_digits=5, decimal_places=2, default=Decimal(0))
    what = models.CharField(_("wat deed je"), max_length=200)
    amount = models.DecimalField(_("vergoeding"), max_digits=7, decimal_places=2, null=True, blank=True)
    paid = models.BooleanField(_("ontvangen"), default=False)

    objects = HoursQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"hours {self.pk}"
