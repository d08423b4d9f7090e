"""What people bring: the one parent of stories, cases, replies and insights, and the one place for audience."""

from __future__ import annotations

from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective, User
from knowledge.models import TargetGroup, Theme
from places.models import Municipality
from practices import kinds
from practices.models.guest import Guest
from practices.models.practice import Membership, Practice


class Audience(models.TextChoices):
    """Who may read a contribution; the teller chooses, and nobody widens it but the teller."""

    ME = "me", _("Alleen ik")
    PRACTICE = "practice", _("Alleen deze praktijk")
    SIGNED_IN = "signed-in", _("Iedereen met een account")
    EVERYONE = "everyone", _("Iedereen")


class ContentNote(models.TextChoices):
    """What a reader may want to know before reading; chosen by who wrote it."""

    SUICIDE = "zelfdoding", _("Zelfdoding of jezelf pijn doen")
    VIOLENCE = "geweld", _("Geweld")
    ABUSE = "misbruik", _("Misbruik")
    LOSS = "verlies", _("Dood en verlies")
    ADDICTION = "verslaving", _("Verslaving")
    HATE = "haat", _("Discriminatie of haat")
    CHILD = "kind", _("Een kind in gevaar")


C = TypeVar("C", bound=models.Model)


def shown(at: str = "") -> Q:
    """Give what makes a contribution shown; `at` is the way to it from another table ("contribution__")."""
    lasting = Q(**{f"{at}root__shown_until__isnull": True}) | Q(**{f"{at}root__shown_until__gte": timezone.localdate()})
    published = {f"{at}published_at__isnull": False, f"{at}root__published_at__isnull": False}
    standing = {f"{at}withdrawn_at__isnull": True, f"{at}root__withdrawn_at__isnull": True}
    return lasting & Q(**published, **standing)


def meant_for(user: User | AnonymousUser, at: str = "") -> Q:
    """Give what makes a contribution meant for this reader; `at` as in `shown`."""
    audience, root = f"{at}root__audience", f"{at}root__"
    meant = Q(**{audience: Audience.EVERYONE})
    if user.is_authenticated:
        mine = Membership.objects.current().filter(user=user).values("practice")
        meant |= Q(**{audience: Audience.SIGNED_IN})
        meant |= Q(**{audience: Audience.PRACTICE, f"{root}practice__in": mine})
        guest = Guest.objects.current().filter(user=user).values("talk")
        meant |= Q(**{audience: Audience.PRACTICE, f"{root}in": guest})
        meant |= Q(**{audience: Audience.ME, f"{root}author": user})
    return meant


class ContributionQuerySet(models.QuerySet[C]):
    def shown(self) -> ContributionQuerySet[C]:
        """Published, not withdrawn, not past its end date; and the thing it belongs to likewise."""
        return self.filter(shown())

    def meant_for(self, user: User | AnonymousUser) -> ContributionQuerySet[C]:
        """Meant for this reader by who wrote it, whether it is shown (yet, still) or not."""
        return self.filter(meant_for(user))

    def visible_to(self, user: User | AnonymousUser) -> ContributionQuerySet[C]:
        """What this reader may see: shown, and meant for them. A reply is read by who reads what it is about."""
        return self.shown().meant_for(user)

    def written_by(self, user: User | AnonymousUser) -> ContributionQuerySet[C]:
        """Everything this person wrote, also what is not shown (yet, or any more)."""
        return self.filter(author=user) if user.is_authenticated else self.none()

    def agreed_to(self, purpose: str) -> ContributionQuerySet[C]:
        """What its teller agrees to be used for this today; who may read it is another question."""
        holds = models.Q(consents__ends_on=None) | models.Q(consents__ends_on__gte=timezone.localdate())
        return self.filter(holds, consents__purpose=purpose, consents__withdrawn_at=None)

    def roots(self) -> ContributionQuerySet[C]:
        """Things of their own: not the replies to them."""
        return self.filter(root=models.F("pk"))


def new_person() -> str:
    """Name a teller without an account, so that the map can count different people without knowing them."""
    return "x" + get_random_string(30)


class Contribution(models.Model):
    """A story, case, reply, insight or weighing. Its root says who may read it; a root is its own root."""

    kind = models.CharField(max_length=12, editable=False)
    root = models.ForeignKey("self", null=True, editable=False, on_delete=models.CASCADE, related_name="parts")
    slug = models.SlugField(max_length=80, null=True, blank=True, unique=True)
    title = models.CharField(_("titel"), max_length=120, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    person = models.CharField(max_length=32, editable=False, db_index=True, default=new_person)
    pseudonym = models.CharField(_("naam bij dit stuk"), max_length=60, blank=True)
    perspective = models.CharField(max_length=10, choices=Perspective.choices, default=Perspective.LIVED)
    practice = models.ForeignKey(
        Practice, null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.ME)
    themes = models.ManyToManyField(Theme, blank=True, related_name="contributions")
    group = models.CharField(_("voor wie de hulp was"), max_length=12, choices=TargetGroup.choices, blank=True)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    # " geweld verlies ": spaces on both sides; "" for none. What has one is opened knowingly, and quoted nowhere.
    content_notes = models.CharField(_("let op"), max_length=80, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    shown_until = models.DateField(null=True, blank=True)
    is_fictional = models.BooleanField(_("fictief"), default=False)

    KIND = ""  # each child names itself; see practices.kinds

    objects: Any = ContributionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "audience", "-published_at"], name="contribution_stream"),
            models.Index(fields=["practice", "kind", "-published_at"], name="contribution_practice"),
            models.Index(fields=["root", "kind", "id"], name="contribution_talk"),
            models.Index(fields=["author", "root"], name="contribution_said"),  # what one person said in one talk
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Name the kind and the person once; a thing of its own becomes its own root."""
        if not self.kind:
            self.kind = self.KIND
        if self.author_id and self.person.startswith("x"):
            self.person = f"u{self.author_id}"
        super().save(*args, **kwargs)
        if self.root_id is None:
            self.root_id = self.pk
            Contribution.objects.filter(pk=self.pk).update(root_id=self.pk)

    def get_absolute_url(self) -> str:
        return kinds.of(self.kind).url(self)

    @property
    def is_shown(self) -> bool:
        """Published and not withdrawn; says nothing about who may read it."""
        return self.published_at is not None and self.withdrawn_at is None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def notes(self) -> list[str]:
        """What to know before reading, in words."""
        return [str(note.label) for note in ContentNote if f" {note.value} " in self.content_notes]

    @property
    def region(self) -> str:
        """The place readers see: the labour-market region, never the municipality (too easy to recognise)."""
        place = self.municipality
        return place.labour_region.name if place and place.labour_region else ""
