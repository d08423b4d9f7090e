"""The ways into a practice: an invitation by mail, or a request to join."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.models.practice import Practice


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        """Invitations that nobody answered yet."""
        return self.filter(accepted_at__isnull=True, refused_at__isnull=True)

    def with_token(self, token: str) -> InvitationQuerySet:
        """The invitation a mailed link belongs to (none or one)."""
        return self.filter(token_hash=hash_token(token))


def hash_token(token: str) -> str:
    """Only the hash of a mailed token is kept, so a stolen database opens no practice."""
    return hashlib.sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """Somebody was asked to take part: by mail, or with a code on paper (then there is no address)."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("mailadres"), blank=True)
    talk = models.ForeignKey(  # as a guest in this talk alone
        "practices.Contribution", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    days = models.PositiveSmallIntegerField(default=14)  # that a guest may stay
    token_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.practice} #{self.pk}"


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def open(self) -> JoinRequestQuerySet:
        """Requests that no facilitator answered yet."""
        return self.filter(decided_at__isnull=True)


class JoinRequest(models.Model):
    """A person asks to take part; a facilitator answers."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests")
    perspective = models.CharField(max_length=10)
    why = models.CharField(_("waarom wil je meedoen?"), max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "user"],
                condition=models.Q(decided_at__isnull=True),
                name="one_open_request",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.practice}"
