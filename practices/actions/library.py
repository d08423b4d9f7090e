"""What people do in the library of a practice: add, bring a newer version, say it better, take away."""

from __future__ import annotations

from typing import Any

from django.db import transaction

import search
from accounts.models import User
from files import actions as files
from files.checked import Checked
from files.models import StoredFile
from practices.actions.contributions import touch
from practices.models import LIBRARY, ItemVersion, LibraryItem, Practice
from search.words import LONGEST_TEXT, further_on


@transaction.atomic
def add(practice: Practice, by: User, facts: dict[str, Any]) -> LibraryItem:
    """Lay something in the library. `facts`: title, why, and a link or a file (Checked). Raises Refused."""
    item = LibraryItem.objects.create(practice=practice, title=facts["title"], why=facts["why"], added_by=by)
    bring(item, by, facts)
    touch(practice.pk)
    return item


@transaction.atomic
def bring(item: LibraryItem, by: User, facts: dict[str, Any]) -> ItemVersion:
    """Bring a version; earlier ones stay. `facts`: what, and a link or a file (Checked). Raises Refused."""
    held = LibraryItem.objects.select_for_update(of=("self",), no_key=True).get(pk=item.pk)
    before = held.versions.order_by("-number").first()
    file: Checked | None = facts.get("file")
    further, whole = further_on(file.words) if file else ("", True)
    version = ItemVersion.objects.create(
        item=held,
        number=before.number + 1 if before else 1,
        link="" if file else facts["link"],
        what=facts.get("what", ""),
        by=by,
        words=file.words[:LONGEST_TEXT] if file else "",
        further=further,
        pages=file.pages if file else None,
        is_read_whole=file.is_read_whole and whole if file else True,
    )
    if file:
        kind = StoredFile.kind_of(file)
        version.file = files.keep((LIBRARY, version.pk), kind, file, by, words=held.title, is_shared=True)
        version.save(update_fields=["file"])
    LibraryItem.objects.filter(pk=held.pk).update(latest=version, changed_at=version.at)
    search.index(held)
    return version


@transaction.atomic
def mend(item: LibraryItem, facts: dict[str, str]) -> None:
    """Say better what it is and why it lies here. `facts`: title, why."""
    LibraryItem.objects.filter(pk=item.pk).update(**facts)
    StoredFile.objects.filter(in_library__item=item).update(words=facts["title"])
    search.index(item)


@transaction.atomic
def remove(item: LibraryItem) -> None:
    """Take it away with every version: words and files are erased, and nobody finds it any more."""
    held = LibraryItem.objects.select_for_update(of=("self",), no_key=True).get(pk=item.pk)
    search.remove(held)
    files.erase(StoredFile.objects.filter(in_library__item=held))
    held.delete()


@transaction.atomic
def remove_version(version: ItemVersion) -> bool:
    """Take one version away; the one before it is the latest then. With the only one the thing itself goes.

    Gives whether the thing is still there.
    """
    held = LibraryItem.objects.select_for_update(of=("self",), no_key=True).get(pk=version.item_id)
    if not held.versions.exclude(pk=version.pk).exists():
        remove(held)
        return False
    files.erase(StoredFile.objects.filter(in_library=version))
    held.versions.filter(pk=version.pk).delete()
    latest = held.versions.order_by("-number")[0]
    LibraryItem.objects.filter(pk=held.pk).update(latest=latest, changed_at=latest.at)
    search.index(held)
    return True
