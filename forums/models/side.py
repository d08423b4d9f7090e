"""One of the two sides of a duo-case: the person and the professional each tell of the same help."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from practices.models import Contribution, ContributionQuerySet


class SideQuerySet(ContributionQuerySet["Side"]):
    def written_here_by(self, user: User | AnonymousUser, held: set[int]) -> SideQuerySet:
        """The sides this person may write: their own, one they were invited to, or one whose link they followed."""
        mine = Q(pk__in=held, author__isnull=True, invited__isnull=True)
        if user.is_authenticated:
            mine |= Q(author=user) | Q(invited=user, author__isnull=True)
            mine |= Q(pk__in=held, author__isnull=True)
        return self.filter(mine, root__withdrawn_at__isnull=True, withdrawn_at__isnull=True)


class Side(Contribution):
    """Shown only when both sides said yes; until then nobody but its writer reads it."""

    KIND = "side"

    happened = models.TextField(_("wat gebeurde er"), blank=True)
    meant = models.TextField(_("wat deed het"), blank=True)
    is_first = models.BooleanField(default=False)  # of who began the duo-case
    written_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)  # to show both sides as they stand then
    # How the other is reached: a private link (only its hash is kept), or a member who was asked.
    link_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    invited = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[Any] = SideQuerySet.as_manager()

    def __str__(self) -> str:
        return f"side {self.pk}"
