"""A file that somebody brought: whose it is, what it belongs to, and where its content stands on disk."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from files.checked import Checked
from files.holders import Holder, registry


class Kind(models.TextChoices):
    IMAGE = "image", _("Foto of tekening")
    SOUND = "sound", _("Opname")
    DOCUMENT = "doc", _("Document")


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def about(self, kind: str, pk: int) -> StoredFileQuerySet:
        return self.filter(subject_kind=kind, subject_id=pk)

    def for_readers(self) -> StoredFileQuerySet:
        """What its owner shares with whoever may read what it belongs to."""
        return self.filter(is_shared=True)

    def images(self) -> StoredFileQuerySet:
        return self.filter(kind=Kind.IMAGE)

    def sounds(self) -> StoredFileQuerySet:
        return self.filter(kind=Kind.SOUND)


def new_key() -> str:
    return secrets.token_urlsafe(24)


class StoredFile(models.Model):
    """The row; the content stands on disk under `key`, and goes when the row goes (see actions.erase)."""

    key = models.CharField(max_length=32, unique=True, editable=False, default=new_key)
    kind = models.CharField(max_length=5, choices=Kind.choices)
    type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()  # bytes
    seconds = models.PositiveIntegerField(null=True, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    words = models.CharField(_("wat erop staat"), max_length=300, blank=True)
    is_shared = models.BooleanField(_("voor lezers"), default=False)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.PositiveBigIntegerField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="files"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="files_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @classmethod
    def kind_of(cls, checked: Checked) -> Kind:
        """Say which kind of file this content is."""
        kinds = {"image": Kind.IMAGE, "audio": Kind.SOUND}
        return kinds.get(checked.type.partition("/")[0], Kind.DOCUMENT)

    @property
    def path(self) -> str:
        """Where the content stands in the storage."""
        return path_of(self.key)

    @property
    def holder(self) -> Holder:
        return registry[self.subject_kind]

    @property
    def length(self) -> str:
        """How long it plays, in words."""
        seconds = self.seconds or 0
        if seconds < 60:
            return ngettext("%(n)d seconde", "%(n)d seconden", seconds) % {"n": seconds}
        minutes = round(seconds / 60)
        return ngettext("%(n)d minuut", "%(n)d minuten", minutes) % {"n": minutes}

    @property
    def ending(self) -> str:
        """What sort of file it is, as people know it: PDF, CSV, a text, a photo."""
        kinds = {Kind.IMAGE: _("Foto"), Kind.SOUND: _("Opname")}
        known: dict[str, Any] = {"application/pdf": "PDF", "text/csv": "CSV"}
        return str(known.get(self.type) or kinds.get(Kind(self.kind), _("Tekst")))

    def content(self) -> bytes:
        """Read it. Raises FileNotFoundError when it is not there any more."""
        with default_storage.open(self.path) as file:
            read: bytes = file.read()
        return read


FOLDER = "files"


def path_of(key: str) -> str:
    return f"{FOLDER}/{key[:2].lower()}/{key}"
