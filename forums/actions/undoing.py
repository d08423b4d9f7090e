"""Undoing what was done with a talk: everything back where it was, and nobody reads more than was meant for them.

What was written for the readers of one talk never goes to a talk that others read too; it stays where it was written.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

import search
from accounts.models import User
from forums.actions.leading import TOLD, Refused, carry, have_other_guests, place
from forums.actions.replies import redraw
from forums.live import TalkTopic
from forums.models import Merger, Moving, Reply, Topic
from forums.models.attachment import WIDTH
from live import recheck, tell_many
from practices.models import Audience, Contribution

MOST = 500  # keys in one question


@dataclass
class Back:
    """What undoing a merger does with the replies, as their keys."""

    returning: list[int] = field(default_factory=list)  # they came along with the merger
    along: list[int] = field(default_factory=list)  # answers to those, written since
    staying: list[int] = field(default_factory=list)  # changed since, for readers who were fewer
    loose: list[int] = field(default_factory=list)  # answers that stay without what they answer

    @property
    def all(self) -> list[int]:
        return self.returning + self.along


def more_read(one: Contribution, other: Contribution) -> bool:
    """Say whether somebody may read `one` who may not read `other`."""
    elsewhere = one.audience == Audience.PRACTICE and one.practice_id != other.practice_id
    wider = WIDTH[Audience(one.audience)] > WIDTH[Audience(other.audience)]
    return elsewhere or wider or have_other_guests(one, other)


def way_back(merger: Merger) -> Back:
    """Say what goes where when this merger is undone.

    Replies that came along go back. An answer written since goes with what it answers where as many read it and its
    writer can follow; else it stays, and stands by itself. Where more people read, a reply that was mended here, or
    that stands in an outcome with what people agreed, stays too, with its answers.
    """
    back, open_to_more = Back(), more_read(merger.root, merger.into)
    here = Reply.objects.in_talk(merger.into_id)
    came = here.filter(carried_by__merger=merger).order_by("pk")
    touched = Q(edited_at__gt=merger.at) | Q(marked__isnull=False)
    kept = set(came.filter(touched).values_list("pk", flat=True)) if open_to_more else set()
    pairs = dict(came.values_list("pk", "parent"))
    back.staying = [pk for pk, parent in pairs.items() if pk in kept or parent in kept]
    back.returning = [pk for pk in pairs if pk not in set(back.staying)]
    going, readers = set(back.returning), dict[int | None, bool]()
    back.loose = [pk for pk in back.staying if pairs[pk] in going]
    for begin in range(0, len(back.returning), MOST):
        some = here.filter(parent__in=back.returning[begin : begin + MOST]).exclude(carried_by__merger=merger)
        for answer in some.select_related("author").order_by("pk"):
            if answer.author_id not in readers:
                readers[answer.author_id] = may_read(answer.author, merger.root)
            follows = not open_to_more and readers[answer.author_id]
            (back.along if follows else back.loose).append(answer.pk)
    return back


def may_read(writer: User | None, root: Contribution) -> bool:
    return writer is None or Contribution.objects.visible_to(writer).filter(pk=root.pk).exists()


def may_go_back(merger: Merger, back: Back) -> None:
    """Raise Refused where the first talk is gone, or is read by others than when they were put together."""
    root, into = merger.root, merger.into
    if not root.is_shown:
        raise Refused(_("Dat gesprek is teruggehaald, of staat niet online. De reacties blijven hier staan."))
    if WIDTH[Audience(root.audience)] > WIDTH[Audience(merger.audience)]:
        raise Refused(_("Wie dat gesprek begon, liet er sindsdien meer mensen lezen. Daarom blijven de reacties hier."))
    for writer in User.objects.filter(pk__in=Reply.objects.filter(pk__in=back.returning).values("author")):
        if may_read(writer, into) and not may_read(writer, root):
            raise Refused(_("Iemand die meepraatte, kan daar niet lezen. Dan kan die de eigen woorden niet meer zien."))


@transaction.atomic
def unmerge(merger: Merger, by: User) -> Back:
    """Let two talks stand apart again; gives what went where. Raises Refused. Undoing twice is once."""
    held = Merger.objects.select_for_update(of=("self",), no_key=True)
    merger = held.select_related("root", "into").get(pk=merger.pk)
    if merger.undone_at is not None:
        return Back()
    back = way_back(merger)
    may_go_back(merger, back)
    merger.undone_at, merger.undone_by = timezone.now(), by
    merger.save(update_fields=["undone_at", "undone_by"])
    Reply.objects.filter(pk__in=back.loose).update(parent=None)
    carry(Reply.objects.filter(pk__in=back.all), merger.into, merger.root)
    if len(back.loose) > TOLD:
        tell_many(TalkTopic, merger.into_id)
    else:
        for one in Reply.objects.filter(pk__in=back.loose).select_related("root").order_by("pk"):
            redraw(one)  # after what it answered left the page
    if topic := Topic.objects.filter(pk=merger.root_id).first():
        search.index(topic)
    recheck(TalkTopic, merger.root_id)
    return back


@transaction.atomic
def move_back(moving: Moving, by: User) -> Topic:
    """Let a topic stand where it stood before it was moved. Raises Refused. Undoing twice is once."""
    held = Moving.objects.select_for_update(of=("self",), no_key=True)
    moving = held.select_related("practice", "theme").get(pk=moving.pk)
    topic: Topic = Topic.objects.select_related("practice", "theme").get(pk=moving.root_id)
    if moving.undone_at is None:
        if moving.practice is None and moving.theme is None:
            raise Refused(_("Waar het vandaan kwam, is er niet meer."))
        place(topic, moving.practice, moving.theme)
        moving.undone_at, moving.undone_by = timezone.now(), by
        moving.save(update_fields=["undone_at", "undone_by"])
    return topic
