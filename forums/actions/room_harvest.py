"""The harvest of a session: insights, tasks and a report, looked at by all who were present before it is shared."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_noop

import search
from accounts.models import User
from forums.actions.room import ABOUT, Refused, tell_seats
from forums.models import Assent, Finding, Harvest, Seat, Session, Task
from notifications.actions import notify_all
from practices import kinds
from practices.actions.contributions import touch
from practices.actions.insights import write_insight
from practices.actions.weighing import set_weighings
from practices.models import Contribution, Membership, Weighing

SILENT_AFTER = timedelta(days=7)  # whoever said nothing by then holds nobody up


def held(session: Session) -> Harvest:
    """Give the harvest, held for this transaction; raises Refused when it was shared already."""
    harvest = Harvest.objects.select_for_update(no_key=True).get(pk=session.pk)
    if harvest.shared_at is not None:
        raise Refused(gettext_noop("De oogst is al gedeeld. Je kunt er niets meer aan veranderen."))
    return harvest


def changed(harvest: Harvest) -> None:
    """Note that other words stand there now: whoever agreed, agreed to other words."""
    Harvest.objects.filter(pk=harvest.pk).update(version=F("version") + 1, offered_at=None)


@transaction.atomic
def write_finding(session: Session, seat: Seat, facts: dict[str, Any], finding: Finding | None = None) -> Finding:
    """Add an insight as the table words it, or change one."""
    harvest = held(session)
    finding = finding or Finding(session=session, seat=seat)
    for name, value in facts.items():
        setattr(finding, name, value)
    finding.save()
    changed(harvest)
    return finding


@transaction.atomic
def drop(part: Finding | Task) -> None:
    """Take an insight or a task off the harvest."""
    if part.session is None:
        raise ValueError("a task that no table agreed on is in no harvest")
    harvest = held(part.session)
    part.delete()
    changed(harvest)


@transaction.atomic
def add_task(session: Session, owner: Seat, facts: dict[str, Any]) -> Task:
    """Let somebody at the table do something by a day."""
    harvest = held(session)
    task = Task.objects.create(practice_id=session.practice_id, session=session, owner=owner, **facts)
    changed(harvest)
    return task


@transaction.atomic
def write_minutes(session: Session, text: str) -> None:
    """Write the report."""
    harvest = held(session)
    Harvest.objects.filter(pk=harvest.pk).update(minutes=text)
    changed(harvest)


@transaction.atomic
def write_change(session: Session, line: str) -> None:
    """Write the last line: what changes for people."""
    harvest = held(session)
    Harvest.objects.filter(pk=harvest.pk).update(change=line)
    changed(harvest)


@transaction.atomic
def offer(session: Session, by: User) -> None:
    """Ask all who were present what they think of it, in these words; who asks agrees by asking.

    Raises Refused without its last line, where the method asks for one.
    """
    harvest = held(session)
    if harvest.lacks_change:
        raise Refused(gettext_noop("Schrijf eerst de laatste regel: wat verandert er voor mensen? Eén zin is genoeg."))
    Harvest.objects.filter(pk=harvest.pk).update(offered_at=timezone.now())
    seat = session.seats.taken().filter(user=by).first()
    if seat is not None:
        say(harvest, seat, agrees=True)
    tell_seats(session, by, gettext_noop("Klopt de oogst van ‘%(title)s’?"), f"harvest:{session.pk}:{harvest.version}")


@transaction.atomic
def say(harvest: Harvest, seat: Seat, *, agrees: bool, objection: str = "", seen: int | None = None) -> bool:
    """Keep what somebody thinks of the harvest; False when it has other words by now than the `seen` version."""
    now = held(harvest.session)
    if seen is not None and seen != now.version:
        return False
    Assent.objects.update_or_create(
        harvest=now,
        seat=seat,
        defaults={"version": now.version, "agrees": agrees, "objection": objection, "at": timezone.now()},
    )
    return True


def standing(harvest: Harvest) -> list[tuple[Seat, Assent | None]]:
    """Give everybody who was present with what they say of these words. Three questions."""
    said = {one.seat_id: one for one in harvest.assents.filter(version=harvest.version)}
    members = Membership.objects.current().filter(practice=harvest.session.practice_id).values("user")
    present = harvest.session.seats.taken().filter(user__in=members)
    return [(seat, said.get(seat.pk)) for seat in present]


def may_be_shared(harvest: Harvest, stand: list[tuple[Seat, Assent | None]]) -> bool:
    """Say whether nothing holds it up: no objection, and nobody who may still speak."""
    if harvest.shared_at is not None or harvest.offered_at is None:
        return False
    too_long = timezone.now() - harvest.offered_at > SILENT_AFTER
    return all(one.agrees if one else too_long for _seat, one in stand)


@transaction.atomic
def share(session: Session, by: User) -> None:
    """Let the practice have it: insights become insights of the practice and weigh their element. Once."""
    harvest = held(session)
    if not may_be_shared(harvest, standing(harvest)):
        raise Refused(gettext_noop("Nog niet iedereen zei wat die ervan vindt, of iemand is het er niet mee eens."))
    for finding in session.findings.select_related("seat__user", "element"):
        become_insight(session, finding, by)
    Harvest.objects.filter(pk=harvest.pk).update(shared_by=by, shared_at=timezone.now())
    touch(session.practice_id)
    search.index(session)
    members = User.objects.filter(memberships__practice=session.practice_id, memberships__left_at=None)
    notify_all(
        members.exclude(pk=by.pk),
        ABOUT,
        gettext_noop("De oogst van ‘%(title)s’ staat erin."),
        session.get_absolute_url(),
        facts={"title": session.title},
        about=(ABOUT, session.pk),
        once=f"shared:{session.pk}",
    )


def become_insight(session: Session, finding: Finding, by: User) -> None:
    """Make an insight of it, under the name its writer had at the table; from then on the insight holds the words."""
    writer = finding.seat.user or by
    facts = {"title": finding.title, "learned": finding.learned, "context": finding.context}
    spoke = {"pseudonym": finding.seat.pseudonym, "perspective": finding.seat.perspective}
    elements = [finding.element] if finding.element else []
    there = Q(sessions=session) | Q(on_tables__session=session)
    sources = Contribution.objects.visible_to(writer).filter(there, kind__in=kinds.sources()).distinct()
    insight = write_insight(session.practice, writer, facts | spoke | {"elements": elements}, sources)
    if finding.element and finding.polarity:
        weighing = Weighing(element=finding.element, polarity=finding.polarity, quote=finding.title)
        set_weighings(insight, [weighing])
    finding.insight = insight
    finding.title = finding.learned = finding.context = ""
    finding.save()


@transaction.atomic
def settle(task: Task, *, done: bool) -> None:
    """Say that a task is done, or not after all."""
    Task.objects.filter(pk=task.pk).update(done_at=timezone.now() if done else None)
