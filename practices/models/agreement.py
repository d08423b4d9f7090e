"""What the people of a practice agree on: who brings what, which question lies behind it, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from practices.models.monitor import inside
from practices.models.people import Partner
from practices.models.practice import Practice


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: User | AnonymousUser) -> AgreementQuerySet:
        """What was agreed in the practices this person takes part in."""
        return self.filter(practice__in=inside(user))

    def open(self) -> AgreementQuerySet:
        """Not ended."""
        return self.filter(ended_at__isnull=True)


class Agreement(models.Model):
    """One contribution to the goal that is shared: an organisation or a function brings it, never a person by name."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="agreements")
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.SET_NULL, related_name="agreements")
    who = models.CharField(_("welke functie"), max_length=80, blank=True)
    brings = models.CharField(_("wat draagt die bij"), max_length=300)
    question = models.CharField(_("wat willen we ervan leren"), max_length=300)
    look_on = models.DateField(_("wanneer kijken we weer"))
    ended_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["look_on", "pk"]

    def __str__(self) -> str:
        return self.brings

    def get_absolute_url(self) -> str:
        return f"{reverse('practices:agreements', args=[self.practice.slug])}#afspraak-{self.pk}"

    @property
    def whose(self) -> str:
        """Who brings it, in words; '' when that organisation takes part no more."""
        return ", ".join(filter(None, [self.partner.name if self.partner else "", self.who]))

    @property
    def is_due(self) -> bool:
        return self.ended_at is None and self.look_on <= timezone.localdate()


class AgreementLook(models.Model):
    """A moment at which they looked at it again: what became of it, and what was learned."""

    class State(models.TextChoices):
        KEPT = "kept", _("Dit houden we zo")
        CHANGED = "changed", _("Dit veranderen we")
        ENDED = "ended", _("Dit stopt")

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="looks")
    state = models.CharField(max_length=8, choices=State.choices)
    learned = models.CharField(_("wat leerden we"), max_length=300)
    before = models.CharField(max_length=300, blank=True)  # what was brought, where that was changed
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.state}"
