"""Asking for a review, taking that back, and deciding: alone, or with two."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from moderation import crisis, privacy
from moderation.fingerprint import fingerprint
from moderation.models import Approval, Concern, Decision, Look, Outcome, Review
from moderation.reviewable import plug_for

log = logging.getLogger(__name__)
# What leads straight to somebody; a name or a date is for one reader to judge.
REACHES = {"phone", "email", "postcode", "bsn", "iban", "address", "plate", "handle"}


class AlreadyDecided(Exception):
    """Somebody else was first, or the writer took it back; `review` tells which."""

    def __init__(self, review: Review) -> None:
        super().__init__(str(review))
        self.review = review


class Changed(Exception):
    """The words changed after this person read them."""


class InDanger(Exception):
    """Somebody may be in danger: the plan comes first, showing the words comes after."""


@transaction.atomic
def ask_review(thing: models.Model, space: int | None = None) -> Review:
    """Let `thing` wait for review, in a space (a practice) or for the whole site; asking twice is one review.

    Raises LookupError for a thing whose app brought no plug.
    """
    kind = plug_for(thing).kind
    review = Review.objects.about(kind, thing.pk).open().first()
    if review is None:
        review = Review(subject_kind=kind, subject_id=thing.pk)
    review.space = space
    weigh(review, thing)
    review.save()
    return review


def weigh(review: Review, thing: Any) -> None:
    """Note on the review (unsaved) what the privacy check and the crisis check see in the thing as it is now."""
    texts = [section.text for section in review.plug.sections(thing)]
    seen = [mark.kind for marks in privacy.find_all(texts) for mark in marks]
    review.marks, review.reaches = len(seen), not REACHES.isdisjoint(seen)
    review.crisis = " ".join(crisis.kinds(texts))


@transaction.atomic
def take_back(thing: models.Model) -> None:
    """Let `thing` wait no longer: its writer withdrew or keeps it."""
    Review.objects.about(plug_for(thing).kind, thing.pk).open().update(closed_at=timezone.now())


@transaction.atomic
def decide(
    review: Review,
    thing: Any,
    by: User,
    outcome: Outcome,
    reason: str = "",
    seen: str = "",
    notes: Iterable[str] | None = None,
) -> Decision | None:
    """Decide once; gives None when this was the first yes of two, and it goes on waiting.

    `seen` is the fingerprint of the words this person read; '' skips that check. `notes` are the content notes it
    will have, None leaves them. Raises AlreadyDecided when somebody was first or it was taken back, Changed when the
    words are new, InDanger when a plan is not finished, ValueError when a reason is missing.
    """
    if outcome != Outcome.APPROVE and not reason.strip():
        raise ValueError("who asks for a change or refuses says why")
    locked = Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    if locked.closed_at is not None:
        raise AlreadyDecided(locked)
    if seen and seen != fingerprint(locked.plug, thing):
        raise Changed
    if outcome == Outcome.APPROVE:
        if Concern.objects.open().filter(review__in=same_subject(locked)).exists():
            raise InDanger
        if notes is not None:
            locked.plug.set_notes(thing, notes)
        if not enough(locked, thing, by):
            return None
    locked.closed_at = timezone.now()
    locked.save()
    decision = Decision.objects.create(review=locked, outcome=outcome, reason=reason, by=by)
    locked.plug.on_decision(thing, decision)
    log.info("Review %d of %s: %s by user %d.", locked.pk, locked, outcome, by.pk)
    return decision


def same_subject(review: Review) -> models.QuerySet[Review]:
    return Review.objects.about(review.subject_kind, review.subject_id)


def enough(review: Review, thing: Any, by: User) -> bool:
    """Count this yes; say whether it may be shown now. A yes to other words than these counts no more."""
    weigh(review, thing)
    words = fingerprint(review.plug, thing)
    if not review.needs_two or review.approvals.exclude(by=by).filter(words=words, by__isnull=False).exists():
        return True
    review.save()
    Approval.objects.update_or_create(review=review, by=by, defaults={"words": words, "at": timezone.now()})
    review.plug.on_second_wanted(thing, review)
    log.info("Review %d of %s: first yes by user %d.", review.pk, review, by.pk)
    return False


@transaction.atomic
def want_second(review: Review, thing: Any) -> None:
    """Let two people say yes to this one, because somebody who read it is not sure."""
    locked = Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    if locked.closed_at is not None:
        raise AlreadyDecided(locked)
    if not locked.second_wanted:
        locked.second_wanted = True
        locked.save(update_fields=["second_wanted"])
        locked.plug.on_second_wanted(thing, locked)


def note_look(review: Review, by: User) -> None:
    """Remember that a moderator from outside read this."""
    Look.objects.get_or_create(review=review, by=by)
