"""What somebody is told: one line, where it leads, and whether it was read and mailed."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User

LONGEST_LINE = 300  # signs


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: User | AnonymousUser) -> NotificationQuerySet:
        """Give only what was told to this person; a visitor is told nothing."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at__isnull=True, withdrawn_at__isnull=True)

    def unsent(self) -> NotificationQuerySet:
        """Give what still has to go by mail."""
        return self.filter(mail_due=True, mailed_at__isnull=True, withdrawn_at__isnull=True, user__is_active=True)

    def about(self, kind: str, pk: int) -> NotificationQuerySet:
        return self.filter(about_kind=kind, about_id=pk)


class Notification(models.Model):
    """Something one person is told: a Dutch sentence and what fills it in, so that each reader gets their own language.

    The mail about it never says what it is about.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=40)
    text = models.CharField(_("tekst"), max_length=300)
    facts = models.JSONField(default=dict, blank=True)
    url = models.CharField(max_length=300, blank=True)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.PositiveBigIntegerField(null=True, blank=True)
    once = models.CharField(max_length=150, null=True, blank=True)  # null: may be told more than once
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_due = models.BooleanField(default=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "once"], name="told_once")]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notifications_of_user"),
            models.Index(
                fields=["user"],
                condition=models.Q(read_at__isnull=True, withdrawn_at__isnull=True),
                name="notifications_unread",
            ),
            models.Index(
                fields=["created_at"],
                condition=models.Q(mail_due=True, mailed_at__isnull=True),
                name="notifications_unsent",
            ),
            models.Index(fields=["about_kind", "about_id"], name="notifications_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def line(self) -> str:
        """What it says, in the language of the reader."""
        said = gettext(self.text) if self.text else ""
        return Truncator(said % self.facts if self.facts else said).chars(LONGEST_LINE)

    @property
    def is_unread(self) -> bool:
        return self.read_at is None and self.withdrawn_at is None
