"""The teller gives the meaning, as much of it as they want: the very sentence, the triangle, the turning point."""

import pytest
from django.test import Client

from practices.actions.contributions import withdraw
from stories.actions.sending import wipe
from stories.meaning import POINTS, followed, sentences
from stories.models import Story

pytestmark = pytest.mark.django_db
SENTENCE = "Toen kwam er een vrijwilliger aan tafel zitten."


@pytest.fixture
def card(teller):
    """A teller who chose one card; gives the name of its field."""
    teller.ready()
    return f"zin-{teller.story.weighings.get().pk}"


def test_a_card_points_at_the_very_sentence_and_readers_see_it_marked(teller, card):
    assert f'value="{SENTENCE}"' in teller.read("zinnen")
    assert teller.step("zinnen", **{card: SENTENCE})["Location"].endswith("/betekenis/")
    assert teller.story.weighings.get().quote == SENTENCE
    teller.step("nalezen")
    story = teller.story
    story.published_at = story.sent_at
    story.save()
    page = teller.client.get(story.get_absolute_url()).content.decode()
    row = story.weighings.get()
    assert f'<mark class="m-helped" id="zin-{row.pk}"><a href="#kaart-{row.pk}"' in page
    assert f'<span class="hide">Hielp: </span>{SENTENCE}</a></mark>' in page


def test_selected_words_count_too_but_words_that_are_not_in_the_story_do_not(teller, card):
    assert teller.step("zinnen", **{card: "een vrijwilliger aan tafel"}).status_code == 302
    assert teller.story.weighings.get().quote == "een vrijwilliger aan tafel"
    assert '<option value="een vrijwilliger aan tafel" selected>' in teller.read("zinnen")
    page = teller.step("zinnen", **{card: "Zij stal mijn geld."}).content.decode()
    assert "Deze zin staat niet zo in je verhaal" in page
    assert teller.story.weighings.get().quote == "een vrijwilliger aan tafel"


def test_a_sentence_of_another_story_cannot_be_marked_from_here(teller, another, card):
    another.ready()
    another.step("zinnen", **{card: SENTENCE})
    assert teller.story.weighings.get().quote == ""


def test_a_marked_sentence_follows_the_text_and_goes_with_it(teller, card):
    teller.step("zinnen", **{card: SENTENCE})
    teller.step("gebeurd", happened="Ik was bang. Toen kwam er een vriendelijke vrijwilliger aan tafel zitten.")
    assert teller.story.weighings.get().quote == "Toen kwam er een vriendelijke vrijwilliger aan tafel zitten."
    teller.step("gebeurd", happened="Ik was bang.")
    assert teller.story.weighings.get().quote == ""


def test_a_name_taken_out_of_the_text_is_taken_out_of_the_marked_sentence(teller, card):
    teller.step("gebeurd", happened="Het ging slecht. Mevrouw Yilmaz kwam elke week langs.")
    teller.step("zinnen", **{card: "Mevrouw Yilmaz kwam elke week langs."})
    key = teller.read("nalezen").partition('value="happened:')[2].partition('"')[0]
    assert key
    teller.step("nalezen", vervang=f"happened:{key}")
    assert "Yilmaz" not in teller.story.happened
    quote = teller.story.weighings.get().quote
    assert "Yilmaz" not in quote
    assert "kwam elke week langs." in quote


def test_choosing_cards_again_keeps_their_sentences(teller, card):
    teller.step("zinnen", **{card: SENTENCE})
    element = teller.story.weighings.get().element
    teller.step("kaarten", **{f"card-{element.pk}": "helped", "own": "Een hond", "own_polarity": "missing"})
    assert {row.quote for row in teller.story.weighings.all()} == {SENTENCE, ""}


def test_what_it_means_is_read_in_words_and_found_back_when_writing_on(teller, card):
    given = {"triangle": "210", "line": "6", "turning_point": "Toen ze bleef.", "domains": ["geld", "wonen"]}
    assert teller.step("betekenis", **given)["Location"].endswith("/lezers/")
    for page in (teller.read("nalezen"), teller.client.get(f"/verhalen/{teller.pk}/jouw/").content.decode()):
        for words in ("Vooral de mens, ook de regels", "Vooral ikzelf", "Toen ze bleef.", "Wonen, Geld"):
            assert words in page, words
    assert 'value="210" id="id_triangle_1" checked' in teller.read("betekenis")


def test_readers_see_the_triangle_and_the_line_drawn_beside_their_words(teller, card, client, settings):
    settings.READ_STORIES_FIRST = False
    teller.step("betekenis", triangle="210", line="6", since="lang")
    teller.step("nalezen")
    page = Client().get(teller.story.get_absolute_url()).content.decode()
    drawn = page.partition('id="betekent"')[2].partition("</section>")[0]
    point = teller.story.point
    assert "Vooral de mens, ook de regels" in drawn
    assert f'<circle cx="{point.x}" cy="{point.y}"' in drawn
    assert "Vooral ikzelf" in drawn
    assert teller.story.get_since_display() in drawn
    assert drawn.count("<svg") == drawn.count('aria-hidden="true" focusable="false"') == 2


def test_everything_may_be_skipped(teller, card):
    assert teller.step("zinnen").status_code == teller.step("betekenis").status_code == 302
    assert not teller.story.has_meaning
    assert "Je vulde hier niets in" in teller.read("nalezen")


@pytest.mark.parametrize(
    "odd", [{"triangle": "999"}, {"line": "8"}, {"line": "x"}, {"domains": ["maan"]}, {"turning_point": "a" * 301}]
)
def test_what_cannot_be_chosen_is_said_and_nothing_typed_is_lost(teller, card, odd):
    answer = teller.step("betekenis", **{"turning_point": "Toen ze bleef.", **odd})
    assert answer.status_code == 200
    assert (odd.get("turning_point") or "Toen ze bleef.") in answer.content.decode()
    assert not teller.story.has_meaning


def test_at_most_three_parts_of_life(teller, card):
    assert (
        "Kies er hoogstens drie" in teller.step("betekenis", domains=["geld", "wonen", "werk", "zin"]).content.decode()
    )


def test_wiping_takes_the_meaning_too(teller, card):
    teller.step("betekenis", triangle="111", line="1", turning_point="Toen ze bleef.", domains=["zin"], since="kort")
    story = Story.objects.get(pk=teller.pk)
    withdraw(story)
    wipe(story)
    assert not Story.objects.get(pk=teller.pk).has_meaning


def test_without_cards_there_is_no_sentence_to_point_at(teller):
    teller.begin()
    assert teller.step("kaarten")["Location"].endswith("/betekenis/")


def test_the_triangle_has_ten_places_each_with_words_of_its_own():
    assert len(POINTS) == 10
    assert len({point.label for point in POINTS}) == 10


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Een. Twee! Drie?\nVier", ["Een.", "Twee!", "Drie?", "Vier"]),
        ("‘Kom maar.’ zei ze. Dat hielp.", ["‘Kom maar.’", "zei ze.", "Dat hielp."]),
        ("Een. Een.", ["Een."]),
        ("", []),
        ("a" * 500, []),
    ],
)
def test_sentences_end_where_people_end_them(text, found):
    assert sentences(text) == found


def test_a_quote_is_followed_only_through_a_change_that_leaves_it_standing():
    before = "Aap. Noot. Mies."
    assert followed("Noot.", before, "Een aap. Noot. Mies.") == "Noot."
    assert followed("Noot.", before, "Aap. Noten. Mies.") == "Noten."
    assert followed("Noot.", before, "Aap. Mies.") == ""
    assert followed("Wim.", before, "Aap. Wim.") == ""
