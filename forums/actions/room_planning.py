"""Planning a session, mending the plan, calling it off; taking a seat and standing up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

import search
from accounts.models import User
from forums.actions.room import ABOUT, Kind, locked, note
from forums.actions.room_writing import erase_words
from forums.live import RoomTopic, tell_room
from forums.models import Seat, Session
from forums.room import AWAY
from live import recheck
from notifications.actions import notify_all
from notifications.actions import withdraw as take_back_notices
from practices.actions.contributions import touch
from practices.models import Practice

WORDS = ("question", "about")  # what is told of the matter itself; the rest is what was arranged
SIGN_OF_LIFE = timedelta(seconds=10)  # a newer one is not written down


@transaction.atomic
def plan(practice: Practice, by: User, facts: dict[str, Any]) -> Session:
    """Plan a session that `by` will lead, and tell the members. `facts` are fields of Session."""
    session = Session.objects.create(
        practice=practice, facilitator=by, planned_by=by, worded_by=by, is_fictional=practice.is_fictional, **facts
    )
    touch(practice.pk)
    search.index(session)
    members = User.objects.filter(memberships__practice=practice, memberships__left_at=None).exclude(pk=by.pk)
    notify_all(
        members,
        ABOUT,
        gettext_noop("Nieuwe bijeenkomst: ‘%(title)s’."),
        session.get_absolute_url(),
        facts={"title": session.title},
        about=(ABOUT, session.pk),
        once=f"planned:{session.pk}",
    )
    return session


@transaction.atomic
def mend(session: Session, by: User, facts: dict[str, Any]) -> None:
    """Change the plan of a session that did not begin yet; one that began only gets its words and place."""
    held = locked(session)
    fixed = set() if held.state == "planned" else {"method", "pace", "days_each", "starts_at"}
    changed = [name for name in facts if name not in fixed]
    if any(facts.get(name, getattr(held, name)) != getattr(held, name) for name in WORDS):
        facts, changed = facts | {"worded_by": by}, [*changed, "worded_by"]
    for name in changed:
        setattr(held, name, facts[name])
    held.save(update_fields=changed)
    search.index(held)
    tell_room(held.pk)


@transaction.atomic
def call_off(session: Session, by: User) -> None:
    """Call off a session that did not begin; who had a seat is told, and what was told before is taken back."""
    held = locked(session)
    if held.state != "planned":
        return
    held.cancelled_at = timezone.now()
    held.save(update_fields=["cancelled_at"])
    search.index(held)
    note(held, Kind.CANCELLED, by)
    take_back_notices((ABOUT, held.pk))
    people = User.objects.filter(seats__in=held.seats.taken()).exclude(pk=by.pk)
    notify_all(
        people,
        ABOUT,
        gettext_noop("‘%(title)s’ gaat niet door."),
        held.get_absolute_url(),
        facts={"title": held.title},
        about=(ABOUT, held.pk),
        once=f"cancelled:{held.pk}",
    )
    tell_room(held.pk)


@transaction.atomic
def sit(session: Session, user: User, perspective: str, pseudonym: str) -> Seat:
    """Take a seat, or the same seat again; the caller asked `may_sit`. Who wrote keeps the name they wrote under."""
    held = locked(session)
    seat = held.seats.filter(user=user).first() or Seat(session=held, user=user)
    if seat.pk is None or not seat.notes.filter(given_at__isnull=False).exists():
        seat.perspective, seat.pseudonym = perspective, pseudonym
    now = timezone.now()
    if now - seat.alive_at > AWAY:
        seat.gone_at, seat.back_at = seat.alive_at, now
    seat.left_at, seat.alive_at = None, now
    if held.subject and held.subject.author_id == user.pk and held.state == "planned":
        seat.is_presenter = not held.seats.filter(is_presenter=True).exclude(pk=seat.pk).exists()
    seat.save()
    tell_room(held.pk)
    return seat


@transaction.atomic
def stand_up(seat: Seat, *, erase: bool) -> None:
    """Leave the table; with `erase` everything this person wrote there is wiped."""
    held = locked(seat.session)
    held.seats.filter(pk=seat.pk).update(left_at=timezone.now())
    if erase:
        erase_words(seat)
    tell_room(held.pk)
    recheck(RoomTopic, held.pk)


def sign_of_life(seat: Seat) -> None:
    """Remember that this person's browser is there; the table hears it when they were thought to be away."""
    now = timezone.now()
    if now - seat.alive_at < SIGN_OF_LIFE:
        return
    with transaction.atomic():
        if now - seat.alive_at > AWAY:
            Seat.objects.filter(pk=seat.pk).update(alive_at=now, gone_at=seat.alive_at, back_at=now)
            tell_room(seat.session_id)
        else:
            Seat.objects.filter(pk=seat.pk).update(alive_at=now)


@transaction.atomic
def let_go(practice: Practice, user: User, *, takes: bool) -> None:
    """Cut the plans of who leaves from the account; who takes their words along, leaves no question and no matter.

    Title, programme, time and place stay: others came for them, and they tell when a meeting was.
    """
    planned = Session.objects.filter(practice=practice)
    for session in planned.filter(worded_by=user):
        if takes:
            Session.objects.filter(pk=session.pk).update(question="", about="")
            session.refresh_from_db()
            search.index(session)
            tell_room(session.pk)
    planned.filter(worded_by=user).update(worded_by=None)
    planned.filter(planned_by=user).update(planned_by=None)
