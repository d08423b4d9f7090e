"""Who built on something that was taken back is asked to look again; nobody learns what it was."""

import pytest

from notifications.models import Notification
from practices.actions.contributions import withdraw
from practices.actions.insights import write_insight
from practices.actions.starting import keep_start
from practices.models import Revisit
from tests.makers import make_case, make_member, make_practice, make_story, make_user

pytestmark = pytest.mark.django_db
WORDS = dict.fromkeys(("title", "learned", "context", "mechanism", "result"), "Eerst de koelkast vol")


@pytest.fixture
def practice():
    return make_practice()


@pytest.fixture
def story(practice):
    return make_story(make_user("Wil"), practice=practice)


@pytest.fixture
def fay(practice):
    return make_member(practice, "Fay", is_facilitator=True)


@pytest.fixture
def bea(practice):
    return make_member(practice, "Bea")


def asked(user) -> list[str]:
    return [one.line for one in Notification.objects.filter(user=user, kind="revisit")]


def mine(client, user) -> str:
    client.force_login(user)
    return client.get("/mijn/").content.decode()


def test_the_writer_of_an_insight_and_who_leads_are_asked_and_one_of_them_ticks_it_off(
    client, practice, story, fay, bea
):
    insight = write_insight(practice, bea, WORDS, [story])
    withdraw(story)
    for user in (bea, fay):
        assert len(asked(user)) == 1
        page = mine(client, user)
        assert "Kijk dit nog eens na" in page
        assert insight.get_absolute_url() in page
        assert "plastic tas" not in page
    client.post(f"/mijn/nakijken/{Revisit.objects.get().pk}/")
    assert Revisit.objects.get().done_by == fay
    for user in (bea, fay):
        assert "Kijk dit nog eens na" not in mine(client, user)


def test_who_linked_it_to_a_case_is_asked(client, practice, story, bea):
    case = make_case(practice, bea)
    keep_start(case, bea, [("verhaal", story.pk)], "")
    withdraw(story)
    assert len(asked(bea)) == 1
    assert case.get_absolute_url() in mine(client, bea)


def test_taken_back_twice_or_two_of_its_sources_is_one_task(practice, story, bea):
    other = make_story(make_user("Roos"), practice=practice)
    write_insight(practice, bea, WORDS, [story, other])
    for gone in (story, story, other):
        withdraw(gone)
    assert Revisit.objects.count() == 1


def test_nobody_else_is_asked_and_nobody_else_ticks_it_off(client, practice, story, bea):
    write_insight(practice, bea, WORDS, [story])
    cor = make_member(practice, "Cor")
    elsewhere = make_member(make_practice("Ergens anders"), "Eva", is_facilitator=True)
    withdraw(story)
    for user in (cor, elsewhere):
        assert asked(user) == []
        assert "Kijk dit nog eens na" not in mine(client, user)
        assert client.post(f"/mijn/nakijken/{Revisit.objects.get().pk}/").status_code == 404
    assert Revisit.objects.get().done_at is None


def test_what_was_taken_back_itself_needs_no_look(client, practice, story, bea):
    insight = write_insight(practice, bea, WORDS, [story])
    withdraw(story)
    withdraw(insight)
    assert "Kijk dit nog eens na" not in mine(client, bea)


def test_the_page_asks_the_same_for_one_task_and_for_many(client, practice, bea, django_assert_max_num_queries):
    def write(number):
        for _each in range(number):
            story = make_story(make_user(), practice=practice)
            write_insight(practice, bea, WORDS, [story])
            withdraw(story)

    write(1)
    client.force_login(bea)
    client.get("/mijn/")
    with django_assert_max_num_queries(40) as few:
        client.get("/mijn/")
    write(6)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get("/mijn/")
