"""What a practice tries: what it expects, from when to when, and what came of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from knowledge.models import Intervention, WorkingElement
from practices.models.insight import Insight
from practices.models.practice import Membership, Practice


class PilotQuerySet(models.QuerySet["Pilot"]):
    def visible_to(self, user: User | AnonymousUser) -> PilotQuerySet:
        """What is tried in the practices this person takes part in."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(practice__in=Membership.objects.current().filter(user=user).values("practice"))

    def running(self) -> PilotQuerySet:
        """Not ended yet, also when its last day is over."""
        return self.filter(ended_at__isnull=True)


class Pilot(models.Model):
    """One thing that is tried. It ends with what came of it, what stops, and what is next."""

    class Next(models.TextChoices):
        STOP = "stop", _("Stoppen")
        GO_ON = "door", _("Doorgaan")
        WIDEN = "breder", _("Breder maken")

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="pilots")
    name = models.CharField(_("wat proberen we"), max_length=120)
    hypothesis = models.TextField(_("wat verwachten we"))
    starts_on = models.DateField(_("van"))
    ends_on = models.DateField(_("tot en met"))
    element = models.ForeignKey(WorkingElement, null=True, blank=True, on_delete=models.SET_NULL, related_name="pilots")
    intervention = models.ForeignKey(
        Intervention, null=True, blank=True, on_delete=models.SET_NULL, related_name="pilots"
    )
    insight = models.ForeignKey(Insight, null=True, blank=True, on_delete=models.SET_NULL, related_name="pilots")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    result = models.TextField(_("wat kwam eruit"), blank=True)
    stops = models.TextField(_("wat stopt er"), blank=True)
    next_step = models.CharField(_("hoe verder"), max_length=6, choices=Next.choices, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = PilotQuerySet.as_manager()

    class Meta:
        ordering = ["ended_at", "ends_on", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("practices:pilot", args=[self.practice.slug, self.pk])

    @property
    def is_over(self) -> bool:
        """Its last day is past and nobody said yet what came of it."""
        return self.ended_at is None and self.ends_on < timezone.localdate()
