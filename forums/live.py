"""What is live here: the talk under a contribution, and the table of a session."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from forums.models import Merger, Question, Reply, Session, Talk
from forums.models.question import voices
from forums.outcomes import outcome_piece
from forums.permissions import may_lead_questions, seat_of
from forums.room import now_of
from live import Fragment, Topic, render, send_fragment
from live.topics import MOST_MISSED, too_much
from practices.models import Audience, Contribution, Guest, Membership
from prepared import drawings

SAID = "reply"  # the kind of drawing
PIECE = "forums/_reply.html"  # the page's own piece, the same for every listener
OUTCOME = "forums/_outcome.html"
QUESTION, LEAD_QUESTION = "forums/_question.html", "forums/_question_lead.html"
WALL_QUESTION = "forums/_question_wall.html"


class TalkTopic(Topic):
    """New, changed and taken-back replies. A piece is numbered by the version of the talk that it made."""

    name = "forums.talk"
    subject = "contribution"

    @staticmethod
    def may_listen(user: User | AnonymousUser, pk: int) -> bool:
        there = Contribution.objects.visible_to(user).filter(pk=pk, root=F("pk"))
        return bool(there.exists()) and not Merger.objects.standing().filter(root=pk).exists()

    @staticmethod
    def missed(user: User | AnonymousUser, pk: int, since: int) -> list[Fragment]:
        talk = Talk.objects.filter(root=pk).first()  # read first: what comes after this version comes live
        if talk is not None and talk.left_version > since:
            return too_much(talk.version)
        changed = Reply.objects.in_talk(pk).filter(version__gt=since).order_by("version")
        wanted = dict(changed.values_list("version", "pk")[: MOST_MISSED + 1])
        found = drawn(wanted, talk.version if talk else 0)
        if talk is not None and talk.outcome_version > since and len(found) <= MOST_MISSED:
            found.append(render(talk.outcome_version, OUTCOME, outcome_piece(pk)))
        return sorted(found, key=lambda piece: piece.id)

    @staticmethod
    def seat(user: User | AnonymousUser, pk: int) -> str:
        """The members of a practice see each other's shape, as among its people; only of who chose to be seen."""
        if not isinstance(user, User) or not user.shows_presence:
            return ""
        if Guest.objects.current().filter(talk=pk).exists():  # a guest sees what is said, not who is there
            return ""
        talk = {"practice__contributions": pk, "practice__contributions__audience": Audience.PRACTICE}
        here = Membership.objects.current().filter(user=user, **talk).first()
        if here is None:
            return ""
        return render_to_string("forums/_seat.html", {"person": user, "voice": here.perspective}).strip()

    @staticmethod
    def shows_typing(user: User | AnonymousUser, pk: int) -> bool:
        return isinstance(user, User) and user.shows_typing


def drawn(wanted: dict[int, int], talk: int) -> list[Fragment]:
    """Draw these replies {version: key} of a talk at its version; once, however many browsers come back for them."""
    stamps = {version: f"{version} {talk} {timezone.localdate()}" for version in wanted}
    kept = drawings.kept(SAID, {pk: stamps[version] for version, pk in wanted.items()})
    new = [pk for pk in wanted.values() if pk not in kept]
    if new:
        for reply in Reply.objects.filter(pk__in=new).drawn().weighed():
            if reply.version in stamps:  # else it changed this moment, and comes live
                kept[reply.pk] = drawings.drawn(SAID, reply.pk, stamps[reply.version], partial(piece, reply))
    return [Fragment(version, kept[pk]) for version, pk in wanted.items() if pk in kept]


def piece(reply: Reply) -> str:
    return render(reply.version, PIECE, {"reply": reply}).html


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


class QuestionTopic(Topic):
    """The questions at a meeting, for its members."""

    name = "forums.question"

    @staticmethod
    def may_listen(user: User | AnonymousUser, pk: int) -> bool:
        return bool(Session.objects.visible_to(user).filter(pk=pk).exists())

    @staticmethod
    def missed(user: User | AnonymousUser, pk: int, since: int) -> list[Fragment]:
        return questions_since(QUESTION, pk, since)


class QuestionWallTopic(QuestionTopic):
    """The same questions for a wall: nothing to press."""

    name = "forums.question_wall"

    @staticmethod
    def missed(user: User | AnonymousUser, pk: int, since: int) -> list[Fragment]:
        return questions_since(WALL_QUESTION, pk, since)


class QuestionLeadTopic(QuestionTopic):
    """The same questions with what only the facilitator can do."""

    name = "forums.question_lead"

    @staticmethod
    def may_listen(user: User | AnonymousUser, pk: int) -> bool:
        session = Session.objects.visible_to(user).filter(pk=pk).select_related("practice").first()
        return session is not None and may_lead_questions(user, session)

    @staticmethod
    def missed(user: User | AnonymousUser, pk: int, since: int) -> list[Fragment]:
        return questions_since(LEAD_QUESTION, pk, since)


def questions_since(piece: str, pk: int, since: int) -> list[Fragment]:
    """Give the questions of a meeting that changed, as this listener sees them."""
    changed = Question.objects.counted().filter(session=pk).changed_since(since)[: MOST_MISSED + 1]
    said = voices(pk)
    return [render(one.number, piece, {"question": one, "voices": said, "out": True}) for one in changed]


def tell_question(pk: int) -> None:
    """Tell everybody at the meeting what a question looks like now; called in the transaction that changed it."""
    one = Question.objects.counted().get(pk=pk)
    context = {"question": one, "voices": voices(one.session_id), "out": True}
    send_fragment(QuestionLeadTopic, one.session_id, one.number, LEAD_QUESTION, context)
    for topic, piece in ((QuestionTopic, QUESTION), (QuestionWallTopic, WALL_QUESTION)):
        send_fragment(topic, one.session_id, one.number, piece, context)
