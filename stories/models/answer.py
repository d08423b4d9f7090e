"""What an organisation answers to a story, and what it changes because of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from practices.models import Contribution, ContributionQuerySet


class Answer(Contribution):
    """An organisation's answer under a story; read by who may read the story. Its name is the organisation's."""

    KIND = "answer"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="answers")
    thanks = models.TextField(_("dank"))
    heard = models.TextField(_("wat we hoorden"))
    doing = models.TextField(_("wat we gaan doen"))
    who = models.CharField(_("wie dat doet"), max_length=120)
    until = models.DateField(_("wanneer"), null=True, blank=True)
    is_helpful = models.BooleanField(null=True, blank=True)  # says the teller; shown only as a total

    objects: ClassVar[Any] = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("antwoord")
        verbose_name_plural = _("antwoorden")

    def get_absolute_url(self) -> str:
        return f"{reverse('stories:story', args=[self.root_id])}#antwoord-{self.pk}"

    @property
    def said(self) -> str:
        """All its words, to compare with earlier ones."""
        return " ".join((self.thanks, self.heard, self.doing))


class Change(models.Model):
    """Something an organisation does because of a story: planned, then done, or not done because."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Gepland")
        DONE = "done", _("Gedaan")
        NOT = "not", _("Gaat niet door")

    class Meant(models.TextChoices):
        YES = "yes", _("Ja, dit bedoelde ik")
        PARTLY = "partly", _("Voor een deel")
        NO = "no", _("Nee, ik bedoelde iets anders")

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="changes")
    what = models.CharField(_("wat er verandert"), max_length=300)
    owner = models.CharField(_("wie ervoor zorgt"), max_length=120)
    due_on = models.DateField(_("wanneer het klaar is"))
    state = models.CharField(max_length=7, choices=State.choices, default=State.PLANNED)
    state_at = models.DateTimeField(default=timezone.now)
    because = models.TextField(_("waarom het niet doorgaat"), blank=True)
    proof = models.TextField(_("waaraan je dat ziet"), blank=True)
    meant = models.CharField(_("is dit wat je bedoelde?"), max_length=6, choices=Meant.choices, blank=True)
    meant_words = models.TextField(_("in eigen woorden"), blank=True)
    planned_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["planned_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="done") | ~Q(proof=""), name="change_done_has_proof"),
            models.CheckConstraint(condition=~Q(state="not") | ~Q(because=""), name="change_dropped_has_reason"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_late(self) -> bool:
        return self.state == self.State.PLANNED and self.due_on < timezone.localdate()
