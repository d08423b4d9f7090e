"""Who may read along and decide. Pure questions."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from moderation.models import Appeal, Concern, Decision, Outcome, Review
from moderation.reviewable import registry


def may_read_along(user: User | AnonymousUser) -> bool:
    """See the queue: moderators, and whoever decides in some space."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_moderator or any(plug.spaces(user) for plug in registry.values())


def may_decide(user: User | AnonymousUser, review: Review, thing: Any) -> bool:
    """Decide on a review this person may see, unless the app that brought the thing says no."""
    return (
        user.is_active
        and Review.objects.visible_to(user).filter(pk=review.pk).exists()
        and review.plug.may_decide(user, thing)
        and not refused_before(user, review)
    )


def may_follow(user: User | AnonymousUser, concern: Concern, thing: Any | None) -> bool:
    """Read what is done about a danger and help: whoever sees the review, but not who wrote the thing (None: gone)."""
    return user.is_active and (thing is None or concern.review.plug.may_decide(user, thing))


def refused_before(user: User | AnonymousUser, review: Review) -> bool:
    """Say whether the writer appealed against just this person's decision: then somebody else decides."""
    found = Appeal.objects.filter(review=review).select_related("decision").first()
    return found is not None and found.decision.by_id == user.pk


def may_appeal(decision: Decision | None) -> bool:
    """Disagree with a refusal: once for one decision, and not with what was decided on an appeal."""
    if decision is None or decision.outcome != Outcome.REFUSE:
        return False
    return not Appeal.objects.filter(decision=decision).exists() and not hasattr(decision.review, "appeal")


def looks_from_outside(user: User | AnonymousUser, review: Review) -> bool:
    """Say whether this person reads something from a space in which they have no part."""
    return user.is_authenticated and review.space is not None and review.space not in review.plug.spaces(user)
