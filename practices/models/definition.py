"""What a practice means by a word, in its own wording, and every version of that."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from practices.models.monitor import inside
from practices.models.practice import Practice


def key_of(word: str) -> str:
    """Give a word as it is compared: "Cliënt " and "cliënt" are one."""
    return " ".join(word.casefold().split())[:80]


class DefinitionQuerySet(models.QuerySet["Definition"]):
    def visible_to(self, user: User | AnonymousUser) -> DefinitionQuerySet:
        """Those of the practices this person takes part in, and what a practice shows to everybody."""
        return self.filter(Q(practice__in=inside(user)) | Q(is_open=True))

    def of_words(self, words: list[str]) -> DefinitionQuerySet:
        """Those of one of these words."""
        return self.filter(key__in={key_of(word) for word in words})


class Definition(models.Model):
    """One word as one practice means it; what it says now is its latest version."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="definitions")
    word = models.CharField(_("woord"), max_length=80)
    key = models.CharField(max_length=80, editable=False)
    is_open = models.BooleanField(_("voor iedereen"), default=False)
    latest = models.OneToOneField(
        "DefinitionVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="latest_of"
    )

    objects = DefinitionQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["practice", "key"], name="one_definition_of_a_word")]
        indexes = [models.Index(fields=["key"], name="definitions_of_a_word")]

    def __str__(self) -> str:
        return self.word

    def get_absolute_url(self) -> str:
        return reverse("practices:definition", args=[self.practice.slug, self.pk])


class DefinitionVersion(models.Model):
    """One version: the words, who wrote them, and why they are other words."""

    definition = models.ForeignKey(Definition, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(_("wat wij ermee bedoelen"))
    why = models.CharField(_("waarom het anders is"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    brought_by = ""  # as who wrote it is called here; filled in by who asked whether they still take part

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["definition", "number"], name="a_wording_of_a_number")]

    def __str__(self) -> str:
        return f"{self.definition_id} ({self.number})"
