"""The same steps over days: people write in their own time, and the clock moves the session on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Perspective, User
from clock.jobs import registry
from forums.actions import room, room_writing
from forums.models import Input, Session
from forums.room import laid_open, now_of
from notifications.models import Notification
from tests.makers import make_member, make_method, make_practice, make_session, sit_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def marit() -> User:
    return make_member(make_practice(), "Marit", is_facilitator=True)


def begin(marit: User, steps: list[dict[str, object]] | None = None) -> Session:
    practice = marit.memberships.get().practice
    samira = make_member(practice, "Samira", Perspective.LIVED)
    session = make_session(practice, marit, make_method(steps=steps or ()), pace="days", days_each=2)
    sit_down(session, samira)
    room.begin(session, marit, session.seats.get(user=marit))
    return session


def step(session: Session) -> int:
    return now_of(Session.objects.get(pk=session.pk)).step


def let_pass(session: Session, days: float) -> None:
    """Let the step that goes on have begun so long ago, and let the clock look."""
    session.rounds.filter(ended_at=None, began_at__isnull=False).update(began_at=timezone.now() - timedelta(days=days))
    registry["forums.sessions"].do()


def test_the_clock_moves_on_when_the_days_are_over_and_tells_everybody(marit: User) -> None:
    session = begin(marit)
    let_pass(session, 1.9)
    assert step(session) == 1
    let_pass(session, 2.1)
    assert step(session) == 2
    told = Notification.objects.filter(text__contains="de volgende stap", user__pseudonym="Samira")
    assert told.count() == 1
    registry["forums.sessions"].do()
    assert step(session) == 2
    let_pass(session, 3)
    let_pass(session, 3)
    session.refresh_from_db()
    assert session.state == "closed"


def test_what_would_be_said_is_written_and_stays_on_the_table(marit: User) -> None:
    session = begin(marit)
    first = session.rounds.get(order=1)
    assert first.input == Input.TEXT
    room_writing.give(first, session.seats.get(user=marit), {1: "Hij kwam drie keer niet."})
    let_pass(session, 3)
    texts = [lying.note.text for one in laid_open(now_of(session)) for lying in one.notes]
    assert texts == ["Hij kwam drie keer niet."]


def test_a_step_that_may_not_be_skipped_waits_a_day_and_asks_who_leads(marit: User) -> None:
    session = begin(marit, [{"name": "Zin", "input": "text", "writers": "all", "is_required": True}])
    let_pass(session, 3)
    assert step(session) == 1
    assert Notification.objects.filter(user=marit, text__contains="wacht op jou").count() == 1
    left = session.rounds.get(order=1).left(timezone.now())
    assert timedelta(hours=23) < left < timedelta(hours=25)


def test_a_session_with_people_at_the_table_is_not_moved_by_the_clock(marit: User) -> None:
    practice = marit.memberships.get().practice
    session = make_session(practice, marit, make_method("Aan tafel"))
    room.begin(session, marit, session.seats.get(user=marit))
    let_pass(session, 3)
    assert step(session) == 1
