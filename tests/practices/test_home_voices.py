"""The front page shows one element on which people and professionals differ, only with what everybody may see."""

import pytest

from practices.difference.keeping import settle
from practices.models import Polarity, Weighing
from tests.makers import make_contribution, make_element, make_member, make_practice, make_theme, make_user

pytestmark = pytest.mark.django_db


def say(element, theme, perspective, number, polarity=Polarity.HELPED, quote="", **facts):
    for _ in range(number):
        contribution = make_contribution(perspective=perspective, **facts)
        contribution.themes.add(theme)
        Weighing.objects.create(contribution=contribution, element=element, polarity=polarity, quote=quote)


@pytest.fixture
def theme():
    theme = make_theme("Schulden")
    element = make_element("Iemand die bleef", theme)
    say(element, theme, "lived", 15, quote="Ze bleef.")
    say(element, theme, "lived", 10, Polarity.MISSING)
    say(element, theme, "pro", 10, quote="Ik moest weg.")
    say(element, theme, "pro", 15, Polarity.MISSING)
    return theme


def test_the_voices_stand_side_by_side(client, theme):
    page = client.get("/").content.decode()
    assert "Iemand die bleef" in page
    assert "Ze bleef." in page
    assert "15 van de 25" in page
    assert "10 van de 25" in page


def test_nothing_is_shown_while_too_few_spoke(client):
    theme = make_theme("Schulden")
    element = make_element("Iemand die bleef", theme)
    say(element, theme, "lived", 9)
    say(element, theme, "pro", 4)
    assert "Drie stemmen" not in client.get("/").content.decode()


def test_what_is_said_inside_a_practice_stays_off_the_front_page_also_for_its_members(client, theme):
    practice = make_practice()
    element = make_element("Ik mocht kiezen", theme)
    for perspective, polarity in [("lived", Polarity.HELPED), ("pro", Polarity.MISSING)] * 2:
        say(element, theme, perspective, 8, polarity, "Binnen gezegd.", audience="practice", practice=practice)
    client.force_login(make_member(practice))
    page = client.get("/").content.decode()
    assert "Binnen gezegd." not in page
    assert "Ik mocht kiezen" not in page


def test_the_front_page_costs_the_same_for_few_and_many(client, theme, django_assert_max_num_queries):
    client.get("/")
    with django_assert_max_num_queries(20) as few:
        client.get("/")
    say(make_element("Nog een", theme), theme, "lived", 25)
    make_user()
    settle()  # a map that was opened after somebody spoke has counted them
    with django_assert_max_num_queries(20) as many:
        client.get("/")
    assert len(few) == len(many)
