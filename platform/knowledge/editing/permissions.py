"""Who may change what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


def may_edit(user: User | AnonymousUser) -> bool:
    """Say whether this person writes in the knowledge base."""
    return user.is_authenticated and user.is_active and user.is_editor
