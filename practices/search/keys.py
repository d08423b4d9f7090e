"""Which keys open what practices keep, who holds them, and what of a question may point at a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from moderation import privacy
from practices.memberships import memberships_of
from practices.models import Audience, Contribution
from search import reader_keys, without_people


@reader_keys
def member_keys(user: User) -> set[str]:
    """Give a key for each practice somebody takes part in now."""
    return {f"practice:{practice}" for practice in memberships_of(user)}


def keys_in(user: User | AnonymousUser, member_of: Iterable[int]) -> list[str]:
    """Give the keys of somebody whose practices were looked up already."""
    if not user.is_authenticated:
        return ["everyone"]
    return ["everyone", "signed-in", f"user:{user.pk}", *(f"practice:{pk}" for pk in member_of)]


@without_people
def without_names(text: str) -> str:
    """Give what somebody typed without names and numbers of people.

    People search in small letters, where a first name is known and the family name behind it is not. So wherever a
    name was seen, the text is read again with capitals, and all that then belongs to it goes too, up to its end: with
    a capital the "van" of "schulden van Jan" would look like a part of the name as well.
    """
    seen = privacy.find(text)
    again = privacy.find(re.sub(r"(?<!\S)\w", _capital, text))
    ends = [
        (one.start, max([one.end, *(mark.end for mark in again if mark.start <= one.start < mark.end)])) for one in seen
    ]
    hidden = {place for start, end in ends for place in range(start, end)}
    kept = "".join("…" if place in hidden else sign for place, sign in enumerate(text))
    return " ".join(re.sub("…+", "…", kept).split())


def _capital(letter: re.Match[str]) -> str:
    capital = letter.group().upper()
    return capital if len(capital) == 1 else letter.group()


def keys_of(contribution: Contribution) -> list[str]:
    """Give who may find a contribution: the same people as `Contribution.objects.visible_to` (of its root)."""
    match contribution.audience:
        case Audience.EVERYONE:
            return ["everyone"]
        case Audience.SIGNED_IN:
            return ["signed-in"]
        case Audience.PRACTICE if contribution.practice_id:
            return [f"practice:{contribution.practice_id}"]
        case Audience.ME if contribution.author_id:
            return [f"user:{contribution.author_id}"]
    return []
