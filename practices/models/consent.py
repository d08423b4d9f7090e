"""What a teller said yes to, when, and to which words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.models.contribution import Contribution


class Purpose(models.TextChoices):
    """What a teller says yes to, each apart."""

    PRACTICE = "practice", _("Deze praktijk mag het lezen")
    SIGNED_IN = "signed-in", _("Mensen met een account mogen het lezen")
    EVERYONE = "everyone", _("Iedereen mag het lezen")
    REGIONS = "regions", _("Andere regio’s mogen het gebruiken om van te leren")
    EDUCATION = "education", _("Docenten en studenten mogen het gebruiken in de les")
    RESEARCH = "research", _("Onderzoekers mogen het gebruiken, zonder mijn naam")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def valid(self) -> ConsentQuerySet:
        """Given, not withdrawn and not past its end."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate()), withdrawn_at__isnull=True)


class Consent(models.Model):
    """A yes for one purpose, with the version of the text that was agreed to (AVG art. 7)."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=timezone.now)
    ends_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_open_consent_per_purpose",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.given_at:%Y-%m-%d})"

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()
