"""Whose words replies quote, for the balance of voices in a practice (see practices.balance)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, F

from forums.models import Reply
from forums.models.reply import Quoting
from practices.balance import cites
from practices.models import Practice
from practices.models.contribution import shown


@cites
def quoted_in_replies(practice: Practice, begin: datetime, end: datetime) -> Iterable[tuple[str, str, int]]:
    """Give whose words others quoted in the talks of a practice; quoting oneself is no citation."""
    replies = Reply.objects.filter(shown(), root__practice=practice, published_at__gte=begin, published_at__lt=end)
    replies = replies.filter(shown("quoted__")).exclude(quote="").exclude(quoting=Quoting.GONE)
    replies = replies.exclude(quoted__person=F("person"))
    rows: Any = replies.order_by().values_list("quoted__perspective", "quoted__person").annotate(n=Count("pk"))
    return rows  # type: ignore[no-any-return]
