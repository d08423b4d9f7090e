"""Contributions that wait longer for a reader than was promised."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from moderation.models import Review
from notifications.actions import notify_all


def remind_of_late_ones(model: Any, deciding: Callable[[Any, Review], Collection[int]], kind: str, text: Any) -> None:
    """Tell those who decide and the moderators, once for each round, what waits longer than was promised.

    `model` is the kind of contribution, `deciding` gives the numbers of who decides about one; its author is not told.
    """
    promised = timezone.now() - timedelta(days=settings.REVIEW_WITHIN_DAYS)
    late = Review.objects.open().filter(subject_kind=model.KIND, asked_at__lt=promised)
    waiting = model.objects.in_bulk(late.values_list("subject_id", flat=True))
    for review in late:
        thing = waiting.get(review.subject_id)
        if thing is None:
            continue
        people = User.objects.filter(pk__in=deciding(thing, review)) | User.objects.filter(is_moderator=True)
        notify_all(
            people.distinct().exclude(pk=thing.author_id or 0),
            kind,
            text,
            reverse("moderation:review", args=[review.pk]),
            about=("review", review.pk),
            once=f"late-{review.pk}",
        )
