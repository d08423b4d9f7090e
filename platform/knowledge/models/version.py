"""A version: what one record of the knowledge base said or would say, who wrote that, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class VersionQuerySet(models.QuerySet["Version"]):
    def visible_to(self, user: User | AnonymousUser) -> VersionQuerySet:
        """Keep what was published; for who signed in also what is proof-read; for editors all of it."""
        if user.is_authenticated and user.is_active:
            if user.is_editor:
                return self.all()
            return self.filter(state__in=[Version.State.PUBLISHED, Version.State.PROOFREADING])
        return self.published()

    def published(self) -> VersionQuerySet:
        """Keep what everybody could read, and may compare."""
        return self.filter(state=Version.State.PUBLISHED)

    def by_hand(self) -> VersionQuerySet:
        """Leave out what a record began with before anybody edited it."""
        return self.exclude(number=1, author=None, published_by=None)

    def open(self) -> VersionQuerySet:
        """Keep what still waits to be published."""
        return self.filter(state__in=Version.OPEN)

    def of(self, kind: str, pk: int) -> VersionQuerySet:
        """Keep the versions of one record, the newest first."""
        return self.filter(kind=kind, subject_id=pk).order_by("-number")


class Version(models.Model):
    """One state of one record with its rows.

    `facts` holds names, never keys of people. `number` is given on publishing, so that the public list has no
    gaps that tell of drafts. `edition` counts how often a draft was saved: who saves an older one is told.
    """

    class Of(models.TextChoices):
        ELEMENT = "element", _("Werkzaam element")
        INTERVENTION = "intervention", _("Interventie")
        DOSSIER = "dossier", _("Dossier")
        SOURCE = "source", _("Bron")
        INSTRUMENT = "instrument", _("Meetinstrument")
        TERM = "term", _("Woord")

    class State(models.TextChoices):
        DRAFT = "draft", _("Klad")
        PROOFREADING = "proofreading", _("Wordt proefgelezen")
        PUBLISHED = "published", _("Gepubliceerd")
        DROPPED = "dropped", _("Weggelegd")

    OPEN = [State.DRAFT, State.PROOFREADING]

    kind = models.CharField(max_length=12, choices=Of.choices)
    subject_id = models.PositiveBigIntegerField(null=True, blank=True)  # null: the record is not made yet
    number = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    facts = models.JSONField()
    reason = models.TextField(_("waarom"), max_length=1000)
    edition = models.PositiveIntegerField(default=1)
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    puts_back = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(default=timezone.now)
    offered_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        indexes = [models.Index(fields=["state", "-saved_at"], name="version_state")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=Q(state__in=["draft", "proofreading"]),
                name="one_open_version_per_record",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="published", number__isnull=False, subject_id__isnull=False, published_at__isnull=False
                )
                | (~Q(state="published") & Q(number__isnull=True, published_at__isnull=True)),
                name="only_published_versions_have_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject_id or 'nieuw'}, {self.number or self.get_state_display()}"

    def get_absolute_url(self) -> str:
        """Where it can be read as it would be; whoever may not see it finds nothing there."""
        return reverse("knowledge:proof", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_proofread(self) -> bool:
        return self.state == self.State.PROOFREADING

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_beginning(self) -> bool:
        """Tell whether this is what stood there before anybody edited it; when it was taken down says nothing."""
        return self.number == 1 and self.author_id is None and self.published_by_id is None

    @property
    def by(self) -> str:
        """Give who answers for it, as readers see it: a name on the site, never an account."""
        who = self.published_by or self.author
        return who.pseudonym if who and who.pseudonym else _now("redactie")
