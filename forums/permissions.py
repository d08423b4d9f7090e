"""Who may do what with cases, replies and sessions. Pure questions: a person and a thing, yes or no."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from forums.models import Case, Closing, Merger, Moving, Reply, Seat, Series, Session, Task, Topic
from forums.room import Now
from practices.models import Audience, Contribution, Membership, Practice
from practices.permissions import is_editor, is_member, may_facilitate, may_withdraw, may_write_in, membership_of
from practices.permissions import may_reply as may_reply_to_any

may_bring_case = may_start_topic = may_write_in

__all__ = [
    "is_editor",
    "may_add_outcome",
    "may_ask",
    "may_bring_case",
    "may_edit_case",
    "may_edit_method",
    "may_edit_reply",
    "may_edit_templates",
    "may_edit_topic",
    "may_join_in",
    "may_lead",
    "may_lead_questions",
    "may_lead_series",
    "may_lead_talk",
    "may_mark_outcome",
    "may_mend_task",
    "may_move",
    "may_move_back",
    "may_open",
    "may_plan",
    "may_reply",
    "may_settle_task",
    "may_sit",
    "may_start_topic",
    "may_start_under_theme",
    "may_take_over",
    "may_withdraw",
    "seat_of",
]


def may_reply(user: User | AnonymousUser, contribution: Contribution) -> bool:
    """Whoever may read the thing itself and is signed in. One replies to a thing, not to a reply."""
    is_root = contribution.root_id == contribution.pk
    return is_root and may_reply_to_any(user, contribution) and not is_closed(contribution)


def is_closed(root: Contribution) -> bool:
    """Closed by who leads it, or gone on in another talk."""
    closed = Closing.objects.standing().filter(root=root.pk).exists()
    return closed or Merger.objects.standing().filter(root=root.pk).exists()


def may_lead_talk(user: User | AnonymousUser, root: Contribution) -> bool:
    """Close, move, merge and split a talk: those who lead the practice; under a theme the editors."""
    if not user.is_authenticated or root.root_id != root.pk or not root.is_shown:
        return False
    if root.practice is not None:
        return may_facilitate(user, root.practice)
    return root.kind == Topic.KIND and is_editor(user)


def may_move_back(user: User | AnonymousUser, moving: Moving) -> bool:
    """Undo a moving: who leads the talk where it stands now, and who moved it while they lead where it came from."""
    if may_lead_talk(user, moving.root):
        return True
    if not user.is_authenticated or moving.by_id != user.pk or not moving.root.is_shown:
        return False
    return may_facilitate(user, moving.practice) if moving.practice else moving.theme is not None and is_editor(user)


def may_mark_outcome(user: User | AnonymousUser, root: Contribution) -> bool:
    """Who leads the talk, and who began it while they may still write there."""
    if may_lead_talk(user, root):
        return True
    return user.is_authenticated and root.author_id == user.pk and may_reply(user, root)


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


def may_settle_task(user: User | AnonymousUser, task: Task) -> bool:
    """Say that it is done: who does it, while a member, and those who lead the practice; of nobody's task, anyone."""
    membership = membership_of(user, task.practice)
    if membership is None:
        return False
    doer = task.owner.user_id if task.owner else None if task.is_left_behind else task.member_id
    return membership.is_facilitator or doer in {membership.user_id, None}


def may_mend_task(user: User | AnonymousUser, task: Task) -> bool:
    """Change it: who wrote it down, who does it, and those who lead; what a table agreed on stays as it is."""
    membership = membership_of(user, task.practice)
    if membership is None or task.session_id is not None:
        return False
    return membership.is_facilitator or membership.user_id in {task.made_by_id, task.member_id}


def may_sit(user: User | AnonymousUser, session: Session) -> bool:
    """Take a seat: every member, while it is not over."""
    return session.state in {"planned", "open"} and is_member(user, session.practice)


def may_ask(user: User | AnonymousUser, session: Session) -> bool:
    """Ask something at a meeting, or want to know it too: every member, until it is over; also without a seat."""
    return not session.has_old_questions and may_sit(user, session)


def may_lead_questions(user: User | AnonymousUser, session: Session) -> bool:
    """Choose and answer questions: who leads the meeting, and who facilitates the practice."""
    leads = user.is_authenticated and session.facilitator_id == user.pk and is_member(user, session.practice)
    return leads or may_facilitate(user, session.practice)


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


def may_lead_series(user: User | AnonymousUser, series: Series) -> bool:
    """Answer "opschalen?": the editors for a series of the whole site, who leads the practice for one of a practice."""
    return is_editor(user) if series.practice is None else may_facilitate(user, series.practice)
