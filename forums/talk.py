"""Opening a talk: one window of replies, the same work for the first reply and the ten thousandth."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet, Subquery, prefetch_related_objects
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.models import User
from forums.models import Closing, Draft, Merger, Reading, Reply, Talk
from forums.models.reply import ATTACHED, WEIGHINGS
from forums.outcomes import outcome_piece
from practices.models import Guest, Membership
from prepared import Prepared, drawings

WINDOW = 50  # replies of the first level
TALK = "talk"  # the kind of drawing; what its version does not tell, such as a renamed element, can be as old as those
NOBODY = 0  # no number of a person
MINE = re.compile(r"<!--mine ([0-9]+)-->")


@dataclass
class Window:
    """The replies on one page, oldest first; and the ways on."""

    version: int  # of the talk, read before the replies: what comes after it comes live
    total: int
    replies: list[Any] = field(default_factory=list)
    earlier: int | None = None  # show what stands before this reply
    later: int | None = None
    first: int | None = None  # the first reply of the first level
    last: int = 0  # everything up to this reply stands here or before; 0 when there is nothing
    html: str = ""  # the replies as everybody sees them
    outcome: str = ""  # what stands on top, drawn

    @property
    def on_top(self) -> SafeString:
        """What came out of the talk, as everybody sees it."""
        return mark_safe(self.outcome)  # noqa: S308 (a template drew it)

    def shown_to(self, mine: Container[int], may_mark: bool = False) -> SafeString:
        """Give the replies with, at those this reader wrote, the way to mend them; and to mark one as outcome."""

        def own(mark: re.Match[str]) -> str:
            pk = int(mark[1])
            if not may_mark and pk not in mine:
                return ""
            links = []
            if pk in mine:
                links.append((reverse("forums:reply_edit", args=[pk]), _("Pas aan of haal terug")))
            if may_mark:
                links.append((reverse("forums:reply_outcome", args=[pk]), _("Neem mee in de uitkomst")))
            return format_html_join("", ' <a href="{}">{}</a>', links)

        return mark_safe(MINE.sub(own, self.html))  # noqa: S308 (escaped when the pieces were drawn)


def open_talk(root_id: int, reader: User | AnonymousUser) -> Talk | None:
    """Give the talk with all that the page asks about this reader, in one question; None when nobody spoke.

    `read_upto` (None: never here), `is_member` and `leads` of its practice, `has_draft`; and of the talk itself
    `is_closed`, `has_guests` and `has_merged`.
    """
    return OPENED.first(reader.pk or NOBODY, root_id)


def opened(reader: int, root_id: int) -> QuerySet[Talk]:
    seen = Reading.objects.filter(user=reader, root=OuterRef("root")).values("upto")[:1]
    member = Membership.objects.current().filter(user=reader, practice=OuterRef("root__practice"))
    talks = Talk.objects.annotate(
        read_upto=Subquery(seen),
        is_member=Exists(member),
        leads=Exists(member.filter(is_facilitator=True)),
        has_draft=Exists(Draft.objects.filter(user=reader, root=OuterRef("root"))),
        is_closed=Exists(Closing.objects.standing().filter(root=OuterRef("root"))),
        has_guests=Exists(Guest.objects.current().filter(talk=OuterRef("root"))),
        has_merged=Exists(Merger.objects.standing().filter(into=OuterRef("root"))),
    )
    return talks.filter(root_id=root_id)


OPENED = Prepared(opened)


def open_window(talk: Talk | None, where: QueryDict) -> Window:
    """Give the newest replies, or those around `?reactie=`, before `?voor=` or after `?na=`.

    An address that makes no sense gives the newest. The page must have asked who may read it: everybody who
    may, reads the same, so the newest window is drawn once a version and a language.
    """
    if talk is None:
        return Window(0, 0)
    root_id = talk.root_id
    at, before, after = (number(where, name) for name in ("reactie", "voor", "na"))
    top = top_of(root_id, at) if at else None
    if top or before or after:
        return drawn(find(Window(talk.version, talk.replies), root_id, top, before, after), talk)
    now = f"{talk.version} {timezone.localdate()}"  # what hangs at a reply may end with the day
    newest = Window(talk.version, talk.replies)
    return drawings.drawn(TALK, root_id, now, lambda: drawn(find(newest, root_id), talk))


def find(
    window: Window, root_id: int, top: int | None = None, before: int | None = None, after: int | None = None
) -> Window:
    """Fill the window with replies and their answers."""
    first_level = Reply.objects.in_talk(root_id).filter(parent=None).drawn()
    if top:
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
    add_answers(window)
    return window


def drawn(window: Window, talk: Talk) -> Window:
    """Draw the replies, and what came out of them, and keep only the drawing."""
    if talk.outcome_version:
        window.outcome = render_to_string("forums/_outcome.html", outcome_piece(talk.root_id))
    if window.replies:
        window.first, window.last = window.replies[0].pk, window.replies[-1].pk
        if window.later is None:
            window.last = max(one.pk for reply in window.replies for one in (reply, *reply.shown_answers))
    window.html = render_to_string("forums/_replies.html", {"replies": window.replies})
    window.replies = []
    return window


def own_replies(root_id: int, reader: User | AnonymousUser) -> set[int]:
    """Give the keys of what this reader wrote here and can still mend."""
    return {one.pk for one in OWN.rows(root_id, reader.pk)} if reader.is_authenticated else set()


def own(root_id: int, reader: int) -> QuerySet[Reply]:
    mine: QuerySet[Reply] = Reply.objects.in_talk(root_id).filter(author=reader, told_shown=True)
    return mine.only("pk")


OWN = Prepared(own)


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


def add_answers(window: Window) -> None:
    """Hang the answers under their replies."""
    by_pk = {reply.pk: reply for reply in window.replies}
    answers: list[Any] = list(Reply.objects.filter(parent__in=by_pk).drawn().order_by("pk")) if by_pk else []
    for reply in window.replies:
        reply.shown_answers = []
    for answer in answers:
        by_pk[answer.parent_id].shown_answers.append(answer)
    prefetch_related_objects([*window.replies, *answers], WEIGHINGS, *ATTACHED)
