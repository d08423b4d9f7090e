"""A difficult word explains itself on hover, focus and tap, and goes away again; a short version can be heard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from knowledge.models import Dossier, Term
from tests.makers import make_element, make_theme

MEANING = "De band tussen iemand en een vaste hulpverlener. Door die band kunnen ze samenwerken."
# A test machine has no voice of its own; this one says nothing and tells what it was asked.
VOICE = """
window.said = [];
const voice = { lang: "nl-NL", name: "Proef" };
speechSynthesis.getVoices = () => [voice];
speechSynthesis.cancel = () => {};
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
speechSynthesis.speak = (spoken) => { said.push(spoken.text); setTimeout(() => spoken.onend(), 400); };
"""


@pytest.fixture
def address() -> str:
    Term.objects.create(slug="alliantie", word="alliantie", explanation=MEANING)
    return make_element(explanation="Dit heet een alliantie. " * 3).get_absolute_url()


def test_pointing_at_a_word_explains_it_and_the_explanation_can_be_pointed_at(open_browser, address):
    page: Page = open_browser()
    page.goto(address)
    bubble = page.get_by_role("tooltip")
    page.locator("a.word").hover()
    expect(bubble).to_have_text(MEANING)
    bubble.hover()
    page.wait_for_timeout(600)
    expect(bubble).to_be_visible()
    page.mouse.move(5, 5)
    expect(bubble).to_be_hidden()


def test_the_keyboard_reaches_a_word_and_escape_takes_the_explanation_away(open_browser, axe, address):
    page: Page = open_browser()
    page.goto(address)
    word = page.locator("a.word")
    word.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    expect(word).to_have_accessible_description(MEANING)
    axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_be_hidden()
    expect(word).to_be_focused()


def test_a_tap_explains_within_a_narrow_screen_and_a_second_tap_leads_to_the_glossary(open_browser, address):
    page: Page = open_browser(width=320, has_touch=True)
    page.goto(address)
    page.locator("a.word").tap()
    bubble = page.get_by_role("tooltip")
    expect(bubble).to_be_visible()
    box = bubble.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator("h1").tap()
    expect(bubble).to_be_hidden()
    page.locator("a.word").tap()
    page.locator("a.word").tap()
    expect(page).to_have_url(re.compile(r"/kennis/woorden/#alliantie$"))


def test_without_scripts_a_word_leads_to_the_glossary(open_browser, address):
    page: Page = open_browser(scripts=False)
    page.goto(address)
    page.locator("a.word").click()
    expect(page.locator("#alliantie")).to_contain_text(MEANING)


def test_the_short_version_is_read_sentence_by_sentence_paused_and_stopped(open_browser: Callable[..., Page]):
    theme = make_theme()
    Dossier.objects.create(theme=theme, title="Wat werkt", summary="Eerst rust. Dan een plan. Dan bellen.")
    page = open_browser()
    page.add_init_script(VOICE)
    page.goto(theme.get_absolute_url())
    page.get_by_role("button", name="Lees voor").click()
    expect(page.get_by_role("button", name="Pauze")).to_be_focused()
    expect(page.get_by_role("button", name="Lees voor")).to_be_focused()  # it is done
    assert page.evaluate("said") == ["Wat werkt", "Eerst rust.", "Dan een plan.", "Dan bellen."]
    page.get_by_role("button", name="Lees voor").click()
    page.get_by_role("button", name="Pauze").click()
    expect(page.get_by_role("button", name="Lees verder")).to_be_focused()
    page.get_by_role("button", name="Stop met voorlezen").click()
    expect(page.get_by_role("button", name="Lees voor")).to_be_focused()


def test_without_a_dutch_voice_there_is_no_button(open_browser: Callable[..., Page]):
    theme = make_theme()
    Dossier.objects.create(theme=theme, title="Wat werkt", summary="Kort.")
    page = open_browser()
    page.add_init_script("speechSynthesis.getVoices = () => [{ lang: 'en-GB' }];")
    page.goto(theme.get_absolute_url())
    expect(page.get_by_role("button", name="Lees voor")).to_be_hidden()
