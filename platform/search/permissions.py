"""Who may steer the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


def may_steer(reader: User | AnonymousUser) -> bool:
    """Editors write synonyms, move things up or down, and read which questions found no good answer."""
    return bool(reader.is_authenticated and reader.is_active and reader.is_editor)
