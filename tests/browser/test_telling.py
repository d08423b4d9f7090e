"""What only a browser shows of telling: a lost connection loses no word, and leaving in a hurry leaves none behind."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from practices.models import Weighing
from stories.actions.link import new_link
from stories.models import Story
from tests.makers import make_element, make_theme

WORDS = "Ik deed mijn post niet meer open. Toen kwam er iemand aan tafel zitten."


def kept(page) -> str:
    return page.evaluate("JSON.stringify(localStorage)")


def type_words(page, words: str = WORDS) -> None:
    page.get_by_label("Wat gebeurde er?").press_sequentially(words)
    page.get_by_text("Je browser onthoudt het").wait_for()


def test_words_typed_before_a_crash_are_put_back_and_it_says_so(open_browser):
    page = open_browser(width=375)
    page.goto("/verhalen/vertel/")
    type_words(page)
    page.reload()
    assert page.get_by_label("Wat gebeurde er?").input_value() == WORDS
    expect(page.get_by_text("Dit stond nog in je browser.")).to_be_visible()
    page.get_by_role("button", name="Gooi dat weg").click()
    assert page.get_by_label("Wat gebeurde er?").input_value() == ""
    assert WORDS not in kept(page)


def test_once_stored_the_copy_is_gone(open_browser):
    page = open_browser(width=375)
    page.goto("/verhalen/vertel/")
    type_words(page)
    page.get_by_role("button", name="Verder").click()
    page.get_by_text("Je eerste woorden zijn bewaard").wait_for()
    assert WORDS not in kept(page)
    assert Story.objects.get().happened == WORDS


def test_a_form_that_expired_loses_nothing(open_browser):
    page = open_browser(width=375)
    page.goto("/verhalen/vertel/")
    type_words(page)
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Verder").click()
    page.get_by_text("Je was even weg.").wait_for()
    assert page.get_by_label("Jouw tekst").input_value() == WORDS
    assert WORDS in kept(page)
    page.get_by_role("button", name="Stuur opnieuw").click()
    page.get_by_text("Je eerste woorden zijn bewaard").wait_for()
    assert WORDS not in kept(page)
    assert Story.objects.get().happened == WORDS


def test_leaving_in_a_hurry_leaves_no_words_in_the_browser(open_browser):
    page = open_browser(width=375)
    page.route("https://www.buienradar.nl/**", lambda route: route.fulfill(body="Het weer", content_type="text/plain"))
    page.goto("/verhalen/vertel/")
    type_words(page)
    page.get_by_role("link", name="Snel weg").click()
    page.wait_for_url("https://www.buienradar.nl/")
    page.goto("/verhalen/vertel/")
    assert page.get_by_label("Wat gebeurde er?").input_value() == ""
    assert WORDS not in kept(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_marks_are_replaced_and_put_back(open_browser, scripts):
    page = open_browser(width=375, scripts=scripts)
    page.goto("/verhalen/vertel/")
    page.get_by_label("Wat gebeurde er?").fill("Ze belde op 06-12345678.")
    page.get_by_role("button", name="Verder").click()
    page.goto(f"/verhalen/vertel/{Story.objects.get().pk}/nalezen/")
    page.get_by_role("button", name="Maak er ‘[telefoonnummer]’ van").click()
    assert Story.objects.get().happened == "Ze belde op [telefoonnummer]."
    page.get_by_role("button", name="Zet terug").click()
    assert Story.objects.get().happened == "Ze belde op 06-12345678."


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_teller_points_at_a_sentence_and_says_what_it_means(open_browser, axe, scripts):
    story = Story.objects.create(happened="Het ging slecht. Zij bleef komen, elke week.", author=None)
    element = make_element("Iemand die bleef", make_theme("Schulden"))
    Weighing.objects.create(contribution=story, element=element, polarity="helped")
    page = open_browser(width=375, scripts=scripts)
    page.goto(reverse("stories:return", args=[new_link(story)]))
    page.goto(f"/verhalen/vertel/{story.pk}/zinnen/")
    if scripts:
        sentence = page.locator("[data-select-in] p").first
        sentence.evaluate("""one => {
            const words = document.createRange();
            words.setStart(one.firstChild, 17);
            words.setEnd(one.firstChild, 32);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(words);
        }""")
        page.get_by_role("button", name="Neem wat ik selecteerde").click()
        expect(page.get_by_label("Iemand die bleef", exact=True)).to_have_value("Zij bleef komen")
        axe(page)
    else:
        expect(page.get_by_role("button", name="Neem wat ik selecteerde")).to_be_hidden()
        page.get_by_label("Iemand die bleef", exact=True).select_option("Zij bleef komen, elke week.")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Alle drie evenveel").focus()
    page.keyboard.press("Space")
    page.get_by_label("Iets meer ikzelf").check()
    page.get_by_label("Geld", exact=True).check()
    if scripts:
        axe(page)
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie mag je verhaal lezen?")
    story.refresh_from_db()
    assert (story.triangle, story.line, story.domains) == ("111", 5, " geld ")
    quote = story.weighings.get().quote
    assert quote == ("Zij bleef komen" if scripts else "Zij bleef komen, elke week.")
