"""Saying "this is how it was for me too" of a story, and taking that back."""

from __future__ import annotations

from hashlib import sha256

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from practices.models import Membership
from prepared import Prepared
from stories.models import Recognition, Story


def of(user: User | AnonymousUser, story: Story, key: str) -> QuerySet[Recognition]:
    """Give what this person said of the story: by account, and by the random key of their browser before they had it.

    On a shared computer the latter may be somebody else's: one person too few is then counted, never one too many.
    """
    said = Recognition.objects.filter(story=story)
    in_browser = Q(user__isnull=True, browser=hashed(story, key)) if key else Q(pk__in=())
    return said.filter(Q(user=user) | in_browser if isinstance(user, User) else in_browser)


def said_by(user: User | AnonymousUser, story: Story, key: str) -> bool:
    """Tell whether this person, or this browser, said it of the story."""
    if isinstance(user, User) and MINE.first(story.pk, user.pk) is not None:
        return True
    return bool(key) and of(user, story, key).exists()


MINE = Prepared(lambda story, user: Recognition.objects.filter(story=story, user=user).only("pk"))


def hashed(story: Story, key: str) -> str:
    """Give what is kept of a browser: another one for each story, so that nobody can be followed along stories."""
    return sha256(f"{story.pk}:{key}".encode()).hexdigest()


@transaction.atomic
def recognise(user: User | AnonymousUser, story: Story, key: str) -> None:
    """Count this person once, however often it is said, also when their browser said it before they signed in."""
    if isinstance(user, User):
        of(AnonymousUser(), story, key).delete()
        Recognition.objects.get_or_create(story=story, user=user, defaults={"region_id": region_of(user)})
    else:
        Recognition.objects.get_or_create(story=story, browser=hashed(story, key))


def unrecognise(user: User | AnonymousUser, story: Story, key: str) -> None:
    """Count this person no more; nothing of it is kept."""
    of(user, story, key).delete()


def region_of(user: User) -> int | None:
    """Give the region of the practice they joined first; nobody is asked where they live."""
    mine = Membership.objects.current().filter(user=user, practice__labour_region__isnull=False).order_by("joined_at")
    return mine.values_list("practice__labour_region", flat=True).first()
