"""What those who lead do about agreements: write one down, look at it again, take it away; and a reminder of that."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

import search
from accounts.models import User
from notifications.actions import notify
from notifications.actions import withdraw as take_back_notices
from practices.actions.contributions import touch
from practices.models import Agreement, AgreementLook, Membership, Practice

ABOUT = "agreement"
AFTER = timedelta(days=30)  # longer ago nobody is reminded any more


class Meanwhile(Exception):
    """Somebody else looked at it in the meantime."""


@transaction.atomic
def agree(practice: Practice, by: User, facts: dict[str, Any]) -> Agreement:
    """Write an agreement down. `facts`: partner or who, brings, question, look_on."""
    one = Agreement.objects.create(practice=practice, made_by=by, **facts)
    touch(practice.pk)
    search.index(one)
    return one


@transaction.atomic
def look(agreement: Agreement, by: User, facts: dict[str, Any], seen: int) -> AgreementLook:
    """Keep what became of it. `facts`: state, learned, brings, look_on (None when it ends); `seen`: how many looks
    the writer knew of. Raises Meanwhile.
    """
    held = Agreement.objects.select_for_update(of=("self",), no_key=True).get(pk=agreement.pk)
    if held.ended_at or held.looks.count() != seen:
        raise Meanwhile
    state = facts["state"]
    changed = state == AgreementLook.State.CHANGED
    row = AgreementLook.objects.create(
        agreement=held, state=state, learned=facts["learned"], before=held.brings if changed else "", by=by
    )
    if changed:
        held.brings = facts["brings"]
    if state == AgreementLook.State.ENDED:
        held.ended_at = row.at
    else:
        held.look_on = facts["look_on"]
    held.save(update_fields=["brings", "ended_at", "look_on"])
    take_back_notices((ABOUT, held.pk))
    touch(held.practice_id)
    search.index(held)
    return row


@transaction.atomic
def remove(agreement: Agreement) -> None:
    """Take it away, with all that was learned of it and what was told of it; nobody finds it any more."""
    take_back_notices((ABOUT, agreement.pk))
    search.remove(agreement)
    agreement.delete()


@transaction.atomic
def remind(today: date | None = None) -> None:
    """Tell who leads that the day has come to look at an agreement again; each once for each day."""
    today = today or timezone.localdate()
    due = Agreement.objects.open().filter(look_on__lte=today, look_on__gte=today - AFTER).select_related("practice")
    for one in due:
        leaders = Membership.objects.current().filter(practice=one.practice, is_facilitator=True)
        for leader in leaders.select_related("user"):
            notify(
                leader.user,
                "agreement",
                gettext_noop("Kijk in ‘%(practice)s’ weer samen naar een afspraak."),
                one.get_absolute_url(),
                facts={"practice": one.practice.name},
                about=(ABOUT, one.pk),
                once=f"agreement-{one.pk}-{one.look_on}",
            )
