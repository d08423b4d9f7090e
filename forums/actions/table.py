"""What is laid on the table of a session, and what is taken off it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from forums.actions.room import locked
from forums.actions.room_planning import plan, sit
from forums.live import tell_room
from forums.models import OnTable, Session
from practices.models import Contribution, Membership, Practice

POINTS_AT = {
    OnTable.What.PIECE: "contribution_id",
    OnTable.What.THEME: "theme_id",
    OnTable.What.ELEMENT: "element_id",
    OnTable.What.NUMBER: "indicator_id",
}


def read(key: str) -> OnTable:
    """Read "stuk:12" as a thing that lies on no table yet; the form asked whether it may lie there."""
    what, _colon, points = key.partition(":")
    if what == OnTable.What.PULSE:
        return OnTable(what=what, asked=points)
    field = POINTS_AT.get(OnTable.What(what))
    return OnTable(what=what, **{field: int(points)}) if field else OnTable(what=what)


@transaction.atomic
def lay(session: Session, keys: Iterable[str]) -> None:
    """Let exactly these things lie on the table; what lay there already stays as it was laid."""
    held, wanted = locked(session), list(dict.fromkeys(keys))
    there = {one.key: one for one in held.on_table.all()}
    held.on_table.filter(pk__in=[one.pk for key, one in there.items() if key not in wanted]).delete()
    for key in wanted:
        if key not in there:
            one = read(key)
            one.session = held
            one.save()
    tell_room(held.pk)


@transaction.atomic
def interpret(practice: Practice, by: User, facts: dict[str, Any], keys: Iterable[str]) -> Session:
    """Plan a session about these things of the practice, and take the seat from which it is led."""
    session = plan(practice, by, facts)
    lay(session, keys)
    membership = Membership.objects.current().get(practice=practice, user=by)
    sit(session, by, membership.perspective, by.pseudonym)
    return session


def clear(root: Contribution) -> None:
    """Let tables where this lies see that it is not there any more; called in the transaction that hid it."""
    where = Q(on_table__contribution=root.pk) | Q(subject=root.pk)
    for pk in Session.objects.running().filter(where).values_list("pk", flat=True).distinct():
        tell_room(pk)
