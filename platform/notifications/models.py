"""What somebody is told, what they chose about mail, and the mails that went."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications.kinds import Often

LONGEST_LINE = 300  # signs


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: User | AnonymousUser) -> NotificationQuerySet:
        """Give only what was told to this person; a visitor is told nothing."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at__isnull=True, withdrawn_at__isnull=True)

    def unsent(self) -> NotificationQuerySet:
        """Give what still has to go by mail, at once or gathered."""
        return self.waiting().filter(user__is_active=True)

    def waiting(self) -> NotificationQuerySet:
        """The same asked of this table alone: so PostgreSQL looks again after waiting for a row."""
        return self.filter(mail_due=True, mailed_at__isnull=True, withdrawn_at__isnull=True, read_at__isnull=True)

    def about(self, kind: str, pk: int) -> NotificationQuerySet:
        return self.filter(about_kind=kind, about_id=pk)


class Notification(models.Model):
    """Something one person is told: a Dutch sentence and what fills it in, so that each reader gets their own language.

    What the mail about it says, is asked of its matter when that mail is made.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=40)
    text = models.CharField(_("tekst"), max_length=300)
    facts = models.JSONField(default=dict, blank=True)
    url = models.CharField(max_length=300, blank=True)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.PositiveBigIntegerField(null=True, blank=True)
    place = models.PositiveBigIntegerField(null=True, blank=True)  # the practice it is about
    often = models.CharField(max_length=5, choices=Often.choices, default=Often.ONCE)  # follows what the person chooses
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


class MailChoice(models.Model):
    """What somebody chose about mail: usually, or as an exception for a kind, a practice or a digest they stopped."""

    class Sort(models.TextChoices):
        USUAL = "usual"
        KIND = "kind"
        PLACE = "place"
        DIGEST = "digest"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mail_choices")
    sort = models.CharField(max_length=6, choices=Sort.choices)
    name = models.CharField(max_length=40, blank=True)  # of the kind, the practice's number, or "day" and "week"
    often = models.CharField(max_length=5, choices=Often.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["sort", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "sort", "name"], name="chosen_once")]

    def __str__(self) -> str:
        return f"{self.sort} {self.name}: {self.often}"


class MailHabits(models.Model):
    """The hours somebody wants quiet, and whether a mail may say what it is about."""

    class Says(models.TextChoices):
        USUAL = "", _("Zoals wij het meestal doen")
        NOTHING = "nothing", _("Alleen dat er iets is")
        CONTENT = "content", _("Ook wat er staat")

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="mail_habits")
    quiet_from = models.PositiveSmallIntegerField(null=True, blank=True)  # a whole hour; null: as the site does
    quiet_until = models.PositiveSmallIntegerField(null=True, blank=True)  # the same hour twice: never quiet
    says = models.CharField(max_length=7, choices=Says.choices, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.quiet_from}-{self.quiet_until} {self.says}"

    @property
    def quiet(self) -> tuple[int, int]:
        """The hours between which no mail goes."""
        usual: tuple[int, int] = settings.QUIET_HOURS
        if self.quiet_from is None or self.quiet_until is None:
            return usual
        return self.quiet_from, self.quiet_until


class Letter(models.Model):
    """One mail. Whoever claims it makes it; handed over to the mail server it is never made again."""

    key = models.CharField(max_length=60, unique=True)  # "once:<line>", or "<often>:<person>:<day it was due>"
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="letters")
    sort = models.CharField(max_length=6, choices=MailChoice.Sort.choices)  # what the link to stop it stops
    name = models.CharField(max_length=40, blank=True)
    claimed_at = models.DateTimeField(null=True, default=timezone.now)  # null: the mail server did not take it
    handed_over_at = models.DateTimeField(null=True, blank=True)
    offered = models.JSONField(default=list, blank=True)  # the hints in it, as kind and number

    class Meta:
        indexes = [models.Index(fields=["user", "-id"], name="letters_of_user")]

    def __str__(self) -> str:
        return self.key


class Bounce(models.Model):
    """A mail to this address came back. Of the address only a print is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="bounces")
    address_print = models.CharField(max_length=64)
    is_hard = models.BooleanField(default=True)
    status = models.CharField(max_length=12, blank=True)  # as the other server gave it: "5.1.1"
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.SET_NULL, related_name="bounces")
    at = models.DateTimeField(default=timezone.now)
    forgiven_at = models.DateTimeField(null=True, blank=True)  # the person said: try again

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="bounces_of_user")]
        constraints = [models.UniqueConstraint(fields=["user", "letter"], name="bounced_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.status}"


class ReceivedMail(models.Model):
    """A mail that came in and was dealt with: a print of it, so that it counts once, and none of its words."""

    class Became(models.TextChoices):
        BOUNCE = "bounce", _("Onze mail kwam terug")
        PLACED = "placed", _("Op de site gezet")
        KEPT = "kept", _("Bewaard voor de schrijver")
        IGNORED = "ignored", _("Niets mee gedaan")

    print = models.CharField(max_length=64, unique=True)
    became = models.CharField(max_length=7, choices=Became.choices)
    why = models.CharField(max_length=20, blank=True)  # why it was ignored, in a word for the log
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.became} {self.why}"
