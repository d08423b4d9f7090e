"""How the next mail to somebody would look, made of what they were really told; nothing is kept or marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from notifications.choosing import choices_of, habits_of, may_say
from notifications.digest import Digest, gather
from notifications.kinds import DIGESTS, Often
from notifications.models import Notification

SINCE = timedelta(days=30)
MOST = 20  # lines


@dataclass
class Preview:
    """One mail as it would look."""

    digest: Digest
    says: bool  # whether it may tell what it is about, or only that there is something
    waits: bool  # made of what waits for the mail, not of what was told before

    @property
    def many(self) -> int:
        return len(self.digest.told)


def preview_for(user: User) -> Preview:
    """Give the next digest of this person; where nothing waits, one made of what they were told this month."""
    usual = choices_of(user).usual
    often = usual if usual in DIGESTS else Often.WEEK
    mine = Notification.objects.filter(user=user)
    rows = list(mine.waiting().exclude(often=Often.ONCE)[:MOST])
    digest = gather(user, rows)
    waits = bool(digest.told)
    if not waits:
        told = mine.filter(withdrawn_at__isnull=True, created_at__gte=timezone.now() - SINCE)
        digest = gather(user, list(told[:MOST]))
    return Preview(digest, may_say(user, habits_of(user), often), waits)
