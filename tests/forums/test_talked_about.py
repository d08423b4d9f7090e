"""The teller sees on which day a story lay on a table, and which table only when they sit there too."""

import pytest
from django.utils import timezone

from forums.models import Session
from tests.makers import make_practice, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make_story(make_user("Samira"))


def read(client, story) -> str:
    client.force_login(story.author)
    return client.get(f"/verhalen/{story.pk}/jouw/").content.decode()


def meet(story, **facts):
    return Session.objects.create(
        practice=make_practice(), title="De brief op tafel", subject=story, starts_at=timezone.now(), **facts
    )


def test_a_session_about_it_is_told_with_its_day_and_not_its_name(client, story):
    meet(story, opened_at=timezone.now().replace(year=2026, month=11, day=3, hour=12))
    page = read(client, story)
    assert "Besproken in een bijeenkomst op 3 november 2026." in page
    assert "De brief op tafel" not in page


@pytest.mark.parametrize("facts", [{}, {"cancelled": True}])
def test_what_did_not_happen_is_not_told(client, story, facts):
    now = timezone.now()
    meet(story, **({"opened_at": now, "cancelled_at": now} if facts else {}))
    assert "Besproken in een bijeenkomst" not in read(client, story)
