"""A practice says whose voices it has and misses; a handful of people is never a number."""

import pytest

from accounts.models import Perspective
from practices.voices import voices_of
from tests.makers import make_member, make_practice

pytestmark = pytest.mark.django_db


def test_five_are_counted_four_are_only_heard_and_none_are_missed():
    practice = make_practice()
    for number in range(5):
        make_member(practice, f"P{number}", Perspective.PROFESSIONAL)
    for number in range(4):
        make_member(practice, f"L{number}", Perspective.LIVED)
    told = {voice.perspective: (voice.people, voice.is_heard) for voice in voices_of(practice)}
    assert told == {
        "lived": (None, True),
        "pro": (5, True),
        "research": (None, False),
        "citizen": (None, False),
        "policy": (None, False),
    }


def test_a_member_reads_which_voice_is_missing_and_no_small_number(client):
    practice = make_practice()
    client.force_login(make_member(practice, "Bea", Perspective.PROFESSIONAL))
    page = client.get(practice.get_absolute_url()).content.decode()
    assert "mist nog" in page
    assert "minder dan 5" in page
    assert "1 leden" not in page
    assert "1 lid" not in page
