"""Opening a talk: one window of replies, the same work for the first reply and the ten thousandth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import prefetch_related_objects
from django.http import QueryDict

from accounts.models import User
from forums.models import Reply, Talk
from forums.models.reply import WEIGHINGS

WINDOW = 50  # replies of the first level


@dataclass
class Window:
    """The replies on one page, oldest first, each with its `shown_answers`; and the ways on."""

    replies: list[Any]
    version: int  # of the talk, read before the replies: what comes after it comes live
    total: int
    earlier: int | None = None  # show what stands before this reply
    later: int | None = None


def open_window(root_id: int, reader: User | AnonymousUser, where: QueryDict) -> Window:
    """Give the newest replies, or those around `?reactie=`, before `?voor=` or after `?na=`.

    An address that makes no sense gives the newest.
    """
    talk = Talk.objects.filter(root_id=root_id).first()
    if talk is None:
        return Window([], 0, 0)
    window = Window([], talk.version, talk.replies)
    first_level = Reply.objects.in_talk(root_id).filter(parent=None).drawn()
    at, before, after = (number(where, name) for name in ("reactie", "voor", "na"))
    if at and (top := top_of(root_id, at)):
        forward(window, first_level.filter(pk__gte=top))
        if first_level.filter(pk__lt=top).exists():
            window.earlier = window.replies[0].pk
    elif after:
        forward(window, first_level.filter(pk__gt=after))
        window.earlier = window.replies[0].pk if window.replies else None
    elif before:
        backward(window, first_level.filter(pk__lt=before))
        window.later = window.replies[-1].pk if window.replies else None
    else:
        backward(window, first_level)
    add_answers(window, reader)
    return window


def number(where: QueryDict, name: str) -> int | None:
    """Read a key from the address; None when it is not one."""
    value = where.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else None


def top_of(root_id: int, pk: int) -> int | None:
    """Give the reply of the first level under which this one stands."""
    found = Reply.objects.in_talk(root_id).filter(pk=pk).values_list("pk", "parent_id").first()
    return (found[1] or found[0]) if found else None


def forward(window: Window, replies: Any) -> None:
    found = list(replies.order_by("pk")[: WINDOW + 1])
    window.replies = found[:WINDOW]
    window.later = found[WINDOW - 1].pk if len(found) > WINDOW else None


def backward(window: Window, replies: Any) -> None:
    found = list(replies.order_by("-pk")[: WINDOW + 1])
    window.replies = found[:WINDOW][::-1]
    window.earlier = window.replies[0].pk if len(found) > WINDOW else None


def add_answers(window: Window, reader: User | AnonymousUser) -> None:
    """Hang the answers under their replies, and mark what the reader wrote."""
    by_pk = {reply.pk: reply for reply in window.replies}
    answers: list[Any] = list(Reply.objects.filter(parent__in=by_pk).drawn().order_by("pk")) if by_pk else []
    for reply in window.replies:
        reply.shown_answers = []
    for answer in answers:
        by_pk[answer.parent_id].shown_answers.append(answer)
    everything = [*window.replies, *answers]
    prefetch_related_objects(everything, WEIGHINGS)
    for reply in everything:
        reply.is_mine = reader.is_authenticated and reply.author_id == reader.pk
