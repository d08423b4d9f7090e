"""Keepers arrange practices; they find no way to what members wrote."""

import pytest

from accounts.models import User
from tests.makers import make_contribution, make_practice

pytestmark = pytest.mark.django_db


def test_a_keeper_opens_a_practice_but_reads_nothing_inside(client):
    practice = make_practice()
    make_contribution(audience="practice", practice=practice, title="Geheim verhaal")
    client.force_login(User.objects.create_superuser("beheer@example.org", "x"))
    page = client.get(f"/beheer/practices/practice/{practice.pk}/change/").content.decode()
    assert practice.question in page
    assert "Geheim verhaal" not in page
    index = client.get("/beheer/").content.decode()
    assert "/beheer/practices/contribution/" not in index
