"""The agenda that citizens make for a practice: themes in one sentence, the dots people give, and what is answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective, User
from practices.models.contribution import Contribution, ContributionQuerySet, meant_for, shown
from practices.models.practice import Phase
from practices.models.start import Start
from ui.text import to_html

DOTS = 3  # that one person gives on one agenda, each to another theme
SOON = timedelta(days=7)  # before the last day, a theme is said to be nearly due


class AgendaThemeQuerySet(ContributionQuerySet["AgendaTheme"]):
    def visible_to(self, user: User | AnonymousUser) -> AgendaThemeQuerySet:
        return cast("AgendaThemeQuerySet", super().visible_to(user))

    def shown(self) -> AgendaThemeQuerySet:
        return cast("AgendaThemeQuerySet", super().shown())

    def written_by(self, user: User | AnonymousUser) -> AgendaThemeQuerySet:
        return cast("AgendaThemeQuerySet", super().written_by(user))

    def standing_for(self, user: User | AnonymousUser) -> AgendaThemeQuerySet:
        """Give what this reader may see, and the places of what was taken back after it was answered."""
        gone = Q(withdrawn_at__isnull=False, published_at__isnull=False, answers__isnull=False)
        return self.filter(meant_for(user), shown() | gone).distinct()

    def open(self) -> AgendaThemeQuerySet:
        """Keep what has no last answer yet: it waits, or is for later."""
        return self.filter(answer_by__isnull=False)

    def late(self) -> AgendaThemeQuerySet:
        """Keep what should have been answered before today."""
        return self.filter(answer_by__lt=timezone.localdate())

    def drawn(self) -> AgendaThemeQuerySet:
        """With all that a line of the agenda shows."""
        answers = AgendaAnswer.objects.select_related("by", "phase")
        return self.select_related("practice", "start").prefetch_related(models.Prefetch("answers", answers))


class AgendaTheme(Contribution):
    """What somebody wants a practice to work on; its title is the one sentence. Everybody reads it."""

    KIND = "agenda"

    answer_by = models.DateField(_("antwoord uiterlijk op"), null=True, blank=True, db_index=True)  # null: answered

    objects: ClassVar[Any] = AgendaThemeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title or f"agenda {self.pk}"

    @property
    def answered(self) -> AgendaAnswer | None:
        """Give the newest answer (prefetch answers in lists)."""
        return next(iter(self.answers.all()), None)

    @property
    def is_open(self) -> bool:
        return self.answer_by is not None

    @property
    def is_late(self) -> bool:
        return self.answer_by is not None and self.answer_by < timezone.localdate()

    @property
    def is_nearly_due(self) -> bool:
        return self.answer_by is not None and not self.is_late and self.answer_by <= timezone.localdate() + SOON

    def erase(self) -> None:
        """Wipe the sentence, the name, what was said at the gate and the dots; that something stood here stays."""
        self.title = self.pseudonym = ""
        self.save(update_fields=["title", "pseudonym"])
        self.dots.all().delete()
        Start.objects.filter(contribution_id=self.pk).delete()


class Dot(models.Model):
    """One person finds one theme important, speaking from one perspective. Who gave it is shown to nobody else."""

    theme = models.ForeignKey(AgendaTheme, on_delete=models.CASCADE, related_name="dots")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agenda_dots")
    perspective = models.CharField(max_length=10, choices=Perspective.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["theme", "user"], name="one_dot_per_person_and_theme")]
        indexes = [models.Index(fields=["theme", "perspective"], name="dots_counted")]

    def __str__(self) -> str:
        return f"dot {self.pk}"


class AgendaAnswer(models.Model):
    """What the practice or Movisie answers, in public: taken up, later or not, and why. Answering again is another."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("Opgepakt")
        LATER = "later", _("Later")
        NOT = "not", _("Niet")

    theme = models.ForeignKey(AgendaTheme, on_delete=models.CASCADE, related_name="answers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=5, choices=Outcome.choices)
    text = models.TextField(_("waarom"))
    again_on = models.DateField(_("uiterlijk terug op"), null=True, blank=True)
    phase = models.ForeignKey(Phase, null=True, blank=True, on_delete=models.SET_NULL, related_name="agenda_answers")
    meeting = models.PositiveBigIntegerField(null=True, blank=True)  # a session of the practice, as search knows it
    led_to = models.ForeignKey(
        Contribution, null=True, blank=True, on_delete=models.SET_NULL, related_name="agenda_answers"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="later", again_on__isnull=False) | (~Q(outcome="later") & Q(again_on__isnull=True)),
                name="later_has_a_day",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="an_agenda_answer_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ({self.at:%Y-%m-%d})"

    @property
    def html(self) -> SafeString:
        return to_html(self.text)
