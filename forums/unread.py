"""What is new to somebody in a talk, and where it begins."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import ngettext

from accounts.models import User
from forums.models import Reading, Reply, Talk
from forums.talk import Window, top_of

MOST = 99  # counted; more is "99+"


@dataclass(frozen=True)
class Unread:
    """What came since this reader last looked; nothing at a first visit, when all of it is new."""

    upto: int | None = None  # what they had read; None when they were never here
    first: int | None = None
    number: int = 0  # at most MOST + 1

    @property
    def said(self) -> str:
        """How many, in a sentence."""
        if self.number > MOST:
            return ngettext(
                "Meer dan %(number)d nieuwe reactie sinds je laatste bezoek.",
                "Meer dan %(number)d nieuwe reacties sinds je laatste bezoek.",
                MOST,
            ) % {"number": MOST}
        words = ngettext(
            "%(number)d nieuwe reactie sinds je laatste bezoek.",
            "%(number)d nieuwe reacties sinds je laatste bezoek.",
            self.number,
        )
        return words % {"number": self.number}


def unread_by(reader: User | AnonymousUser, talk: Talk | None) -> Unread:
    """Look up what this reader has not read of an opened talk; asks nothing when it is nothing."""
    upto = vars(talk).get("read_upto") if talk else None
    if talk is None or upto is None or upto >= talk.newest:
        return Unread(upto)
    later = Reply.objects.in_talk(talk.root_id).filter(pk__gt=upto, told_shown=True).exclude(author=reader.pk)
    pks = list(later.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    return Unread(upto, pks[0] if pks else None, len(pks))


def note_read(reader: User | AnonymousUser, root_id: int, window: Window, unread: Unread) -> None:
    """Remember what this reader has seen now; replies before this page that they skipped stay unread."""
    known = -1 if unread.upto is None else unread.upto
    if not reader.is_authenticated or known >= window.last:
        return
    if unread.first and window.first and (top_of(root_id, unread.first) or 0) < window.first:
        return
    Reading.objects.note(reader.pk, root_id, window.last)
