"""Who says they come to a session, and the private link to somebody's own calendar."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models.session import Session


class Coming(models.Model):
    """What a member answered to the invitation; who leads the practice sees it, others about how many, from ten on."""

    class Answer(models.TextChoices):
        YES = "yes", _("Ik kom")
        MAYBE = "maybe", _("Misschien")
        NO = "no", _("Ik kom niet")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="coming")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="comings")
    answer = models.CharField(max_length=5, choices=Answer.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="one_answer_to_an_invitation")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.answer}"


class CalendarLink(models.Model):
    """The one secret address where somebody's own calendar is fetched; only its hash is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_link")
    token_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"calendar of {self.user_id}"
