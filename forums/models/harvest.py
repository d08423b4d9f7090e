"""What a session leaves behind: insights, tasks, a report, and what those present think of it before it is shared."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models.session import Seat, Session
from knowledge.models import WorkingElement
from practices.models import Insight, Polarity


class Harvest(models.Model):
    """One for each session that ended. Its version rises with every change, so that a yes is to these words."""

    session = models.OneToOneField(Session, primary_key=True, on_delete=models.CASCADE, related_name="harvest")
    minutes = models.TextField(_("verslag"), blank=True)
    asks_change = models.BooleanField(default=False)  # as its method did when the session ended
    change = models.CharField(_("wat verandert er voor mensen"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    offered_at = models.DateTimeField(null=True, blank=True)  # asked those present what they think of it
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shared_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"harvest of {self.session_id}"

    @property
    def lacks_change(self) -> bool:
        """Say whether the last line is asked for and not there yet; without it nobody is asked to look."""
        return self.asks_change and not self.change


class Finding(models.Model):
    """An insight as the table words it; once shared it is an insight of the practice."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="findings")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="findings")
    title = models.CharField(_("wat leerden jullie, in één zin"), max_length=120)
    learned = models.TextField(_("iets meer erover"))
    context = models.TextField(_("in welke situatie"))
    element = models.ForeignKey(
        WorkingElement, null=True, blank=True, on_delete=models.SET_NULL, related_name="findings"
    )
    polarity = models.CharField(max_length=10, choices=Polarity.choices, blank=True)
    insight = models.OneToOneField(Insight, null=True, blank=True, on_delete=models.SET_NULL, related_name="finding")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Assent(models.Model):
    """What somebody who was present thinks of the harvest, in exactly this version."""

    harvest = models.ForeignKey(Harvest, on_delete=models.CASCADE, related_name="assents")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="assents")
    version = models.PositiveIntegerField()
    agrees = models.BooleanField()
    objection = models.CharField(_("wat klopt er niet"), max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["harvest", "seat"], name="one_assent_each")]

    def __str__(self) -> str:
        return f"assent of {self.seat_id}"
