"""A session: a meeting of a practice, who sits at the table, and the steps it goes through. Its clock is kept here."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective, User
from forums.models.method import VOICES, Method, StepFacts, Writers
from practices.models import Contribution, Membership, Practice

KEPT_DAYS = 30  # after a session; then what was never meant for others, or has no name, is wiped


class Pace(models.TextChoices):
    """At what pace people go through the steps."""

    LIVE = "live", _("Tegelijk, aan tafel of online")
    DAYS = "days", _("In eigen tijd, over een paar dagen")


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, user: User | AnonymousUser) -> SessionQuerySet:
        """Sessions are for the members of their practice."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(practice__in=Membership.objects.current().filter(user=user).values("practice"))

    def coming(self) -> SessionQuerySet:
        """Not opened yet, nor called off."""
        return self.filter(opened_at__isnull=True, cancelled_at__isnull=True)

    def running(self) -> SessionQuerySet:
        """Opened and not closed."""
        return self.filter(opened_at__isnull=False, closed_at__isnull=True, cancelled_at__isnull=True)

    def to_wipe(self) -> SessionQuerySet:
        """Over for long enough that what was private or without a name goes."""
        over = timezone.now() - timedelta(days=KEPT_DAYS)
        return self.filter(models.Q(closed_at__lte=over) | models.Q(cancelled_at__lte=over), wiped_at=None)

    def with_old_questions(self) -> SessionQuerySet:
        """Over for so long that what was asked there goes; see `questions_until`."""
        over = timezone.now() - timedelta(days=KEPT_DAYS)
        ended = models.Q(closed_at__lte=over) | models.Q(closed_at=None, cancelled_at__lte=over)
        begun = models.Q(opened_at=None) | models.Q(opened_at__lte=over, pace=Pace.LIVE)
        left_open = models.Q(begun, closed_at=None, cancelled_at=None, starts_at__lte=over)
        return self.filter(ended | left_open, questions__isnull=False).distinct()

    def advance(self, pk: int) -> int:
        """Raise the version that listeners know, and give it; the row stays locked until the transaction ends."""
        ours = self.filter(pk=pk)
        ours.update(version=F("version") + 1)
        return ours.values_list("version", flat=True).get()


class Session(models.Model):
    """A meeting with a date and a place, with or without a method. What happened is kept as `Happening` records."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="sessions")
    title = models.CharField(_("titel"), max_length=120)
    question = models.CharField(_("de vraag"), max_length=300, blank=True)
    about = models.TextField(_("waar gaat het over"), blank=True)
    programme = models.TextField(_("programma"), blank=True)  # one point a line
    method = models.ForeignKey(Method, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions")
    method_version = models.PositiveIntegerField(null=True, blank=True)  # the one its steps were copied from
    subject = models.ForeignKey(Contribution, null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions")
    starts_at = models.DateTimeField(_("wanneer"))
    minutes = models.PositiveSmallIntegerField(_("hoeveel minuten"), default=60)
    place = models.CharField(_("waar"), max_length=200, blank=True)
    link = models.URLField(_("link om te bellen"), max_length=300, blank=True)
    pace = models.CharField(_("tempo"), max_length=5, choices=Pace.choices, default=Pace.LIVE)
    days_each = models.PositiveSmallIntegerField(_("dagen voor elke stap"), default=3)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="led_sessions"
    )
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    worded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # who last wrote the question and what it is about
    planned_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    wiped_at = models.DateTimeField(null=True, blank=True)  # what nobody but its writer may know was wiped
    version = models.PositiveBigIntegerField(default=0, editable=False)  # what listeners know
    is_fictional = models.BooleanField(_("fictief"), default=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["practice", "-starts_at"], name="session_of_practice")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page (select the practice in lists)."""
        return reverse("forums:session", args=[self.practice.slug, self.pk])

    @property
    def ends_at(self) -> datetime:
        """When it is planned to be over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def wiped_on(self) -> datetime:
        """When private jottings, drafts and what was written without a name are wiped, or will be at the earliest."""
        return self.wiped_at or (self.closed_at or timezone.now()) + timedelta(days=KEPT_DAYS)

    @property
    def questions_until(self) -> datetime | None:
        """When the questions at it are wiped: so long after it was over, or began; None while it goes on over days."""
        over = self.closed_at or self.cancelled_at
        if over is None:
            if self.opened_at and self.takes_days:
                return None
            over = max(self.starts_at, self.opened_at or self.starts_at)
        return over + timedelta(days=KEPT_DAYS)

    @property
    def has_old_questions(self) -> bool:
        """Say whether the term of its questions is over."""
        until = self.questions_until
        return until is not None and until <= timezone.now()

    @property
    def state(self) -> str:
        """One of "planned", "open", "closed", "cancelled"."""
        if self.cancelled_at:
            return "cancelled"
        if self.closed_at:
            return "closed"
        return "open" if self.opened_at else "planned"

    @property
    def takes_days(self) -> bool:
        """Say whether each step takes days instead of minutes."""
        return self.pace == Pace.DAYS


class Happening(models.Model):
    """Something that was done in a session: who, what, when; nothing of what was said."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("Geopend")
        STEPPED = "stepped", _("Volgende stap")
        PAUSED = "paused", _("Gepauzeerd")
        RESUMED = "resumed", _("Verder gegaan")
        EXTENDED = "extended", _("Tijd erbij")
        HANDED = "handed", _("Begeleiding doorgegeven")
        CLOSED = "closed", _("Afgesloten")
        CANCELLED = "cancelled", _("Afgezegd")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="happenings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: the clock
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.session_id} {self.kind}"


class SeatQuerySet(models.QuerySet["Seat"]):
    def taken(self) -> SeatQuerySet:
        """Those who sit at the table now."""
        return self.filter(left_at__isnull=True)


class Seat(models.Model):
    """Somebody at the table: from which perspective and under which name they speak here."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="seats"
    )
    perspective = models.CharField(max_length=10, choices=Perspective.choices)
    pseudonym = models.CharField(_("naam aan tafel"), max_length=60)
    is_presenter = models.BooleanField(_("brengt iets in"), default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    alive_at = models.DateTimeField(default=timezone.now)  # the last sign of life from a browser
    gone_at = models.DateTimeField(null=True, blank=True)  # the last before they were away for a while
    back_at = models.DateTimeField(null=True, blank=True)  # the first after that

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "user"], name="one_seat_each"),
            models.UniqueConstraint(fields=["session"], condition=models.Q(is_presenter=True), name="one_presenter"),
        ]

    def __str__(self) -> str:
        return f"{self.pseudonym} ({self.session_id})"


class Round(StepFacts):
    """One step as this session runs it: copied when the session opened, with its own clock."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="rounds")
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    extra = models.PositiveIntegerField(default=0)  # seconds that were added
    turn_at = models.DateTimeField(null=True, blank=True)  # who leads went on without somebody who was away
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_for = models.PositiveIntegerField(default=0)  # seconds of pauses that are over
    days = models.PositiveSmallIntegerField(null=True, blank=True)  # instead of minutes

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["session", "order"], name="one_round_per_place"),
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(began_at__isnull=False, ended_at__isnull=True),
                name="one_round_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.name}"

    @property
    def length(self) -> timedelta:
        """How long it takes, with what was added."""
        return (timedelta(days=self.days) if self.days else timedelta(minutes=self.minutes)) + timedelta(
            seconds=self.extra
        )

    def left(self, now: datetime) -> timedelta:
        """How much time is left at this moment; negative when it ran over. A pause stands still."""
        if self.began_at is None:
            return self.length
        until = self.paused_at or self.ended_at or now
        return self.length + timedelta(seconds=self.paused_for) - (until - self.began_at)

    @property
    def ends_at(self) -> datetime | None:
        """When its time is over, unless it is paused or has not begun."""
        if self.began_at is None or self.paused_at is not None:
            return None
        return self.began_at + self.length + timedelta(seconds=self.paused_for)

    @property
    def state(self) -> str:
        """One of "done", "now", "todo"."""
        if self.ended_at:
            return "done"
        return "now" if self.began_at else "todo"

    def is_for(self, seat: Seat, facilitator_id: int | None) -> bool:
        """Say whether who sits here takes part in it, or listens."""
        match self.writers:
            case Writers.PRESENTER:
                return seat.is_presenter
            case Writers.OTHERS:
                return not seat.is_presenter
            case Writers.FACILITATOR:
                return seat.user_id is not None and seat.user_id == facilitator_id
            case Writers.ALL:
                return True
        return seat.perspective in VOICES[Writers(self.writers)]
