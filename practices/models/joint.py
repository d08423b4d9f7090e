"""A text written together: its versions, who writes now, what is still being typed, proof-reading, publications."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from practices.models.contribution import Audience, Contribution, ContributionQuerySet
from practices.models.practice import Membership
from practices.models.remark import Verdict
from ui.rich import to_rich_html
from ui.text import to_html

HELD_FOR = timedelta(minutes=15)  # without a sign of life; then the text is free for who wants to write
FACTS = ("title", "words")  # what a version holds
VERDICTS = (Verdict.RIGHT, Verdict.MISSES, Verdict.HURTS)


def inside(user: User | AnonymousUser, at: str = "") -> Q:
    """Give what only the members of its practice may see of a text, for as long as it stands; `at` is the way to it."""
    if not user.is_authenticated:
        return Q(pk__in=())
    mine = Membership.objects.current().filter(user=user).values("practice")
    standing = {f"{at}published_at__isnull": False, f"{at}withdrawn_at__isnull": True}
    return Q(**{f"{at}practice__in": mine}, **standing)


class JointTextQuerySet(ContributionQuerySet["JointText"]):
    def visible_to(self, user: User | AnonymousUser) -> JointTextQuerySet:
        return cast("JointTextQuerySet", super().visible_to(user))


class JointText(Contribution):
    """A page the members of a practice write together.

    `title` and `text` are what its readers read: what was published last, and until then the newest version. It is
    the practice that speaks: no name stands at it. Who wrote what, its members see at the versions.
    """

    KIND = "text"

    text = models.TextField(_("tekst"))
    standing = models.ForeignKey("TextVersion", null=True, editable=False, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar[Any] = JointTextQuerySet.as_manager()

    @property
    def html(self) -> SafeString:
        return to_rich_html(self.text)

    @property
    def is_published(self) -> bool:
        return self.standing_id is not None

    @property
    def goes_round(self) -> bool:
        """Say whether it is read beyond its practice."""
        return self.audience in {Audience.SIGNED_IN, Audience.EVERYONE}

    def erase(self) -> list[int]:
        """Wipe every version, what is being typed and what was said of it; gives which remarks went along."""
        self.title = self.text = self.pseudonym = ""
        self.save(update_fields=["title", "text", "pseudonym"])
        self.versions.update(title="", words="", why="", pseudonym="", by=None)
        self.drafts.all().delete()
        TextHold.objects.filter(text=self).delete()
        said = list(ProofRemark.objects.filter(proofreading__text=self))
        for one in said:
            one.withdrawn_at = one.withdrawn_at or timezone.now()
            one.save(update_fields=["withdrawn_at"])
            one.erase()
        return [one.pk for one in said]


class TextVersionQuerySet(models.QuerySet["TextVersion"]):
    def visible_to(self, user: User | AnonymousUser) -> TextVersionQuerySet:
        """The members of the practice; whoever else reads the text, reads it as it stands."""
        return self.filter(inside(user, "text__"))


class TextVersion(models.Model):
    """The whole text as somebody saved it."""

    text = models.ForeignKey(JointText, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    pseudonym = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(_("wat veranderde je"), max_length=200, blank=True)
    puts_back = models.PositiveIntegerField(null=True)  # the number of the version whose words these are

    objects = TextVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="one_text_version_a_number")]

    def __str__(self) -> str:
        return f"version {self.number} of text {self.text_id}"

    @property
    def facts(self) -> dict[str, Any]:
        return {"title": self.title, "words": self.words}

    @property
    def html(self) -> SafeString:
        return to_rich_html(self.words)


class TextHold(models.Model):
    """Somebody writes now; whoever comes later sees who, and since when."""

    text = models.OneToOneField(JointText, on_delete=models.CASCADE, related_name="hold")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    pseudonym = models.CharField(max_length=60)
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)  # the last sign of life

    def __str__(self) -> str:
        return f"hold on text {self.text_id}"

    @property
    def until(self) -> datetime:
        """When it ends by itself, if nothing more is heard."""
        return self.seen_at + HELD_FOR

    @property
    def is_over(self) -> bool:
        return self.until <= timezone.now()


class TextDraft(models.Model):
    """What somebody types and did not save: for themself alone, on any device they sign in on."""

    text = models.ForeignKey(JointText, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    base = models.PositiveIntegerField()  # the number of the version it began with
    title = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "user"], name="one_draft_of_a_text_each")]

    def __str__(self) -> str:
        return f"draft of text {self.text_id}"


class Proofreading(models.Model):
    """One version is read by some members before it is published; a new round ends the one before."""

    text = models.ForeignKey(JointText, on_delete=models.CASCADE, related_name="proofreadings")
    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["text"], condition=Q(ended_at__isnull=True), name="one_open_proofreading_a_text"
            )
        ]

    def __str__(self) -> str:
        return f"proof-reading of text {self.text_id}"


class ProofRemark(Contribution):
    """What a member says of a text before it is published, and the answer; never for more people than the practice."""

    KIND = "proofremark"

    proofreading = models.ForeignKey(Proofreading, on_delete=models.CASCADE, related_name="remarks")
    verdict = models.CharField(max_length=12, choices=[(one.value, one.label) for one in VERDICTS])
    text = models.TextField(blank=True)
    response = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_as = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)
    changed = models.BooleanField(default=False)  # the text was adapted because of it

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=[one.value for one in VERDICTS]), name="a_proof_remark_has_a_verdict"
            )
        ]

    def __str__(self) -> str:
        return f"proof remark {self.pk}"

    @property
    def html(self) -> SafeString:
        return to_html(self.text)

    @property
    def response_html(self) -> SafeString:
        return to_html(self.response)

    @property
    def waits(self) -> bool:
        """Something is missing or hurts, and nobody answered yet."""
        return self.verdict != Verdict.RIGHT and self.answered_at is None and not self.is_withdrawn

    def erase(self) -> None:
        """Wipe the words, the name and the answer; that something was said stays."""
        self.text = self.response = self.pseudonym = self.answered_as = ""
        self.save(update_fields=["text", "response", "pseudonym", "answered_as"])


class TextPublication(models.Model):
    """One version was given to readers: which, by whom, when, for whom. The last one stands."""

    text = models.ForeignKey(JointText, on_delete=models.CASCADE, related_name="publications")
    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    audience = models.CharField(max_length=10, choices=Audience.choices)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"publication of text {self.text_id}"
