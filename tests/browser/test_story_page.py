"""A story on a phone: a sentence leads to its card and back, and the page goes to paper as a leaflet."""

import pytest
from playwright.sync_api import expect

from practices.models import Weighing
from tests.makers import make_element, make_story, make_theme


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_sentence_leads_to_its_card_and_back(open_browser, axe, scripts):
    story = make_story(happened="Het ging slecht. Zij bleef komen, elke week.")
    element = make_element("Iemand die bleef", make_theme("Schulden"))
    row = Weighing.objects.create(
        contribution=story, element=element, polarity="helped", quote="Zij bleef komen, elke week."
    )
    page = open_browser(width=375, scripts=scripts)
    page.goto(story.get_absolute_url())
    page.get_by_role("link", name="Zij bleef komen, elke week.").press("Enter")
    assert page.url.endswith(f"#kaart-{row.pk}")
    page.get_by_role("link", name="De zin").press("Enter")
    assert page.url.endswith(f"#zin-{row.pk}")
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    if scripts:
        axe(page)


def test_it_goes_to_paper_as_a_leaflet(open_browser):
    page = open_browser(width=375)
    page.goto(make_story(happened="Zij bleef komen.").get_absolute_url())
    page.evaluate("window.print = () => { document.title = 'geprint' }")
    page.get_by_role("button", name="Print als blad").click()
    assert page.title() == "geprint"
    page.emulate_media(media="print")
    expect(page.get_by_text("Zij bleef komen.").first).to_be_visible()
    expect(page.get_by_text("Dit verhaal staat op")).to_be_visible()
    expect(page.get_by_role("heading", name="Herken je dit?")).to_be_hidden()
    expect(page.get_by_role("button", name="Dit herken ik")).to_be_hidden()


VOICE = """
    window.said = [];
    const synth = { getVoices: () => [{ lang: "nl-NL" }], cancel() {}, addEventListener() {},
      speak: (one) => { window.said.push(one.text); setTimeout(() => one.onend(), 0); } };
    Object.defineProperty(window, "speechSynthesis", { value: synth });
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


def test_it_is_read_aloud_from_the_first_sentence_to_the_last_and_only_with_a_dutch_voice(open_browser):
    story = make_story(happened="Het ging slecht. Zij bleef komen.", helped="Dat hielp!")
    page = open_browser(width=375)
    page.goto(story.get_absolute_url())
    expect(page.get_by_role("button", name="Lees voor")).to_be_hidden()  # this browser has no voice
    page.add_init_script(VOICE)
    page.goto(story.get_absolute_url())
    page.get_by_role("button", name="Lees voor").click()
    page.wait_for_function("window.said.includes('Dat hielp!')")
    assert page.evaluate("window.said") == ["Het ging slecht.", "Zij bleef komen.", "Wat hielp", "Dat hielp!"]
    expect(page.get_by_role("button", name="Lees voor")).to_be_visible()
    expect(page.get_by_role("button", name="Pauze")).to_be_hidden()
