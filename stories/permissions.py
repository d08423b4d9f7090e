"""Who may do what with a story. Pure questions."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from practices.models import Audience
from stories.models import Answer, Story


def is_teller(user: User | AnonymousUser, story: Story, held: Collection[int]) -> bool:
    """The one who told it: by account, or by its private link when it was told without one."""
    if story.author_id is None:
        return story.pk in held
    return user.is_authenticated and story.author_id == user.pk


def may_change(user: User | AnonymousUser, story: Story, held: Collection[int]) -> bool:
    """Write on: only the teller, and only while it is a draft."""
    return story.is_draft and is_teller(user, story, held)


def may_send(story: Story) -> bool:
    """It says something, the teller chose who reads it and under which name, and says that these are their words."""
    return story.is_draft and bool(story.happened and story.pseudonym and story.readers_at) and are_own_words(story)


def are_own_words(story: Story) -> bool:
    """Told alone, or the teller confirmed what somebody else helped to write down."""
    helping = getattr(story, "helping", None)
    return helping is None or helping.is_confirmed(story)


def may_recognise(user: User | AnonymousUser, story: Story, held: Collection[int]) -> bool:
    """Say "this is how it was for me too": every reader but the teller."""
    return not is_teller(user, story, held)


def may_answer(user: User | AnonymousUser, story: Story) -> bool:
    """Answer for an organisation: who speaks for one, under a story others may read and that is not their own."""
    if not user.is_authenticated or user.organisation_id is None or story.author_id == user.pk:
        return False
    return story.is_shown and story.audience != Audience.ME


def may_mend_answer(user: User | AnonymousUser, answer: Answer) -> bool:
    """Change an answer, or say what became of it: whoever speaks for that organisation now."""
    return user.is_authenticated and answer.organisation_id == user.organisation_id and answer.is_shown
