"""Saying of an element that it helped, went wrong or was missing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from knowledge.models import WorkingElement
from practices.difference.keeping import tell_map
from practices.models import Audience, Contribution, ContributionQuerySet, Weighing


@transaction.atomic
def set_weighings(contribution: Contribution, weighings: Iterable[Weighing]) -> None:
    """Let the contribution say exactly these (unsaved) weighings, in place of what it said before."""
    contribution.weighings.all().delete()
    rows = list(weighings)
    for row in rows:
        row.contribution = contribution
    Weighing.objects.bulk_create(rows)
    tell_map()


@transaction.atomic
def weigh(user: User, element: WorkingElement, polarity: str, perspective: str, quote: str = "") -> Contribution:
    """Record what the element did for this person, in place of what they said of it before on its page."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two clicks at once are one weighing
    contribution = weighed(user, element) or Contribution(kind="weighing", author=user)
    all_weighed(user, element).exclude(pk=contribution.pk).delete()
    contribution.pseudonym, contribution.perspective = user.pseudonym, perspective
    contribution.audience, contribution.published_at = Audience.EVERYONE, timezone.now()
    contribution.is_fictional = user.is_fictional
    contribution.save()
    contribution.themes.set(element.themes.all())
    set_weighings(contribution, [Weighing(element=element, polarity=polarity, quote=quote)])
    return contribution


@transaction.atomic
def unweigh(user: User, element: WorkingElement) -> None:
    """Take back what this person said of the element on its page; nothing of it is kept."""
    all_weighed(user, element).delete()
    tell_map()


def weighed(user: User, element: WorkingElement) -> Contribution | None:
    """Give this person's own weighing of the element, made on its page."""
    return all_weighed(user, element).order_by("-published_at").first()


def all_weighed(user: User, element: WorkingElement) -> ContributionQuerySet[Contribution]:
    """Give this person's own weighings of the element; several where elements were joined that they both weighed."""
    mine = Weighing.objects.filter(element=element, contribution__kind="weighing", contribution__author=user)
    found: ContributionQuerySet[Contribution] = Contribution.objects.filter(pk__in=mine.values("contribution"))
    return found
