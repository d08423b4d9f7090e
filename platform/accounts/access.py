"""The socket for what follows at once when somebody may do more or less: blocked, another role, sessions ended.

The floor above registers with `follow`; this floor does not know who listens.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User

FACTS = {
    "is_active",
    "is_moderator",
    "is_editor",
    "is_staff",
    "password",
    "session_round",
    "organisation",
    "shows_typing",
    "shows_presence",
}
_followers: list[Callable[[User], None]] = []


def follow(work: Callable[[User], None]) -> None:
    """Call `work` with everybody whose rights may have changed, in the transaction that changes them."""
    if work not in _followers:
        _followers.append(work)


def saved(user: User, fields: Collection[str] | None) -> None:
    """Tell who follows that a person was saved, all of them or these fields."""
    if fields is None or FACTS & set(fields):
        changed(user)


def changed(user: User) -> None:
    """Tell who follows that this person may do more or less than before."""
    for work in _followers:
        work(user)
