"""A task for who built on something that was taken back: look whether your own text, or the dossier, still holds."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from knowledge.models import Dossier
from practices.models.contribution import Contribution
from practices.models.practice import Membership


class RevisitQuerySet(models.QuerySet["Revisit"]):
    def open(self) -> RevisitQuerySet:
        """Give what nobody looked at yet; what was itself taken back needs no look."""
        return self.filter(done_at__isnull=True, built__withdrawn_at__isnull=True)

    def due_for(self, user: User | AnonymousUser) -> RevisitQuerySet:
        """Give what this person may do: of own texts, of insights in practices they lead, of dossiers they edit."""
        if not user.is_authenticated:
            return self.none()
        led = Membership.objects.current().filter(user=user, is_facilitator=True).values("practice")
        mine = Q(built__author=user) | Q(built__kind="insight", built__practice__in=led)
        return self.filter(mine | Q(dossier__isnull=False) if user.is_editor else mine)


class Revisit(models.Model):
    """Something rests on what its teller took back. Which one that was is not kept: only that there was one."""

    built = models.ForeignKey(Contribution, null=True, blank=True, on_delete=models.CASCADE, related_name="revisits")
    dossier = models.ForeignKey(Dossier, null=True, blank=True, on_delete=models.CASCADE, related_name="revisits")
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = RevisitQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["built"], condition=Q(done_at__isnull=True), name="one_open_revisit"),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(done_at__isnull=True), name="one_open_revisit_of_a_dossier"
            ),
            models.CheckConstraint(
                condition=Q(built__isnull=True) ^ Q(dossier__isnull=True), name="revisit_of_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"revisit of {self.built_id or self.dossier}"
