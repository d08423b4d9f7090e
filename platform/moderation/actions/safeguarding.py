"""When somebody may be in danger: start the plan, take a step, hand it on."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from moderation.actions.forgetting import forget_worries
from moderation.models import Concern, Done, Review
from moderation.plan import KEYS

log = logging.getLogger(__name__)


class NotThisStep(Exception):
    """Somebody did this step already, or an earlier one comes first."""


@transaction.atomic
def worry(review: Review, thing: Any, by: User, seen: str) -> Concern:
    """Start the plan; whoever starts keeps hold of it until somebody takes over. Starting twice is one."""
    locked = Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    if (before := Concern.objects.open().filter(review=locked).first()) is not None:
        return before
    concern = Concern.objects.create(review=locked, seen=seen, owner=by)
    locked.plug.on_concern(thing, locked, concern)
    log.warning("Concern %d about %s: opened by user %d.", concern.pk, locked, by.pk)
    return concern


@transaction.atomic
def take_step(concern: Concern, by: User, step: str, note: str) -> Concern:
    """Note what was done; the last step ends the plan. Raises NotThisStep when it is not this one's turn."""
    held = Concern.objects.select_for_update(no_key=True).get(pk=concern.pk)
    turn = held.next_step
    if turn is None or turn.key != step:
        raise NotThisStep
    Done.objects.create(concern=held, step=step, note=note, by=by)
    if step == KEYS[-1]:
        held.closed_at = timezone.now()
        held.save(update_fields=["closed_at"])
        if not list(held.review.plug.things([held.review.subject_id])):  # taken back meanwhile
            forget_worries(Concern.objects.filter(pk=held.pk))
    log.warning("Concern %d: step %s by user %d.", held.pk, step, by.pk)
    return held


@transaction.atomic
def take_over(concern: Concern, by: User) -> None:
    """Keep hold of it from now on."""
    Concern.objects.filter(pk=concern.pk, closed_at__isnull=True).update(owner=by)
    log.warning("Concern %d: taken over by user %d.", concern.pk, by.pk)
