"""The teller sees on which day a story lay on a table, and which table only when they sit there too."""

import pytest
from django.utils import timezone

from forums.models import Session
from tests.makers import make_member, make_practice, make_story, make_user

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


def test_who_sits_in_that_practice_finds_the_table(client):
    practice = make_practice()
    story = make_story(make_member(practice, "Samira"), practice=practice)
    facts = {"practice": practice, "title": "De brief op tafel", "subject": story, "starts_at": timezone.now()}
    session = Session.objects.create(**facts, opened_at=timezone.now())
    page = read(client, story)
    assert "De brief op tafel" in page
    assert session.get_absolute_url() in page


def test_many_tables_ask_no_more_than_one(client, story, django_assert_max_num_queries):
    meet(story, opened_at=timezone.now())
    read(client, story)
    with django_assert_max_num_queries(40) as few:
        read(client, story)
    asked = len(few.captured_queries)
    for number in range(4):
        Session.objects.create(
            practice=make_practice(f"P{number}"),
            title="Nog eens",
            subject=story,
            starts_at=timezone.now(),
            opened_at=timezone.now(),
        )
    read(client, story)
    with django_assert_max_num_queries(asked):
        read(client, story)
