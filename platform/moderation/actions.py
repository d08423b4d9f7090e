"""Asking for a review, taking that back, and deciding."""

from __future__ import annotations

import logging
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from moderation.fingerprint import fingerprint
from moderation.models import Decision, Look, Outcome, Review
from moderation.reviewable import plug_for

log = logging.getLogger(__name__)


class AlreadyDecided(Exception):
    """Somebody else was first, or the writer took it back; `review` tells which."""

    def __init__(self, review: Review) -> None:
        super().__init__(str(review))
        self.review = review


class Changed(Exception):
    """The words changed after this person read them."""


@transaction.atomic
def ask_review(thing: models.Model, space: int | None = None) -> Review:
    """Let `thing` wait for review, in a space (a practice) or for the whole site; asking twice is one review.

    Raises LookupError for a thing whose app brought no plug.
    """
    kind = plug_for(thing).kind
    open_review = Review.objects.about(kind, thing.pk).open().first()
    if open_review is None:
        return Review.objects.create(subject_kind=kind, subject_id=thing.pk, space=space)
    if open_review.space != space:
        open_review.space = space
        open_review.save(update_fields=["space"])
    return open_review


@transaction.atomic
def take_back(thing: models.Model) -> None:
    """Let `thing` wait no longer: its writer withdrew or keeps it."""
    Review.objects.about(plug_for(thing).kind, thing.pk).open().update(closed_at=timezone.now())


@transaction.atomic
def decide(review: Review, thing: Any, by: User, outcome: Outcome, reason: str = "", seen: str = "") -> Decision:
    """Decide once. `seen` is the fingerprint of the words this person read; '' skips that check.

    Raises AlreadyDecided when somebody was first or it was taken back, Changed when the words are new,
    ValueError when a reason is missing.
    """
    if outcome != Outcome.APPROVE and not reason.strip():
        raise ValueError("who asks for a change or refuses says why")
    locked = Review.objects.select_for_update().get(pk=review.pk)
    if locked.closed_at is not None:
        raise AlreadyDecided(locked)
    if seen and seen != fingerprint(locked.plug, thing):
        raise Changed
    locked.closed_at = timezone.now()
    locked.save(update_fields=["closed_at"])
    decision = Decision.objects.create(review=locked, outcome=outcome, reason=reason, by=by)
    locked.plug.on_decision(thing, decision)
    log.info("Review %d of %s: %s by user %d.", locked.pk, locked, outcome, by.pk)
    return decision


def note_look(review: Review, by: User) -> None:
    """Remember that a moderator from outside read this."""
    Look.objects.get_or_create(review=review, by=by)
