"""Telling with somebody's help: the helper is known as helper, and the teller says yes alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from knowledge.models import Theme, WorkingElement
from practices.models import Practice, hash_token
from stories import leaflet
from stories.actions import telling
from stories.models import Helping, Story

GUESSES_AN_HOUR = 20  # wrong codes, by address or by story


class Taken(Exception):
    """The sheet with this number was typed in before."""


@transaction.atomic
def begin_together(
    user: User | AnonymousUser,
    who: str,
    happened: str,
    practice: Practice | None,
    theme: Theme | None = None,
    *,
    helper_signed_in: bool,
) -> tuple[Story, str]:
    """Make the draft of who tells with somebody beside them; gives the story and a code when the helper's account is
    signed in: the story is never theirs."""
    helper = user if helper_signed_in and isinstance(user, User) else None
    story = telling.begin(AnonymousUser() if helper else user, happened, practice, theme)
    story.is_fictional = bool(user.is_authenticated and user.is_fictional)
    story.save(update_fields=["is_fictional"])
    Helping.objects.create(story=story, way=Helping.Way.TOGETHER, who=who, helper=helper, needs_code=helper is not None)
    return story, give_code(story, leaflet.new_code()) if helper else ""


@transaction.atomic
def write_down(story: Story, who: str) -> None:
    """Know who writes out what the teller spoke; "" for the teller. Who helps in another way stays known as that."""
    fresh = telling.locked_draft(story)
    spoken = Helping.Way.SPOKEN
    if not who:
        Helping.objects.filter(story=fresh, way=spoken).delete()
        return
    helping, _is_new = Helping.objects.get_or_create(story=fresh, defaults={"way": spoken, "who": who})
    if helping.way == spoken and helping.who != who:
        helping.who = who
        helping.save(update_fields=["who"])


def give_code(story: Story, code: str) -> str:
    """Let this code lead to the story; like a private link, only its hash is kept."""
    Story.objects.filter(pk=story.pk).update(link_hash=hash_token(leaflet.plain_code(code)))
    return code


@transaction.atomic
def type_in(
    helper: User,
    number: str,
    who: str,
    practice: Practice | None,
    words: dict[str, Any],
    cards: Iterable[tuple[WorkingElement, str]],
    own: Iterable[tuple[str, str]],
) -> Helping:
    """Keep what stands on a sheet as a draft without an author, which the code on the teller's strip opens.

    Raises Taken when this sheet was typed in before.
    """
    if Helping.objects.filter(sheet=number).exists():
        raise Taken
    story = telling.begin(AnonymousUser(), words["happened"], practice, words.get("thema"))
    story.is_fictional = helper.is_fictional
    story.save(update_fields=["is_fictional"])
    telling.keep(story, "hielp", helped=words["helped"])
    telling.choose_cards(story, cards, own)
    Story.objects.filter(pk=story.pk).update(step="waarover")
    give_code(story, leaflet.code_of(number))
    facts = {"way": Helping.Way.PAPER, "who": who, "helper": helper, "sheet": number, "needs_code": True}
    try:
        with transaction.atomic():
            return Helping.objects.create(story=story, **facts)
    except IntegrityError as error:  # somebody typed it in this very moment
        raise Taken from error


def story_of_code(typed: str, source: str) -> Story | None:
    """Give the story a teller's code opens, or None; `source` (an address) may be wrong a few times an hour."""
    key, plain = f"story-codes-{hash_token(source)[:32]}", leaflet.plain_code(typed)
    if int(cache.get(key, 0)) >= GUESSES_AN_HOUR or len(plain) != leaflet.CODE:
        return None
    found: Story | None = Story.objects.filter(link_hash=hash_token(plain), author__isnull=True).first()
    if found is None:
        cache.add(key, 0, 3600)
        cache.incr(key)
    return found


@transaction.atomic
def confirm(story: Story) -> None:
    """Write down that the teller heard or read these words and says they are theirs."""
    fresh = telling.locked_draft(story)
    helping = Helping.objects.select_for_update(no_key=True).get(story=fresh)
    helping.confirmed_at, helping.confirmed_words = timezone.now(), helping.fingerprint(fresh)
    helping.save(update_fields=["confirmed_at", "confirmed_words"])
