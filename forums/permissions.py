"""Who may do what with cases, replies and sessions. Pure questions: a person and a thing, yes or no."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from forums.models import Case, Reply, Seat, Session, Topic
from forums.room import Now
from practices.models import Audience, Contribution, Membership, Practice
from practices.permissions import is_editor, is_member, may_facilitate, may_withdraw, may_write_in
from practices.permissions import may_reply as may_reply_to_any

may_bring_case = may_start_topic = may_write_in

__all__ = [
    "may_add_outcome",
    "may_bring_case",
    "may_edit_case",
    "may_edit_method",
    "may_edit_reply",
    "may_edit_templates",
    "may_edit_topic",
    "may_join_in",
    "may_lead",
    "may_move",
    "may_open",
    "may_plan",
    "may_reply",
    "may_sit",
    "may_start_topic",
    "may_start_under_theme",
    "may_take_over",
    "may_withdraw",
    "seat_of",
]


def may_reply(user: User | AnonymousUser, contribution: Contribution) -> bool:
    """Whoever may read the thing itself and is signed in. One replies to a thing, not to a reply."""
    return contribution.root_id == contribution.pk and may_reply_to_any(user, contribution)


def may_join_in(user: User | AnonymousUser, contribution: Contribution) -> bool:
    """The same question about a thing that this person has open already, so without looking it up again."""
    return (
        user.is_authenticated
        and user.is_active
        and contribution.is_shown
        and contribution.root_id == contribution.pk
        and contribution.audience != Audience.ME
    )


def may_edit_reply(user: User | AnonymousUser, reply: Reply) -> bool:
    """Only who wrote it, while it is shown."""
    return user.is_authenticated and reply.author_id == user.pk and reply.is_shown


def may_edit_case(user: User | AnonymousUser, case: Case) -> bool:
    """Only who brought it."""
    return user.is_authenticated and case.author_id == user.pk and not case.is_withdrawn


def may_add_outcome(user: User | AnonymousUser, case: Case) -> bool:
    """Who brought it tells what came of it."""
    return may_edit_case(user, case)


def may_start_under_theme(user: User | AnonymousUser) -> bool:
    """Under a theme anybody who is signed in may begin to talk."""
    return user.is_authenticated and user.is_active


def may_edit_topic(user: User | AnonymousUser, topic: Topic) -> bool:
    """Only who started it."""
    return user.is_authenticated and topic.author_id == user.pk and not topic.is_withdrawn


def seat_of(user: User | AnonymousUser, session: Session) -> Seat | None:
    """Give the seat this person has at the table, or None; somebody who left the practice has none. One question."""
    if not user.is_authenticated:
        return None
    member = Membership.objects.current().filter(user=user).values("practice")
    return session.seats.taken().filter(user=user, session__practice__in=member).first()


def may_plan(user: User | AnonymousUser, practice: Practice) -> bool:
    """Plan a session, mend its plan, call it off: those who facilitate the practice."""
    return may_facilitate(user, practice)


def may_sit(user: User | AnonymousUser, session: Session) -> bool:
    """Take a seat: every member, while it is not over."""
    return session.state in {"planned", "open"} and is_member(user, session.practice)


def may_open(user: User | AnonymousUser, session: Session) -> bool:
    """Begin: who leads it."""
    return session.state == "planned" and user.is_authenticated and session.facilitator_id == user.pk


def may_lead(seat: Seat | None, session: Session) -> bool:
    """Run the steps and the harvest: who leads it now, from a seat at the table (see `seat_of`)."""
    return seat is not None and seat.user_id is not None and session.facilitator_id == seat.user_id


def may_take_over(user: User | AnonymousUser, now: Now) -> bool:
    """Lead from now on, when who led gives no sign of life: anybody at the table; at the harvest, who facilitates."""
    if not user.is_authenticated or now.is_led or now.session.facilitator_id == user.pk:
        return False
    if not any(seat.user_id == user.pk for seat in now.seats):
        return False
    return now.session.state == "open" or (now.session.state == "closed" and may_facilitate(user, now.session.practice))


def may_edit_method(user: User | AnonymousUser) -> bool:
    """Mend how methods go: the editors of Movisie."""
    return isinstance(user, User) and user.is_active and user.is_editor


def may_edit_templates(user: User | AnonymousUser, practice: Practice | None) -> bool:
    """Help with filling in a case: editors write it for everybody, those who lead a practice for that practice."""
    return is_editor(user) if practice is None else may_facilitate(user, practice)


def may_move(user: User | AnonymousUser, case: Case) -> bool:
    """Say in which state a case is, put it away or open it again: who brought it, and who leads its practice."""
    if not case.is_shown:
        return False
    return may_edit_case(user, case) or (case.practice is not None and may_facilitate(user, case.practice))
