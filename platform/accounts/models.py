"""People: who signs in, from which perspectives they speak, what they may do for the site."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts import access


class Perspective(models.TextChoices):
    """From where somebody speaks; `data-voice` in templates carries the same value."""

    LIVED = "lived", _("Ervaring")
    PROFESSIONAL = "pro", _("Professional")
    RESEARCH = "research", _("Onderzoek")
    CITIZEN = "citizen", _("Inwoner")
    POLICY = "policy", _("Beleid")


# Nobody has to prove what they lived through; a working role is confirmed by someone else.
CLAIMED_FREELY = {Perspective.LIVED, Perspective.CITIZEN}


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **facts: Any) -> User:
        """Make a person who signs in with `email`; without a password they sign in by code."""
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **facts: Any) -> User:
        """Make a keeper of the site."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. The e-mail address is never shown to anyone else."""

    email = models.EmailField(_("mailadres"), unique=True)
    pseudonym = models.CharField(_("naam op de site"), max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_moderator = models.BooleanField(_("moderator"), default=False)
    is_editor = models.BooleanField(_("redacteur van Movisie"), default=False)
    is_fictional = models.BooleanField(_("fictief"), default=False)
    shows_typing = models.BooleanField(_("laat zien dat iemand schrijft"), default=False)
    shows_presence = models.BooleanField(_("laat leden zien wie er is"), default=False)
    language = models.CharField(
        _("taal van de mail"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    session_round = models.PositiveIntegerField(default=0, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="people",
        verbose_name=_("organisatie"), help_text=_("Namens wie deze persoon verhalen beantwoordt."),
    )  # fmt: skip
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.pseudonym or f"#{self.pk}"

    def save(self, *args: Any, **options: Any) -> None:
        is_new = self._state.adding
        super().save(*args, **options)
        if not is_new:
            access.saved(self, options.get("update_fields"))

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Tie sessions to the password and to `session_round`, so that a raised round ends them all."""
        facts = f"{self.password}:{self.session_round}"
        return salted_hmac("accounts.User.session", facts, secret=secret, algorithm="sha256").hexdigest()


class PerspectiveClaim(models.Model):
    """A person says: I speak from here. A working perspective may be confirmed by somebody else."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="perspectives")
    perspective = models.CharField(max_length=10, choices=Perspective.choices)
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "perspective"], name="one_claim_per_perspective")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_perspective_display()}"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def awaits_confirmation(self) -> bool:
        """Say whether somebody else still has to confirm this working perspective."""
        return self.perspective not in CLAIMED_FREELY and not self.is_confirmed


class Organisation(models.Model):
    """A municipality, team or care provider that answers stories under its own name."""

    name = models.CharField(_("naam"), max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    is_fictional = models.BooleanField(_("fictief"), default=False)

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganisationDomain(models.Model):
    """Whoever has an address at this domain works from this perspective; keepers vouch for that."""

    domain = models.CharField(_("maildomein"), max_length=120, help_text=_("Zonder @. Bijvoorbeeld: wijkteam.example"))
    perspective = models.CharField(
        max_length=10,
        choices=[(value, label) for value, label in Perspective.choices if value not in CLAIMED_FREELY],
    )

    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="domains",
        verbose_name=_("organisatie"), help_text=_("Namens wie mensen met dit adres verhalen beantwoorden."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("maildomein van een organisatie")
        verbose_name_plural = _("maildomeinen van organisaties")
        constraints = [models.UniqueConstraint(fields=["domain", "perspective"], name="one_domain_per_perspective")]

    def __str__(self) -> str:
        return self.domain

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep domains in one spelling, so that they can be compared."""
        self.domain = self.domain.strip().lstrip("@").lower()
        super().save(*args, **kwargs)
