"""A lesson of a practice asks the knowledge base to say something else; an editor decides, with a reason."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from knowledge.models import Dossier, Intervention, Version, WorkingElement
from practices.models.contribution import shown
from practices.models.insight import Insight
from practices.models.practice import Membership

ABOUT = ("dossier", "element", "intervention")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def standing(self) -> ProposalQuerySet:
        """Keep what still rests on an insight that is shown."""
        return self.filter(shown("insight__"))

    def open(self) -> ProposalQuerySet:
        return self.filter(decided_at__isnull=True)

    def accepted(self) -> ProposalQuerySet:
        return self.filter(accepted=True)

    def visible_to(self, user: User | AnonymousUser) -> ProposalQuerySet:
        """Editors see all of them, members those of their practice; others what was accepted of what they may read."""
        readable = Q(accepted=True, insight__in=Insight.objects.visible_to(user))
        if user.is_authenticated:
            mine = Membership.objects.current().filter(user=user).values("practice")
            readable |= Q(by=user) | Q(insight__practice__in=mine)
            if user.is_editor and user.is_active:
                readable |= Q(pk__isnull=False)
        return self.standing().filter(readable)


class Proposal(models.Model):
    """What should stand there instead, and why; typed for the editors, who do not see the insight through it."""

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="proposals")
    dossier = models.ForeignKey(Dossier, null=True, blank=True, on_delete=models.CASCADE, related_name="proposals")
    element = models.ForeignKey(
        WorkingElement, null=True, blank=True, on_delete=models.CASCADE, related_name="proposals"
    )
    intervention = models.ForeignKey(
        Intervention, null=True, blank=True, on_delete=models.CASCADE, related_name="proposals"
    )
    text = models.TextField(_("wat er anders moet staan"))
    why = models.TextField(_("waarom"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    accepted = models.BooleanField(null=True, blank=True)
    reason = models.TextField(_("waarom wel of niet"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals")
    is_fictional = models.BooleanField(_("fictief"), default=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dossier__isnull=False, element__isnull=True, intervention__isnull=True)
                | Q(dossier__isnull=True, element__isnull=False, intervention__isnull=True)
                | Q(dossier__isnull=True, element__isnull=True, intervention__isnull=False),
                name="proposal_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(accepted=False) | ~Q(reason=""), name="declining_a_proposal_needs_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"

    @property
    def subject(self) -> Dossier | WorkingElement | Intervention:
        """Give what it wants to change."""
        found = self.dossier or self.element or self.intervention
        assert found is not None  # noqa: S101  (the constraint)
        return found

    @staticmethod
    def field_for(subject: Dossier | WorkingElement | Intervention) -> str:
        """Name the field that holds this kind of thing."""
        return {Dossier: "dossier", WorkingElement: "element", Intervention: "intervention"}[type(subject)]

    @property
    def is_open(self) -> bool:
        return self.decided_at is None
