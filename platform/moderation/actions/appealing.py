"""Disagreeing with a refusal."""

from __future__ import annotations

from django.db import models, transaction

from moderation.actions.reviewing import ask_review
from moderation.models import Appeal, Decision, Review


@transaction.atomic
def appeal(thing: models.Model, decision: Decision, text: str, space: int | None = None) -> Review:
    """Let somebody else read the same words anew; appealing twice against one decision is one appeal.

    The caller asked `may_appeal`, and lets the thing wait again.
    """
    Decision.objects.select_for_update(no_key=True).get(pk=decision.pk)
    if (before := Appeal.objects.filter(decision=decision).first()) is not None:
        return before.review
    review = ask_review(thing, space)
    Appeal.objects.create(decision=decision, review=review, text=text)
    return review
