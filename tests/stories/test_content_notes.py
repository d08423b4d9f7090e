"""A story with notes is opened knowingly: nowhere does a reader meet its words before that choice."""

import pytest
from django.test import Client

from practices.difference.keeping import settle
from practices.models import Weighing
from stories.towel import towel
from tests.makers import make_element, make_story, make_theme, make_user

pytestmark = pytest.mark.django_db
SECRET = "Toen sloeg hij haar."


@pytest.fixture
def story():
    theme = make_theme("Geweld thuis")
    story = make_story(title="De deur", happened=SECRET, content_notes=" geweld kind ")
    story.themes.add(theme)
    element = make_element("Iemand die bleef", theme)
    Weighing.objects.create(contribution=story, element=element, polarity="helped", quote=SECRET)
    settle()
    return story


def read(client, address):
    return client.get(address).content.decode()


def test_a_reader_first_sees_what_it_is_about_and_then_chooses(client, story):
    page = read(client, story.get_absolute_url())
    assert "Een kind in gevaar" in page
    assert SECRET not in page
    assert 'href="?toch=1"' in page
    assert SECRET in read(client, f"{story.get_absolute_url()}?toch=1")


def test_a_way_to_one_reply_leads_on_to_that_reply(client, story):
    assert 'href="?reactie=12&amp;toch=1"' in read(client, f"{story.get_absolute_url()}?reactie=12")


def test_no_list_quote_or_find_shows_its_words(client, story):
    element = story.weighings.get().element
    theme = story.themes.get()
    for address in (
        "/",
        "/verhalen/",
        "/zoeken/?q=sloeg",
        "/zoeken/aanvullen/?q=deur",
        element.get_absolute_url(),
        theme.get_absolute_url(),
        f"{theme.get_absolute_url()}verschilkaart/",
    ):
        assert SECRET not in read(client, address), address
    assert towel() is None


def test_it_is_still_found_by_its_words(client, story):
    page = read(client, "/zoeken/?q=sloeg")
    assert story.get_absolute_url() in page
    assert "Let op. Dit verhaal gaat ook over" in page


def test_its_teller_is_not_warned_of_their_own_story(client):
    teller = make_user("Samira")
    story = make_story(author=teller, happened=SECRET, content_notes=" geweld ")
    client.force_login(teller)
    assert SECRET in read(client, story.get_absolute_url())
    assert SECRET not in read(Client(), story.get_absolute_url())


def test_without_a_title_its_first_words_are_not_the_title(client):
    story = make_story(title="", happened=SECRET, content_notes=" geweld ")
    assert SECRET.rstrip(".") not in read(client, story.get_absolute_url())


def test_the_teller_chooses_the_notes_while_telling(teller):
    teller.ready()
    teller.step("betekenis", content_notes=["geweld", "verlies"])
    assert teller.story.notes == ["Geweld", "Dood en verlies"]
    assert teller.step("betekenis", content_notes=["maan"]).status_code == 200
    teller.step("betekenis")
    assert teller.story.notes == []


def test_recognising_leads_back_into_the_story(client, story):
    answer = client.post(f"/verhalen/{story.pk}/herkenning/")
    assert answer["Location"] == f"{story.get_absolute_url()}?toch=1#herken"
