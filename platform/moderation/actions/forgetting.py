"""Leaving no word of somebody behind in what was decided about their words."""

from __future__ import annotations

from django.db import models, transaction

from moderation.models import Appeal, Concern, Decision, Done, Proposal, Review
from moderation.reviewable import plug_for

GONE = "—"  # that something stood there


@transaction.atomic
def forget(thing: models.Model) -> None:
    """Wipe what was quoted, said and answered about this thing; that it was decided, when and how, remains.

    What was written down about danger stays while the plan is not finished.
    """
    reviews = Review.objects.about(plug_for(thing).kind, thing.pk)
    Proposal.objects.filter(decision__review__in=reviews).delete()
    Appeal.objects.filter(review__in=reviews).update(text="")
    Decision.objects.filter(review__in=reviews).exclude(reason="").update(reason=GONE)
    forget_worries(Concern.objects.filter(review__in=reviews, closed_at__isnull=False))


def forget_worries(closed: models.QuerySet[Concern]) -> None:
    """Wipe what was written down along plans that are done; which steps were taken, and when, remains."""
    Done.objects.filter(concern__in=closed).update(note="")
    closed.update(seen="")
