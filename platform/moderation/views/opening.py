"""Opening one thing that waits, for whoever may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.http import person
from moderation.models import Review


def with_things(reviews: Iterable[Review]) -> list[tuple[Review, Any]]:
    """Put each review beside its thing, with one visit to the database per kind; what is gone is left out."""
    reviews = list(reviews)
    wanted: dict[str, list[int]] = defaultdict(list)
    for review in reviews:
        wanted[review.subject_kind].append(review.subject_id)
    found = {
        (kind, thing.pk): thing
        for kind, pks in wanted.items()
        for thing in next(r for r in reviews if r.subject_kind == kind).plug.things(pks)
    }
    pairs = ((review, found.get((review.subject_kind, review.subject_id))) for review in reviews)
    return [(review, thing) for review, thing in pairs if thing is not None]


def open_review(request: HttpRequest, pk: int) -> tuple[Review, Any]:
    """Give the review and its thing, or 404 for whoever may not see it."""
    reviews = Review.objects.visible_to(person(request)).select_related("decision__by", "appeal__decision")
    pair = with_things([get_object_or_404(reviews, pk=pk)])
    if not pair:
        raise Http404
    return pair[0]
