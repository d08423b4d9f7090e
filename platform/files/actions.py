"""Keeping a file and erasing it, in the database and on disk together."""

from __future__ import annotations

import contextlib
import logging
import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.pace import too_much, too_often
from files.checked import Checked, Refused
from files.holders import registry
from files.models import FOLDER, Kind, StoredFile

log = logging.getLogger(__name__)

MOST_OF_ONE_PERSON = 150_000_000  # bytes, of all files together
MOST_OF_VISITORS = 2_000_000_000  # bytes a day, of everybody without an account together
MOST_OF_ONE_SOURCE = 200_000_000  # of those a day, from one address: a full one leaves room for all others
MOST_AN_HOUR = 40  # files from one person or address
LEAST_ROOM = 500_000_000  # bytes that stay free on the disk for what people type
MOST = {Kind.IMAGE: 4, Kind.SOUND: 6, Kind.DOCUMENT: 4}  # at one thing

TOO_MANY = {
    Kind.IMAGE: _("Er staan al vier foto’s bij. Haal er eerst een weg."),
    Kind.SOUND: _("Er staan al zes opnames bij. Haal er eerst een weg."),
    Kind.DOCUMENT: _("Er staan al vier documenten bij. Haal er eerst een weg."),
}
QUOTA = _("Je bewaarde al 150 MB bij ons. Haal eerst een bestand weg.")
TOO_BUSY = _("Nu kan er geen bestand bij. Probeer het morgen weer. Typen kan wel.")
TOO_FAST = _("Dat waren veel bestanden in korte tijd. Probeer het over een uur weer.")


@transaction.atomic
def keep(subject: tuple[str, int], kind: Kind, checked: Checked, owner: User | None, **facts: Any) -> StoredFile:
    """Keep a checked file with the thing `subject` (kind, key). Raises Refused when there is no room for it.

    The content is on disk before the row is; when the transaction is undone, the sweep finds it.
    """
    if owner is not None:
        User.objects.select_for_update(no_key=True).get(pk=owner.pk)  # two at once must not both fit in the last room
    there_is_room(subject, kind, checked, owner)
    measures = {"seconds": checked.seconds, "width": checked.width, "height": checked.height}
    row = StoredFile(kind=kind, type=checked.type, size=len(checked.content), owner=owner, **measures, **facts)
    row.subject_kind, row.subject_id = subject
    default_storage.save(row.path, ContentFile(checked.content))
    try:
        row.save()
    except BaseException:
        default_storage.delete(row.path)
        raise
    return row


def there_is_room(subject: tuple[str, int], kind: Kind, checked: Checked, owner: User | None) -> None:
    """Raise Refused when this thing, this person or this disk is full."""
    if StoredFile.objects.about(*subject).filter(kind=kind).count() >= MOST[kind]:
        raise Refused(TOO_MANY[kind])
    size = len(checked.content)
    if owner is not None and taken(StoredFile.objects.filter(owner=owner)) + size > MOST_OF_ONE_PERSON:
        raise Refused(QUOTA)
    today = StoredFile.objects.filter(owner=None, made_at__gte=timezone.now() - timedelta(days=1))
    if owner is None and taken(today) + size > MOST_OF_VISITORS:
        raise Refused(TOO_BUSY)
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(settings.MEDIA_ROOT).free - size < LEAST_ROOM:
        log.error("The disk is nearly full: files of people are refused.")
        raise Refused(TOO_BUSY)


def taken(files: QuerySet[StoredFile]) -> int:
    """Give how many bytes these files take together."""
    return int(files.aggregate(all=Sum("size"))["all"] or 0)


def slow_down(who: str, size: int = 0) -> None:
    """Count one more file of this person or address, and its bytes when nobody's own room is counted.

    Raises Refused when there were too many this hour, or too much today.
    """
    if too_often(f"files:{who}", MOST_AN_HOUR):
        raise Refused(TOO_FAST)
    if size and too_much(f"files:{who}", size, MOST_OF_ONE_SOURCE):
        raise Refused(TOO_BUSY)


@transaction.atomic
def describe(file: StoredFile, **facts: Any) -> None:
    """Write down what is on it, or whether readers get it."""
    StoredFile.objects.filter(pk=file.pk).update(**facts)


@transaction.atomic
def erase(files: QuerySet[StoredFile]) -> int:
    """Erase these files: the rows now, the content as soon as that is certain. Give how many."""
    paths = [file.path for file in files]
    files.delete()
    transaction.on_commit(lambda: erase_from_disk(paths))
    return len(paths)


def erase_about(kind: str, pk: int) -> int:
    """Erase everything that belongs to one thing. Give how many files that were."""
    return erase(StoredFile.objects.about(kind, pk))


def erase_from_disk(paths: list[str]) -> None:
    """Remove the content; what does not go now goes with the next sweep."""
    for path in paths:
        try:
            default_storage.delete(path)
        except OSError:
            log.exception("A file could not be erased; the sweep tries it again.")


def sweep(older_than: int = 3600) -> tuple[int, int]:
    """Erase files of things that are gone, and content without a row that is older than `older_than` seconds.

    Give (rows, contents). What is younger may belong to somebody whose row is being written.
    """
    rows = 0
    for kind in set(StoredFile.objects.order_by().values_list("subject_kind", flat=True)):
        named = StoredFile.objects.filter(subject_kind=kind)
        pks = set(named.order_by().values_list("subject_id", flat=True))
        gone = pks - (registry[kind].there(pks) if kind in registry else pks)
        rows += erase(named.filter(subject_id__in=gone)) if gone else 0
    stray = strays(older_than)
    erase_from_disk(stray)
    return rows, len(stray)


def strays(older_than: int = 0) -> list[str]:
    """Give the paths of content that no row knows, written more than `older_than` seconds ago."""
    known = set(StoredFile.objects.values_list("key", flat=True))
    return [path for path, at in on_disk() if path.rpartition("/")[2] not in known and at <= time.time() - older_than]


def on_disk() -> Iterator[tuple[str, float]]:
    """Give the path in the storage of each content there is, with when it was written (seconds)."""
    root = settings.MEDIA_ROOT / FOLDER
    for path in root.rglob("*") if root.is_dir() else ():
        with contextlib.suppress(FileNotFoundError):
            if path.is_file():
                yield str(path.relative_to(settings.MEDIA_ROOT)), path.stat().st_mtime
