"""A dossier that leans on what somebody told: an editor cites the very words, or only that it is there."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from accounts.models import User
from knowledge.models import Dossier
from practices.models.consent import Purpose
from practices.models.contribution import Contribution


class CitationQuerySet(models.QuerySet["Citation"]):
    def for_reader(self, user: User | AnonymousUser) -> CitationQuerySet:
        """Say of each in `opens` whether this reader may open what is cited, and its teller still agrees to that."""
        seen = Contribution.objects.visible_to(user).agreed_to(Purpose.REGIONS)
        seen = seen.filter(pk=models.OuterRef("contribution"))
        return self.annotate(opens=models.Exists(seen))


class Citation(models.Model):
    """Its words stand here only for as long as they stand in what is cited."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="citations")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="citations")
    quote = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["contribution", "dossier"], name="cited_once_in_a_dossier")]

    def __str__(self) -> str:
        return f"{self.contribution_id} in {self.dossier_id}"
