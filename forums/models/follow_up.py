"""Looking back on a case after some weeks: when that is asked, and what was told."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.models import Contribution


class Weeks(models.IntegerChoices):
    """After how long somebody wants to be asked."""

    TWO = 2, _("Na 2 weken")
    SIX = 6, _("Na 6 weken")
    TWELVE = 12, _("Na 12 weken")


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def waiting(self) -> FollowUpQuerySet:
        """Not asked yet, not answered, and still wanted."""
        return self.filter(asked_at__isnull=True, answer__isnull=True, dropped_at__isnull=True)

    def unanswered(self) -> FollowUpQuerySet:
        return self.filter(answer__isnull=True, dropped_at__isnull=True)


class FollowUp(models.Model):
    """Who brought a case wants to be asked at this day what they did and whether it helped."""

    case = models.ForeignKey("forums.Case", on_delete=models.CASCADE, related_name="follow_ups")
    weeks = models.PositiveSmallIntegerField(choices=Weeks.choices)
    planned_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(db_index=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)  # another moment was chosen
    answer = models.OneToOneField(
        "forums.LookBack", null=True, blank=True, on_delete=models.SET_NULL, related_name="asked_by"
    )

    objects = FollowUpQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.case_id}, {self.due_on}"

    def save(self, *args: object, **options: object) -> None:
        """Count the day from the weeks, unless it is given."""
        if not self.due_on:
            self.due_on = timezone.localdate(self.planned_at) + timedelta(weeks=self.weeks)
        super().save(*args, **options)  # type: ignore[arg-type]


class Helped(models.TextChoices):
    """Whether it helped, in the eyes of who tried it."""

    YES = "ja", _("Ja, het hielp")
    PARTLY = "beetje", _("Een beetje")
    NO = "nee", _("Nee, het hielp niet")


class LookBack(Contribution):
    """What somebody did with the answers to their case; read by who reads the case, and it weighs like any other."""

    KIND = "lookback"

    did = models.TextField(_("wat deed je"))
    helped = models.CharField(_("hielp het"), max_length=8, choices=Helped.choices)

    def __str__(self) -> str:
        return f"look back {self.pk}"
