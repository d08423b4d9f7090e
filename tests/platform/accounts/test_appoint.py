"""Roles are given on the server, by address."""

import pytest
from django.core.management import CommandError, call_command

from tests.makers import make_user

pytestmark = pytest.mark.django_db


def test_a_role_is_given_and_taken_back():
    user = make_user("Noor")
    call_command("appoint", user.email.upper(), "moderator")
    user.refresh_from_db()
    assert user.is_moderator
    assert not user.is_editor
    call_command("appoint", user.email, "moderator", take_back=True)
    user.refresh_from_db()
    assert not user.is_moderator


def test_an_unknown_address_is_said_plainly():
    with pytest.raises(CommandError, match="Nobody signs in"):
        call_command("appoint", "niemand@example.org", "editor")
