"""What is live here: the count beside the bell, and the lines of your own list. Each person hears their own alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from live import Fragment, Topic, render, send_fragment
from live.topics import MOST_MISSED
from notifications.models import Notification

START = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = 10**17  # some three thousand years
BELL, LINE = "notifications/_bell.html", "notifications/_line.html"


def stamp(at: datetime | None = None) -> int:
    """Number what is said then, or now, in microseconds: it rises, and a browser can still count it."""
    return ((at or timezone.now()) - START) // timedelta(microseconds=1)


def number(told: Notification) -> int:
    """Number a line by its last change."""
    return stamp(told.withdrawn_at or told.created_at)


class Own(Topic):
    """Something that is told to one person: nobody else may listen."""

    name = "notifications.own"
    counts = False

    @staticmethod
    def may_listen(user: User | AnonymousUser, pk: int) -> bool:
        return user.is_authenticated and user.is_active and user.pk == pk

    @staticmethod
    def missed(user: User | AnonymousUser, pk: int, since: int) -> list[Fragment]:
        return []


class BellTopic(Own):
    """How much is unread. Only the newest count matters."""

    name = "notifications.bell"

    @staticmethod
    def missed(user: User | AnonymousUser, pk: int, since: int) -> list[Fragment]:
        return [render(stamp(), BELL, {"unread": Notification.objects.visible_to(user).unread().count()})]


class LineTopic(Own):
    """New and taken-back lines of the list, numbered by when that was."""

    name = "notifications.line"

    @staticmethod
    def missed(user: User | AnonymousUser, pk: int, since: int) -> list[Fragment]:
        after = START + timedelta(microseconds=min(since, LATEST))
        newer = Notification.objects.visible_to(user).filter(Q(created_at__gt=after) | Q(withdrawn_at__gt=after))
        newest_last = sorted(newer[: MOST_MISSED + 1], key=number)
        return [render(number(one), LINE, {"one": one}) for one in newest_last]


def tell_bell(user_pk: int) -> None:
    """Let this person's open pages count anew, after commit."""

    @cache
    def unread() -> int:
        return Notification.objects.filter(user=user_pk).unread().count()

    send_fragment(BellTopic, user_pk, stamp(), BELL, {"unread": unread})


def tell_line(told: Notification) -> None:
    """Let an open list show a line as it is now."""
    send_fragment(LineTopic, told.user_id, number(told), LINE, {"one": told})
