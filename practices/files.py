"""Files in the library of a practice: for who takes part there now."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest

from accounts.http import reader
from files import Holder
from files.models import StoredFile
from practices.models import LIBRARY, ItemVersion, LibraryItem


class LibraryHolder(Holder):
    """A file is read by exactly who sees the thing it is a version of."""

    kind = LIBRARY

    def may_see(self, request: HttpRequest, file: StoredFile) -> bool:
        seen = LibraryItem.objects.visible_to(reader(request)).filter(versions=file.subject_id, versions__file=file)
        return seen.exists()

    def name_of(self, file: StoredFile) -> str:
        return LibraryItem.objects.filter(versions=file.subject_id).values_list("title", flat=True).first() or ""

    def there(self, pks: Collection[int]) -> set[int]:
        return set(ItemVersion.objects.filter(pk__in=pks).values_list("pk", flat=True))
