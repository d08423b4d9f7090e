"""Photos, recordings and documents at a reply: whoever may read the reply may have them."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest

from accounts.http import reader
from files import Holder
from files.models import StoredFile
from forums.models import Reply


class ReplyHolder(Holder):
    """A file at a reply is read by exactly who reads the reply, and gone with it."""

    kind = Reply.KIND

    def may_see(self, request: HttpRequest, file: StoredFile) -> bool:
        seen = Reply.objects.visible_to(reader(request)).filter(pk=file.subject_id)
        return file.is_shared and bool(seen.exists())

    def name_of(self, file: StoredFile) -> str:
        return file.words

    def there(self, pks: Collection[int]) -> set[int]:
        return set(Reply.objects.filter(pk__in=pks, withdrawn_at__isnull=True).values_list("pk", flat=True))
