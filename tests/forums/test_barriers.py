"""Where cases failed: by barrier and by the value that gave way, in people, and never about fewer than five."""

import pytest
from django.test import Client

from forums.actions.cases import add_outcome
from forums.barriers import failed
from forums.models import AtStake
from practices.actions.contributions import withdraw
from practices.models import Audience
from tests.makers import make_case, make_member, make_practice, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return make_practice()


def fail(practice, barrier="regel", lost="vertrouwen", who=None, audience=Audience.PRACTICE, result="niet-gelukt"):
    """Let somebody's case not work out."""
    author = who or make_member(practice, f"Joost {practice.contributions.count()}")
    case = make_case(practice, author, audience, title=f"Zaak {practice.contributions.count()}")
    facts = {
        "outcome": "Het ging niet.",
        "result": result,
        "barriers": [barrier],
        "values": ["respect"],
        "lost": [lost],
    }
    add_outcome(case, facts)
    return case


def where(practice, query=""):
    return f"/praktijken/{practice.slug}/casussen/op-stuk/{query}"


def figures(practice, reader):
    return [{one.name: one.people for one in part.bars} for part in failed(practice, reader)]


def test_it_counts_people_by_barrier_and_by_the_value_that_gave_way(client, practice):
    cases = [fail(practice) for _ in range(6)]
    fail(practice, "geld", "meedoen", who=cases[0].author)
    fail(practice, "tijd", result="gelukt")
    assert figures(practice, cases[0].author) == [{"Een regel": 6}, {"Vertrouwen": 6}]
    client.force_login(cases[0].author)
    page = client.get(where(practice)).content.decode()
    assert "‘Een regel’ stond het vaakst in de weg: bij casussen van 6 mensen." in page
    assert "‘Vertrouwen’ moest het vaakst wijken" in page
    assert "Ook genoemd: Geld." in page
    assert "<table" in page
    assert "<svg" in page
    assert "Respect" not in page  # at stake, but it did not give way


def test_many_cases_of_one_person_are_one_person(practice):
    one = make_member(practice, "Joost")
    for _ in range(7):
        fail(practice, who=one)
    assert figures(practice, one) == [{}, {}]


def test_what_was_taken_back_counts_no_more(practice):
    cases = [fail(practice) for _ in range(5)]
    assert figures(practice, cases[1].author) == [{"Een regel": 5}, {"Vertrouwen": 5}]
    withdraw(cases[0])
    assert figures(practice, cases[1].author) == [{}, {}]


def test_a_bar_opens_the_cases_behind_it_that_the_reader_may_read(client, practice):
    cases = [fail(practice) for _ in range(5)]
    alone = fail(practice, who=cases[0].author, audience=Audience.ME)
    other = fail(practice, "geld", "meedoen", who=cases[0].author)
    client.force_login(cases[1].author)
    for query in ("?belemmering=regel", "?waarde=vertrouwen"):
        page = client.get(where(practice, query)).content.decode()
        assert all(case.title in page for case in cases)
        assert alone.title not in page
        assert other.title not in page


def test_what_somebody_keeps_alone_does_not_count_not_even_for_them(practice):
    cases = [fail(practice) for _ in range(4)]
    own = fail(practice, audience=Audience.ME)
    assert figures(practice, own.author) == figures(practice, cases[0].author) == [{}, {}]


@pytest.mark.parametrize("query", ["?belemmering=geld", "?belemmering=%00", "?waarde=x", "?waarde=respect&page=9"])
def test_what_is_no_bar_opens_nothing(client, practice, query):
    one = fail(practice, "geld", "respect", audience=Audience.EVERYONE)
    client.force_login(one.author)
    page = client.get(where(practice, query)).content.decode()
    assert one.title not in page


def test_who_takes_no_part_counts_nothing(client, practice):
    fail(practice, audience=Audience.EVERYONE)
    assert client.get(where(practice)).status_code == 302
    client.force_login(make_user("Vreemd", is_editor=True, is_moderator=True))
    assert client.get(where(practice)).status_code == 403


@pytest.mark.parametrize("many", [5, 15])
def test_it_costs_the_same_for_few_and_many(practice, django_assert_max_num_queries, many):
    cases = [fail(practice) for _ in range(many)]
    client = Client()
    client.force_login(cases[0].author)
    with django_assert_max_num_queries(18):
        client.get(where(practice, "?belemmering=regel"))


def test_a_value_that_gave_way_was_at_stake_and_stands_in_the_form_again(client, practice):
    case = fail(practice, lost="privacy")
    assert set(AtStake.objects.filter(case=case).values_list("value", "lost")) == {
        ("respect", False),
        ("privacy", True),
    }
    client.force_login(case.author)
    page = client.get(f"{case.get_absolute_url()}uitkomst/").content.decode()
    assert "Wat moest wijken?" in page
    assert page.count('value="privacy"') == 2
