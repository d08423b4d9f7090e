"""Leading a session through its steps. All state is in the database, so a restart of the server loses nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from forums.live import tell_room
from forums.models import (
    Happening,
    Harvest,
    Input,
    Method,
    Note,
    Pace,
    Round,
    Seat,
    Seen,
    Session,
    StepFacts,
    Writers,
)
from notifications.actions import notify_all
from practices.actions.contributions import touch

ABOUT = "session"
DAY = 24 * 3600  # seconds
Kind = Happening.Kind


class Refused(Exception):
    """This cannot be done now; the message says why, in Dutch."""


def locked(session: Session) -> Session:
    """Give the session as it is now, held for this transaction."""
    return Session.objects.select_for_update(no_key=True).get(pk=session.pk)


def note(session: Session, kind: Happening.Kind, by: User | None) -> None:
    """Remember that this was done."""
    Happening.objects.create(session=session, kind=kind, by=by)


@transaction.atomic
def begin(session: Session, by: User, presenter: Seat | None = None) -> None:
    """Open a session and start its first step, once; raises Refused when nobody brings in what the method asks for."""
    held = locked(session)
    if held.state != "planned":
        return
    method = held.method
    if method is not None:
        if method.has_presenter and presenter is None:
            raise Refused(_("Kies eerst wie iets inbrengt."))
        copy_steps(held, method)
    if presenter is not None:
        held.seats.filter(is_presenter=True).update(is_presenter=False)
        held.seats.filter(pk=presenter.pk).update(is_presenter=True)
    held.opened_at = timezone.now()
    held.save(update_fields=["opened_at", "method_version"])
    held.rounds.filter(order=1).update(began_at=held.opened_at)
    note(held, Kind.OPENED, by)
    touch(held.practice_id)
    tell_room(held.pk)
    tell_seats(held, by, gettext_noop("‘%(title)s’ is begonnen."), f"opened:{held.pk}")


def copy_steps(session: Session, method: Method) -> None:
    """Let the session have the steps as they are now; what editors change later does not touch it."""
    session.method_version = method.version
    steps = [step.facts() for step in method.steps.all()]
    days = session.days_each if session.takes_days else None
    Round.objects.bulk_create(
        Round(session=session, days=days, **facts) for facts in (in_writing(steps) if days else steps)
    )


def in_writing(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Let people who are not there at the same time write what they would have said; it stays on the table."""
    told: list[int] = []
    written = []
    for facts in steps:
        shows = sorted({*StepFacts.places(facts["shows"]), *told})
        facts = facts | {"shows": ", ".join(str(place) for place in shows)}
        is_telling = facts["input"] == Input.NONE and facts["writers"] != Writers.ALL
        if facts["input"] == Input.TURN or is_telling:
            facts |= {"input": Input.TEXT, "seen": Seen.AT_ONCE}
            told.append(facts["order"])
        written.append(facts)
    return written


@transaction.atomic
def go_on(session: Session, seen: int, by: User | None) -> bool:
    """End the step that `seen` names and begin the next one, or close the session after the last.

    What was written opens for all at the same moment. Gives False when somebody else went on first. Raises Refused
    when the step may not be skipped and nobody wrote anything in it. `by` is None when the clock does it.
    """
    held = locked(session)
    going = held.rounds.filter(began_at__isnull=False, ended_at__isnull=True).first()
    if held.state != "open" or going is None or going.order != seen:
        return False
    if going.is_required and not Note.objects.given().filter(round=going, withdrawn_at=None).exists():
        raise Refused(_("Deze stap slaan we niet over. Schrijf eerst één zin op."))
    now = timezone.now()
    settle_pause(going)
    going.ended_at = now
    going.save(update_fields=["ended_at", "paused_at", "paused_for"])
    following = held.rounds.filter(order__gt=going.order).first()
    if following is None:
        close(held, by)
        return True
    following.began_at = now
    following.save(update_fields=["began_at"])
    note(held, Kind.STEPPED, by)
    tell_room(held.pk)
    if held.takes_days:
        text = gettext_noop("‘%(title)s’: de volgende stap is begonnen.")
        tell_seats(held, by, text, f"step:{following.pk}")
    return True


def close(session: Session, by: User | None) -> None:
    """End the steps; the harvest begins."""
    session.closed_at = timezone.now()
    session.save(update_fields=["closed_at"])
    asks = session.method is not None and session.method.asks_change
    Harvest.objects.get_or_create(session=session, defaults={"asks_change": asks})
    note(session, Kind.CLOSED, by)
    tell_room(session.pk)
    tell_seats(session, by, gettext_noop("‘%(title)s’ is klaar. Help mee met de oogst."), f"closed:{session.pk}")


@transaction.atomic
def finish(session: Session, by: User) -> None:
    """Close a session at once, whatever step it is in; a meeting without a method ends this way too."""
    held = locked(session)
    if held.state != "open":
        return
    for going in held.rounds.filter(began_at__isnull=False, ended_at__isnull=True):
        settle_pause(going)
        going.ended_at = timezone.now()
        going.save(update_fields=["ended_at", "paused_at", "paused_for"])
    close(held, by)


def settle_pause(going: Round) -> None:
    """Count a pause that ends now."""
    if going.paused_at is not None:
        going.paused_for += round((timezone.now() - going.paused_at).total_seconds())
        going.paused_at = None


def going_on(session: Session, seen: int) -> Round | None:
    """Give the step that goes on, if it is still the one that was seen."""
    return session.rounds.filter(order=seen, began_at__isnull=False, ended_at__isnull=True).first()


@transaction.atomic
def pause(session: Session, seen: int, by: User, *, on: bool) -> None:
    """Stop the clock of this step, or let it go on; twice is once."""
    held = locked(session)
    going = going_on(held, seen)
    if going is None or (going.paused_at is not None) == on:
        return
    if on:
        going.paused_at = timezone.now()
    else:
        settle_pause(going)
    going.save(update_fields=["paused_at", "paused_for"])
    note(held, Kind.PAUSED if on else Kind.RESUMED, by)
    tell_room(held.pk)


@transaction.atomic
def extend(session: Session, seen: int, by: User, seconds: int) -> None:
    """Give this step more time, counted from now when its time was over already."""
    held = locked(session)
    going = going_on(held, seen)
    if going is None:
        return
    overdue = -going.left(timezone.now()).total_seconds()
    going.extra += seconds + max(0, round(overdue))
    going.save(update_fields=["extra"])
    note(held, Kind.EXTENDED, by)
    tell_room(held.pk)


@transaction.atomic
def hand_over(session: Session, seat: Seat, by: User) -> None:
    """Let somebody at the table lead from now on; who takes over does it themself."""
    held = locked(session)
    if seat.user_id is None or seat.left_at is not None or held.facilitator_id == seat.user_id:
        return
    held.facilitator_id = seat.user_id
    held.save(update_fields=["facilitator"])
    note(held, Kind.HANDED, by)
    tell_room(held.pk)


def move_on() -> None:
    """Let sessions whose step had its days go on; called by the clock. A step that may not be skipped waits a day."""
    now = timezone.now()
    for session in Session.objects.running().filter(pace=Pace.DAYS):
        going = session.rounds.filter(began_at__isnull=False, ended_at__isnull=True).first()
        if going is None or going.left(now) > timedelta():
            continue
        try:
            go_on(session, going.order, None)
        except Refused:
            wait_a_day(session, going)


@transaction.atomic
def wait_a_day(session: Session, going: Round) -> None:
    """Give a step that nobody wrote in one day more, and ask who leads to write."""
    locked(session)
    going.refresh_from_db()
    going.extra += DAY + max(0, round(-going.left(timezone.now()).total_seconds()))
    going.save(update_fields=["extra"])
    tell_room(session.pk)
    if session.facilitator is not None:
        notify_all(
            [session.facilitator],
            ABOUT,
            gettext_noop("‘%(title)s’ wacht op jou: schrijf één zin bij deze stap."),
            session.get_absolute_url(),
            facts={"title": session.title},
            about=(ABOUT, session.pk),
            once=f"waits:{going.pk}",
        )


def tell_seats(session: Session, by: User | None, text: str, once: str) -> None:
    """Notify who sits at the table, but not who did it; each once."""
    people = User.objects.filter(seats__in=session.seats.taken()).exclude(pk=by.pk if by else 0)
    notify_all(
        [one for one in people if Session.objects.visible_to(one).filter(pk=session.pk).exists()],
        ABOUT,
        text,
        session.get_absolute_url(),
        facts={"title": session.title},
        about=(ABOUT, session.pk),
        once=once,
    )
