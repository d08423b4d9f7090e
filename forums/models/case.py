"""A case: one question from practice, with what was tried and later what came of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models import Intervention
from practices.models import Contribution


class Case(Contribution):
    """Brought by a member of a practice; the outcome is added later, by who brought it."""

    KIND = "case"

    situation = models.TextField(_("wat speelt er"))
    tried = models.TextField(_("wat is er geprobeerd"), blank=True)
    dilemma = models.TextField(_("waar zit de twijfel"), blank=True)
    question = models.CharField(_("de vraag"), max_length=300)
    interventions = models.ManyToManyField(
        Intervention, blank=True, related_name="cases", verbose_name=_("gebruikte aanpak")
    )
    outcome = models.TextField(_("de uitkomst"), blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)

    def tried_list(self) -> list[str]:
        """What was tried, one thing a line; an empty list when it is told in one piece."""
        lines = [line.strip(" -•*\t") for line in self.tried.splitlines() if line.strip(" -•*\t")]
        return lines if len(lines) > 1 else []
