"""What happens to what somebody laid in the library, and to their wordings, when they leave a practice."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from files.models import StoredFile
from practices.actions import definitions, library
from practices.models import Definition, DefinitionVersion, ItemVersion, LibraryItem, Practice


@transaction.atomic
def let_go(practice: Practice, user: User, takes: bool) -> None:
    """Cut all of it from the account; where somebody takes it along, erase what they alone brought or worded."""
    brought = ItemVersion.objects.filter(item__practice=practice, by=user)
    worded = DefinitionVersion.objects.filter(definition__practice=practice, by=user)
    if takes:
        for version in list(brought):
            library.remove_version(version)
        shared = DefinitionVersion.objects.filter(definition__practice=practice).exclude(by=user)
        for one in Definition.objects.filter(pk__in=worded.values("definition")).exclude(
            pk__in=shared.values("definition")
        ):
            definitions.remove(one)
    StoredFile.objects.filter(in_library__in=brought).update(owner=None)
    brought.update(by=None)
    worded.update(by=None)
    LibraryItem.objects.filter(practice=practice, added_by=user).update(added_by=None)
