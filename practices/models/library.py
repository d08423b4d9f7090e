"""The library of a practice: files and links, each with a line why, and every version of them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from files.models import StoredFile
from practices.models.monitor import inside
from practices.models.practice import Practice

LIBRARY = "library"  # a version as the subject of its file


class LibraryItemQuerySet(models.QuerySet["LibraryItem"]):
    def visible_to(self, user: User | AnonymousUser) -> LibraryItemQuerySet:
        """What lies in the libraries of the practices this person takes part in."""
        return self.filter(practice__in=inside(user))


class LibraryItem(models.Model):
    """Something worth keeping together, and why; what it is now is its latest version."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="library")
    title = models.CharField(_("hoe het heet"), max_length=120)
    why = models.CharField(_("waarom het hier ligt"), max_length=200)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="library_items"
    )
    added_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now, db_index=True)  # a newer version came
    latest = models.OneToOneField(
        "ItemVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="latest_of"
    )

    objects = LibraryItemQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("practices:library_item", args=[self.practice.slug, self.pk])


class ItemVersion(models.Model):
    """One version: a file or a link, who brought it, and what is different about it."""

    item = models.ForeignKey(LibraryItem, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    link = models.URLField(_("link"), max_length=500, blank=True)
    file = models.OneToOneField(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="in_library")
    words = models.TextField(_("wat erin staat"), blank=True)  # read from the file, to be found
    further = models.TextField(blank=True, editable=False)  # each word that stands further on, once
    pages = models.PositiveIntegerField(null=True, blank=True)
    is_read_whole = models.BooleanField(default=True)
    what = models.CharField(_("wat er anders is"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    brought_by = ""  # as who brought it is called here; filled in by who asked whether they still take part

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="a_version_of_a_number"),
            models.CheckConstraint(condition=Q(link="") | Q(file__isnull=True), name="a_file_or_a_link"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} ({self.number})"

    @property
    def ending(self) -> str:
        """What sort of thing it is, as people know it: PDF, TXT, or '' for a link."""
        return self.file.ending if self.file else ""
