"""What was known when somebody started: linked at the gate, and what they said is different here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.models.contribution import Contribution
from practices.models.practice import Practice


class Start(models.Model):
    """Somebody went through the gate "Wat weten we al?" before they brought a case or began a practice."""

    contribution = models.OneToOneField(
        Contribution, null=True, blank=True, on_delete=models.CASCADE, related_name="start"
    )
    practice = models.OneToOneField(Practice, null=True, blank=True, on_delete=models.CASCADE, related_name="start")
    different = models.TextField(_("wat is hier anders"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution__isnull=False, practice__isnull=True)
                | Q(contribution__isnull=True, practice__isnull=False),
                name="start_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"start of {self.contribution_id or self.practice}"


class Known(models.Model):
    """One thing that was known and linked: named as the search index names it, so that it may be anything found."""

    start = models.ForeignKey(Start, on_delete=models.CASCADE, related_name="known")
    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["start", "kind", "object_id"], name="known_once")]
        indexes = [models.Index(fields=["kind", "object_id"], name="known_thing")]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How forms and addresses name it: "verhaal:12"."""
        return f"{self.kind}:{self.object_id}"
