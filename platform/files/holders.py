"""The socket: what an app brings so that its things can have files."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from django.http import HttpRequest

    from files.models import StoredFile

registry: dict[str, Holder] = {}


class Holder:
    """One kind of thing that has files. Subclass it in `<app>/files.py` and name the kind; that registers it."""

    kind: ClassVar[str]

    def __init_subclass__(cls) -> None:
        if "kind" in vars(cls):
            registry[cls.kind] = cls()

    def may_see(self, request: HttpRequest, file: StoredFile) -> bool:
        """Say whether who asks may have this file now. Asked at every request."""
        raise NotImplementedError

    def name_of(self, file: StoredFile) -> str:
        """Give what a document is called for who saves it; never the name it came with, for that may tell of people."""
        return ""

    def there(self, pks: Collection[int]) -> set[int]:
        """Give which of these things still exist and were not taken back; the files of others are swept away."""
        raise NotImplementedError
