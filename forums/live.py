"""What is live here: the talk under a contribution, and the table of a session."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import F

from accounts.models import User
from forums.models import Merger, Reply, Session, Talk
from forums.outcomes import outcome_piece
from forums.permissions import seat_of
from forums.room import now_of
from live import Fragment, Topic, render, send_fragment
from live.topics import MOST_MISSED
from practices.models import Contribution

PIECE = "forums/_reply.html"  # the page's own piece, the same for every listener
OUTCOME = "forums/_outcome.html"


class TalkTopic(Topic):
    """New, changed and taken-back replies. A piece is numbered by the version of the talk that it made."""

    name = "forums.talk"
    subject = "contribution"

    @staticmethod
    def may_listen(user: User | AnonymousUser, pk: int) -> bool:
        there = Contribution.objects.visible_to(user).filter(pk=pk, root=F("pk"))
        return bool(there.exists()) and not Merger.objects.filter(root=pk).exists()

    @staticmethod
    def missed(user: User | AnonymousUser, pk: int, since: int) -> list[Fragment]:
        replies = Reply.objects.in_talk(pk).filter(version__gt=since).drawn().weighed().order_by("version")
        found = [render(reply.version, PIECE, {"reply": reply}) for reply in replies[: MOST_MISSED + 1]]
        talk = Talk.objects.filter(root=pk, outcome_version__gt=since).first()
        if talk is not None and len(found) <= MOST_MISSED:
            found.append(render(talk.outcome_version, OUTCOME, outcome_piece(pk)))
        return sorted(found, key=lambda piece: piece.id)


def tell_outcome(root_pk: int) -> None:
    """Tell the listeners of a talk what stands on top of it now; called in the transaction that changed it."""
    version = Talk.objects.advance(root_pk)
    Talk.objects.filter(root=root_pk).update(outcome_version=version)
    send_fragment(TalkTopic, root_pk, version, OUTCOME, outcome_piece(root_pk))


def tell(reply_pk: int) -> None:
    """Tell the listeners of a talk what a reply looks like now; called in the transaction that changed it."""
    reply = Reply.objects.select_related("root").drawn().weighed().get(pk=reply_pk)
    send_fragment(TalkTopic, reply.subject.pk, reply.version, PIECE, {"reply": reply})


TABLE = "forums/_room_now.html"  # clock, seats and steps: no word of anybody


class RoomTopic(Topic):
    """What goes on at the table of a session: one piece, drawn anew at every change and numbered by its version."""

    name = "forums.room"
    subject = "practice"

    @staticmethod
    def may_listen(user: User | AnonymousUser, pk: int) -> bool:
        session = Session.objects.visible_to(user).filter(pk=pk).first()
        return session is not None and seat_of(user, session) is not None

    @staticmethod
    def missed(user: User | AnonymousUser, pk: int, since: int) -> list[Fragment]:
        session = Session.objects.visible_to(user).filter(pk=pk, version__gt=since).select_related("practice").first()
        return [render(session.version, TABLE, {"now": now_of(session)})] if session else []


def tell_room(pk: int) -> None:
    """Tell everybody at the table what it looks like now; called at the end of the transaction that changed it."""
    version = Session.objects.advance(pk)
    session = Session.objects.select_related("practice", "method", "facilitator").get(pk=pk)
    send_fragment(RoomTopic, pk, version, TABLE, {"now": now_of(session)})
