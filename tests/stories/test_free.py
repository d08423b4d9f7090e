"""Who rather writes than answers questions tells it all on one page; nothing but the words is needed."""

import re

import pytest
from django.test import Client

from stories.models import Story
from tests.makers import make_practice, make_theme, make_user

pytestmark = pytest.mark.django_db
FREE = "/verhalen/vertel/vrij/"


def test_the_first_question_leads_there_and_keeps_the_practice(client):
    practice = make_practice()
    page = client.get(f"/verhalen/vertel/?praktijk={practice.slug}").content.decode()
    assert f'href="{FREE}?praktijk={practice.slug}"' in page
    assert f'value="{practice.slug}"' in client.get(f"{FREE}?praktijk={practice.slug}").content.decode()


@pytest.mark.parametrize("address", [FREE, "/verhalen/vertel/"])
def test_a_few_sentences_are_said_to_be_enough(client, address):
    assert "een paar zinnen is genoeg" in client.get(address).content.decode().lower()


def test_words_alone_are_enough_and_the_private_link_goes_on_to_the_cards(client):
    answer = client.post(FREE, {"happened": "Zij bleef.", "ga": "verder"})
    story = Story.objects.get()
    assert answer["Location"] == f"/verhalen/vertel/{story.pk}/link/"
    assert f"/verhalen/vertel/{story.pk}/kaarten/" in client.get(answer["Location"]).content.decode()
    assert Client().get(f"/verhalen/vertel/{story.pk}/kaarten/").status_code == 404


def test_title_and_themes_are_kept_and_somebody_with_an_account_goes_straight_on(client):
    client.force_login(make_user("Samira"))
    theme, practice = make_theme("Schulden"), make_practice()
    typed = {"happened": "Zij bleef.", "title": "De la", "themes": [theme.pk], "praktijk": practice.slug}
    answer = client.post(FREE, {**typed, "ga": "verder"})
    story = Story.objects.get()
    assert answer["Location"] == f"/verhalen/vertel/{story.pk}/kaarten/"
    assert (story.title, story.practice, list(story.themes.all())) == ("De la", practice, [theme])


def test_what_is_wrong_is_said_and_what_was_typed_stays(client):
    themes = [make_theme(name).pk for name in ("Een", "Twee", "Drie", "Vier")]
    page = client.post(FREE, {"happened": "Zij bleef.", "themes": themes}).content.decode()
    assert "Kies er hoogstens drie." in page
    assert "Zij bleef." in page
    assert "Schrijf hier iets op." in client.post(FREE, {"happened": " ", "title": "De la"}).content.decode()
    assert not Story.objects.exists()


def test_sent_twice_it_is_one_story(client):
    once = re.search(r'name="(\w*once\w*)" value="([^"]+)"', client.get(FREE).content.decode())
    for _ in range(2):
        client.post(FREE, {"happened": "Zij bleef.", once[1]: once[2]})
    assert Story.objects.count() == 1
