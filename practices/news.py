"""What is new in a practice since somebody's last visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from practices.models import Contribution, Membership, Practice

VISIT = timedelta(minutes=30)  # who comes back sooner is still on the same visit
FURTHEST = timedelta(days=30)  # further back is no news any more
READ = 60  # contributions that are looked through
SHOWN = 4  # things that are named
UNTOLD = ("weighing", "remark")  # they have no page of their own in a practice


@dataclass
class News:
    """Something new: the thing itself when it is, and how many replies it got since."""

    thing: Contribution
    is_new: bool = False
    replies: int = 0


def visit(membership: Membership) -> datetime:
    """Note that a member is here; gives since when things are new to them. Writes once a visit."""
    now = timezone.now()
    if membership.visited_at is None or now - membership.visited_at > VISIT:
        membership.visited_before = membership.visited_at or membership.joined_at
        membership.visited_at = now
        Membership.objects.filter(pk=membership.pk).update(
            visited_before=membership.visited_before, visited_at=membership.visited_at
        )
    return max(membership.visited_before or now, now - FURTHEST)


def news(practice: Practice, user: User, since: datetime) -> tuple[list[News], bool]:
    """Give what others brought since then and this reader may see, newest first, and whether there is more.

    One question, however much there is.
    """
    rows = Contribution.objects.visible_to(user).filter(practice=practice, published_at__gt=since)
    rows = rows.exclude(author=user).exclude(kind__in=UNTOLD)
    found: dict[int, News] = {}
    read = list(rows.select_related("root").order_by("-published_at", "-pk")[:READ])
    for row in read:
        root = row.root or row
        if root.kind in UNTOLD or not root.title:
            continue
        root.practice = practice if root.practice_id == practice.pk else root.practice
        one = found.setdefault(root.pk, News(root))
        if row.pk == root.pk:
            one.is_new = True
        elif row.kind == "reply":
            one.replies += 1
    told = [one for one in found.values() if one.is_new or one.replies]
    return told[:SHOWN], len(told) > SHOWN or len(read) == READ
