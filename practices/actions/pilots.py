"""Trying something: begin, change, end with what came of it, take away, and remind when its last day is past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

import search
from accounts.models import User
from notifications.actions import notify_all
from notifications.actions import withdraw as take_back_notices
from practices.actions.contributions import touch
from practices.models import Membership, Pilot, Practice

ABOUT = "pilot"
REMINDED = timedelta(days=60)  # what was over longer ago is nobody's work any more


@transaction.atomic
def begin(practice: Practice, by: User, facts: Mapping[str, Any]) -> Pilot:
    """Try one more thing."""
    pilot = Pilot.objects.create(practice=practice, by=by, **facts)
    touch(practice.pk)
    search.index(pilot)
    return pilot


@transaction.atomic
def mend(pilot: Pilot, facts: Mapping[str, Any]) -> None:
    """Change what is tried, or until when; what came of it stays. What people were told of it named the old words."""
    Pilot.objects.filter(pk=pilot.pk).update(**facts)
    take_back_notices((ABOUT, pilot.pk))
    search.index(pilot)


@transaction.atomic
def end(pilot: Pilot, by: User, facts: Mapping[str, Any]) -> bool:
    """Say what came of it, what stops and what is next; False when somebody else did that just before."""
    held = Pilot.objects.select_for_update(no_key=True).filter(pk=pilot.pk).first()
    if held is None or held.ended_at is not None:
        return False
    held.ended_at, held.ended_by = timezone.now(), by
    for name, value in facts.items():
        setattr(held, name, value)
    held.save(update_fields=["ended_at", "ended_by", *facts])
    take_back_notices((ABOUT, held.pk))
    touch(held.practice_id)
    search.index(held)
    return True


@transaction.atomic
def remove(pilot: Pilot) -> None:
    """Take it away, with what came of it and what was told of it; nobody finds it any more."""
    take_back_notices((ABOUT, pilot.pk))
    search.remove(pilot)
    pilot.delete()


def remind() -> None:
    """Ask once, after the last day, what came of it: who began it, while a member, and those who lead the practice."""
    today = timezone.localdate()
    late = Pilot.objects.running().filter(ends_on__lt=today, ends_on__gte=today - REMINDED)
    for pilot in late.select_related("practice"):
        here = Membership.objects.current().filter(practice=pilot.practice_id)
        asked = here.filter(is_facilitator=True) | here.filter(user=pilot.by_id)
        notify_all(
            User.objects.filter(pk__in=asked.values("user"), is_active=True),
            "pilot-over",
            gettext_noop("De laatste dag van ‘%(name)s’ is voorbij. Wat kwam eruit?"),
            pilot.get_absolute_url(),
            facts={"name": pilot.name},
            about=(ABOUT, pilot.pk),
            once=f"pilot:{pilot.pk}:{pilot.ends_on:%Y-%m-%d}",
        )
