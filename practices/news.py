"""What is new in a practice since somebody's last visit: what people said, and what members keep together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from practices.kept import CALLED, kept_together
from practices.models import Contribution, Membership, Pilot, Practice

VISIT = timedelta(minutes=30)  # who comes back sooner is still on the same visit
FURTHEST = timedelta(days=30)  # further back is no news any more
READ = 60  # contributions that are looked through
SHOWN = 6  # things that are named
UNTOLD = ("weighing", "remark")  # they have no page of their own in a practice


@dataclass
class News:
    """Something new: whether it is new itself, or was changed, and how many replies it got since."""

    thing: Any
    at: datetime
    is_new: bool = False
    replies: int = 0
    is_changed: bool = False
    called: Any = ""  # where its title does not say what it is

    @property
    def title(self) -> str:
        return str(getattr(self.thing, "title", "") or self.thing)


@dataclass(frozen=True)
class Lately:
    """What the home of a practice tells a member: the news, whether there is more, and what is tried now."""

    news: list[News]
    more: bool
    running: list[Pilot]


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


def lately(practice: Practice, user: User, since: datetime) -> Lately:
    """Give what others brought and changed since then, for a member. Two questions, however much there is."""
    said, more = news(practice, user, since)
    kept, running = kept_together(practice, since)
    told = {one.thing.pk for one in said}
    changed = [
        News(one.thing, one.at, is_new=one.is_first, is_changed=not one.is_first, called=CALLED[one.what])
        for one in kept
        if one.by != user.pk and not (one.what == "text" and one.thing.pk in told)
    ]
    both = sorted([*said, *changed], key=lambda one: one.at, reverse=True)
    return Lately(both[:SHOWN], more or len(both) > SHOWN, running)


def news(practice: Practice, user: User, since: datetime) -> tuple[list[News], bool]:
    """Give what others said since then and this reader may see, newest first, and whether there is more than was read.

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
        one = found.setdefault(root.pk, News(root, row.published_at or since))
        if row.pk == root.pk:
            one.is_new = True
        elif row.kind == "reply":
            one.replies += 1
    told = [one for one in found.values() if one.is_new or one.replies]
    return told, len(read) == READ
