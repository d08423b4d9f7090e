"""The towel of the home page carries a sentence out of a story that everybody may read, and draws no small group."""

import pytest

from practices.actions.contributions import withdraw
from practices.difference.keeping import settle
from practices.models import Audience, Polarity, Weighing
from stories.towel import towel
from tests.makers import make_element, make_story, make_theme

pytestmark = pytest.mark.django_db


def say(element, quote="", polarity=Polarity.HELPED, **facts):
    story = make_story(**facts)
    Weighing.objects.create(contribution=story, element=element, polarity=polarity, quote=quote)
    settle()
    return story


@pytest.fixture
def elements():
    theme = make_theme("Schulden")
    return [make_element(words, theme) for words in ("Iemand die bleef", "Stap voor stap", "Eén plan")]


def test_the_home_page_shows_a_sentence_of_what_helped_most(client, elements):
    say(elements[1], "Elke week één ding.")
    say(elements[0])
    story = say(elements[0], "Ze <b>bleef</b>.", pseudonym="Merel", is_fictional=True)
    page = client.get("/").content.decode()
    start = page.index('<blockquote class="towel">')
    cloth = page[start : page.index("</blockquote>", start)]
    assert "‘Ze &lt;b&gt;bleef&lt;/b&gt;.’" in cloth
    assert f'href="{story.get_absolute_url()}">Merel' in cloth
    assert "fictief" in cloth


@pytest.mark.parametrize("audience", [Audience.ME, Audience.PRACTICE, Audience.SIGNED_IN])
def test_what_not_everybody_may_read_is_not_on_it(elements, audience):
    say(elements[0], "Ze bleef.", audience=audience)
    assert towel() is None


def test_what_went_wrong_and_what_is_too_long_is_not_on_it(elements):
    say(elements[0], "Niemand bleef.", Polarity.HINDERED)
    say(elements[0], "Ze bleef. " * 20)
    assert towel() is None


def test_what_is_taken_back_is_gone_from_it(elements):
    story = say(elements[0], "Ze bleef.")
    assert towel().quote == "Ze bleef."
    withdraw(story)
    assert towel() is None


def test_bands_follow_the_counts_by_fives_and_no_small_group_is_drawn(elements):
    for element, people in zip(elements, (12, 7, 4), strict=True):
        for _ in range(people):
            say(element, "Dat hielp.")
    assert towel().weights == []
    say(elements[2])
    assert towel().weights == [10, 5, 5]
