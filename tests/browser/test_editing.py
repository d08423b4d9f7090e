"""An editor changes an element on a small screen, by keyboard alone, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from knowledge.models import Source, Version
from tests.makers import make_element, make_theme, make_user


@pytest.mark.parametrize("scripts", [False, True])
def test_an_editor_writes_and_publishes_with_the_keyboard(
    open_browser: Callable[..., Page], axe: Callable[[Page], None], scripts: bool
) -> None:
    element = make_element("Iemand die bleef", make_theme("Schulden"))
    for number in range(15):
        Source.objects.create(slug=f"bron-{number}", title=f"Bron {number}")
    page = open_browser(make_user("Ed", is_editor=True), width=375, scripts=scripts)
    page.goto(element.get_absolute_url())
    follow(page, page.get_by_role("link", name="Bewerk"))
    if scripts:
        axe(page)
    type_in(page, "Uitleg", "Eén mens, elke week.")
    press(page, page.locator("summary").filter(has_text="Bronnen").first)
    if scripts:
        page.get_by_label("Zoek in deze lijst").first.fill("bron 7")
        expect(page.get_by_label("Bron 3").first).to_be_hidden()
    page.get_by_label("Bron 7").first.focus()
    page.keyboard.press("Space")
    follow(page, page.get_by_role("button", name="Voeg rijen toe"))
    expect(page.get_by_label("Uitleg", exact=False).first).to_have_value("Eén mens, elke week.")
    row = page.get_by_role("group", name="Rij 1")
    row.get_by_label("Soort kennis").select_option("experience")
    type_in(page, "Wat er beweerd wordt", "Mensen noemen dit vaak.")
    follow(page, page.get_by_role("button", name="Bewaar en bekijk"))
    expect(page.get_by_role("alert")).to_contain_text("Schrijf op waarom")
    if scripts:
        axe(page)
    type_in(page, "Waarom verander je dit?", "Concreter.")
    follow(page, page.get_by_role("button", name="Bewaar en bekijk"))
    expect(page.get_by_role("heading", name="Zo komt het er te staan")).to_be_visible()
    if scripts:
        axe(page)
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    follow(page, page.get_by_role("button", name="Laat het eerst proeflezen"))
    expect(page.get_by_role("status")).to_contain_text("proeflezen")
    follow(page, page.get_by_role("button", name="Publiceer"))
    expect(page.get_by_role("heading", level=1)).to_have_text("‘Iemand die bleef’")
    expect(page.get_by_text("Eén mens, elke week.")).to_be_visible()
    follow(page, page.get_by_role("link", name="Alle versies van deze bladzijde"))
    expect(page.get_by_text("Door Ed.")).to_be_visible()
    if scripts:
        axe(page)
    assert Version.objects.published().count() == 2
    assert [source.slug for source in element.sources.all()] == ["bron-7"]
    assert element.claims.get().text == "Mensen noemen dit vaak."


def press(page: Page, thing: Locator) -> None:
    thing.focus()
    page.keyboard.press("Enter")


def follow(page: Page, thing: Locator) -> None:
    with page.expect_navigation():
        press(page, thing)


def type_in(page: Page, label: str, words: str) -> None:
    page.get_by_label(label, exact=False).first.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
