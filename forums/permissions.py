"""Who may do what with cases and replies. Pure questions: a person and a thing, yes or no."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from forums.models import Case, Reply, Topic
from practices.models import Audience, Contribution
from practices.permissions import may_reply as may_reply_to_any
from practices.permissions import may_withdraw, may_write_in

may_bring_case = may_start_topic = may_write_in

__all__ = [
    "may_add_outcome",
    "may_bring_case",
    "may_edit_case",
    "may_edit_reply",
    "may_edit_topic",
    "may_join_in",
    "may_reply",
    "may_start_topic",
    "may_start_under_theme",
    "may_withdraw",
]


def may_reply(user: User | AnonymousUser, contribution: Contribution) -> bool:
    """Whoever may read the thing itself and is signed in. One replies to a thing, not to a reply."""
    return contribution.root_id == contribution.pk and may_reply_to_any(user, contribution)


def may_join_in(user: User | AnonymousUser, contribution: Contribution) -> bool:
    """The same question about a thing that this person has open already, so without looking it up again."""
    return (
        user.is_authenticated
        and user.is_active
        and contribution.is_shown
        and contribution.root_id == contribution.pk
        and contribution.audience != Audience.ME
    )


def may_edit_reply(user: User | AnonymousUser, reply: Reply) -> bool:
    """Only who wrote it, while it is shown."""
    return user.is_authenticated and reply.author_id == user.pk and reply.is_shown


def may_edit_case(user: User | AnonymousUser, case: Case) -> bool:
    """Only who brought it."""
    return user.is_authenticated and case.author_id == user.pk and not case.is_withdrawn


def may_add_outcome(user: User | AnonymousUser, case: Case) -> bool:
    """Who brought it tells what came of it."""
    return may_edit_case(user, case)


def may_start_under_theme(user: User | AnonymousUser) -> bool:
    """Under a theme anybody who is signed in may begin to talk."""
    return user.is_authenticated and user.is_active


def may_edit_topic(user: User | AnonymousUser, topic: Topic) -> bool:
    """Only who started it."""
    return user.is_authenticated and topic.author_id == user.pk and not topic.is_withdrawn
