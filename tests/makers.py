"""Plain makers for a small cast; a test names only what matters to it."""

from itertools import count
from typing import Any

from accounts.models import Perspective, PerspectiveClaim, User

_numbers = count(1)


def make_user(pseudonym: str = "Ans", *perspectives: Perspective, **facts: Any) -> User:
    """Make a person, speaking from the given perspectives (working ones are not confirmed)."""
    user = User.objects.create_user(f"{pseudonym.lower()}{next(_numbers)}@example.org", pseudonym=pseudonym, **facts)
    for perspective in perspectives:
        PerspectiveClaim.objects.create(user=user, perspective=perspective)
    return user
