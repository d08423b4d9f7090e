"""Sentences tied to a card are marked in the story, and everything else is only text."""

import pytest

from practices.models import Weighing
from stories.highlight import told
from tests.makers import make_element, make_story


def rows(*quotes: tuple[str, str]) -> list[Weighing]:
    return [Weighing(quote=quote, polarity=polarity) for quote, polarity in quotes]


def test_a_quote_is_marked_with_what_the_element_did():
    html = told("Eerst wachten.\n\nZe bleef. Dat hielp.", rows(("Ze bleef.", "helped"), ("Eerst wachten.", "hindered")))
    assert html == (
        '<p><mark class="m-hindered"><span class="hide">Ging mis: </span>Eerst wachten.</mark></p><p>'
        '<mark class="m-helped"><span class="hide">Hielp: </span>Ze bleef.</mark> Dat hielp.</p>'
    )


@pytest.mark.parametrize("quote", ["", "Staat er niet.", "Eerst\nwachten", "<b>"])
def test_a_quote_that_is_not_there_marks_nothing(quote):
    assert "<mark" not in told("Eerst wachten.", rows((quote, "helped")))


def test_overlapping_quotes_make_one_mark():
    html = told("Ze bleef komen.", rows(("Ze bleef", "helped"), ("bleef komen", "missing")))
    assert html == '<p><mark class="m-helped"><span class="hide">Hielp: </span>Ze bleef</mark> komen.</p>'


def test_html_in_words_and_quotes_stays_text():
    html = told("Ze zei <script>alert(1)</script> & ging.", rows(("<script>alert(1)</script>", "helped")))
    assert html == (
        '<p>Ze zei <mark class="m-helped"><span class="hide">Hielp: </span>&lt;script&gt;alert(1)&lt;/script&gt;</mark>'
        " &amp; ging.</p>"
    )


@pytest.mark.django_db
def test_the_page_shows_the_marks_and_says_what_they_mean(client):
    story = make_story(happened="Eerst wachten. Ze bleef.")
    story.weighings.create(element=make_element(), polarity="helped", quote="Ze bleef.")
    page = client.get(story.get_absolute_url()).content.decode()
    row = story.weighings.get()
    sentence = (
        f'<a href="#kaart-{row.pk}" title="{row.element.plain_wording}"><span class="hide">Hielp: </span>Ze bleef.</a>'
    )
    assert f'<mark class="m-helped" id="zin-{row.pk}">{sentence}</mark>' in page
    assert f'id="kaart-{row.pk}"' in page
    assert f'href="#zin-{row.pk}"' in page
    assert "dit hielp" in page
    assert "dit ging mis" not in page
