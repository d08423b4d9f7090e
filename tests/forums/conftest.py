"""The small cast of every talk: a practice with two members, a stranger, and a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import Perspective, User
from forums.models import Case
from practices.models import Practice
from tests.makers import make_case, make_member, make_practice, make_user


@dataclass
class Cast:
    practice: Practice
    joost: User  # brought the case
    samira: User  # a member too
    vera: User  # signed in, a stranger to the practice
    case: Case

    @property
    def talk(self) -> str:
        return f"/gesprek/{self.case.pk}/reacties/"


@pytest.fixture
def cast(db: None) -> Cast:
    practice = make_practice()
    joost = make_member(practice, "Joost")
    samira = make_member(practice, "Samira", Perspective.LIVED)
    return Cast(practice, joost, samira, make_user("Vera"), make_case(practice, joost))


@pytest.fixture
def as_user(client: Client) -> Callable[[User], Client]:
    """Give the client, signed in as this person."""

    def sign_in(user: User) -> Client:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def words() -> dict[str, str]:
    """A complete reply, as the form sends it."""
    return {
        "text": "Vraag eens wat er op zo’n ochtend gebeurt.",
        "intent": "question",
        "perspective": "lived",
        "pseudonym": "Samira",
    }
