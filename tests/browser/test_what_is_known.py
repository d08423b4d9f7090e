"""What do we already know: an editor writes, people answer, everybody finds it, and the map says how sure it is.

With TOUR=1 in the environment the walk leaves its screenshots in docs/tour/, after those of the main job.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

FIRST_PICTURE = {
    "test_what_an_editor_publishes_is_answered_and_found": 22,
    "test_a_visitor_finds_measures_and_compares": 28,
}
DOSSIER = "/kennis/themas/schulden/"
WORDS = "Spaarpotjes in de bezemkast helpen niet."  # words that nobody used before

Look = Callable[..., None]


def nothing(page: Page, name: str, show: str = "") -> None:
    """Look at nothing: without scripts the checker cannot run in the page."""


def write(page: Page, look: Look) -> str:
    """Change a dossier as an editor, and offer it to proof-readers; gives its page."""
    page.goto(DOSSIER)
    page.get_by_role("link", name="Bewerk").first.click()
    page.get_by_label(re.compile("^Wat werkt niet")).first.fill(WORDS)
    page.get_by_label("Waarom verander je dit?").fill("Dit hoorden we van drie praktijken.")
    look(page, "dossier-edit")
    page.get_by_role("button", name="Bewaar en bekijk").click()
    page.get_by_role("button", name="Laat het eerst proeflezen").click()
    expect(page.get_by_role("status").first).to_contain_text("proeflezen")
    return page.url


def proof_read(page: Page, look: Look, address: str) -> None:
    """Read along as somebody who lived through it, and say what is missing."""
    page.goto("/kennis/proeflezen/")
    page.get_by_role("link", name="Wat werkt bij schulden").first.click()
    assert page.url == address
    expect(page.get_by_role("main")).to_contain_text(WORDS)
    look(page, "proof-reading")
    page.get_by_role("link", name="Zeg wat jij ervan vindt").click()
    page.get_by_role("radio", name=re.compile("^Mist iets")).check()
    page.get_by_label("Zeg het in eigen woorden").fill("Wie geen geld heeft, kan niet sparen.")
    look(page, "remark-form")
    page.get_by_role("button", name="Plaats wat je zegt").click()
    expect(page.get_by_role("main")).to_contain_text("Wie geen geld heeft")


def answer_and_publish(page: Page, look: Look, address: str) -> None:
    """Answer in public as the editor, and publish."""
    page.goto("/kennis/redactie/")
    look(page, "desk-of-editors")
    page.get_by_role("link", name=re.compile("om te beantwoorden")).click()
    remark = page.get_by_role("article").filter(has_text="Wie geen geld heeft")
    remark.get_by_role("link").last.click()
    page.get_by_label("Jouw antwoord").fill("Dank je. Dat nemen we mee.")
    page.get_by_role("button", name="Plaats het antwoord").click()
    expect(page.get_by_role("main")).to_contain_text("Dat nemen we mee.")
    page.goto(address)
    page.get_by_role("button", name="Publiceer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat werkt bij schulden")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_an_editor_publishes_is_answered_and_found(open_browser, cast, look, scripts):
    look = look if scripts else nothing
    visitor = open_browser(scripts=scripts)
    editor = open_browser(cast["movisie"], scripts=scripts)
    address = write(editor, look)
    for closed in (DOSSIER, "/zoeken/?q=bezemkast", f"{DOSSIER}versies/"):
        visitor.goto(closed)
        expect(visitor.get_by_role("main")).not_to_contain_text("Spaarpotjes")
    visitor.goto(address)
    expect(visitor.get_by_role("heading", level=1)).not_to_have_text("Wat werkt bij schulden")

    proof_read(open_browser(cast["ervaring"], scripts=scripts), look, address)
    answer_and_publish(editor, look, address)

    visitor.goto(DOSSIER)
    expect(visitor.get_by_role("main")).to_contain_text(WORDS)
    look(visitor, "dossier")
    visitor.goto("/zoeken/?q=bezemkasten")
    visitor.get_by_role("link", name="Wat werkt bij schulden").first.click()
    visitor.get_by_role("link", name="Alle versies van deze bladzijde").click()
    expect(visitor.get_by_role("main")).to_contain_text("Dit hoorden we van drie praktijken.")
    look(visitor, "versions")


def test_a_visitor_finds_measures_and_compares(open_browser, cast, look):
    visitor = open_browser()
    visitor.goto("/")
    visitor.get_by_role("banner").get_by_role("link", name="Wat weten we al?").first.click()
    visitor.get_by_role("searchbox").first.fill("eenzaamhied")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("link", name="Wat werkt bij eenzaamheid").first).to_be_visible()
    look(visitor, "search")

    visitor.goto("/kennis/")
    visitor.get_by_role("link", name="Meten wat het oplevert").click()
    visitor.get_by_label("1. Wat wil je weten?").select_option(label="Iets over eenzaamheid")
    visitor.get_by_role("button", name="Toon wat past").click()
    expect(visitor.get_by_role("main")).to_contain_text("De Jong Gierveld")
    look(visitor, "instruments")

    visitor.goto("/kennis/interventies/housing-first/")
    expect(visitor.get_by_role("heading", name="Wat mensen beleefden")).to_be_visible()
    look(visitor, "intervention")

    visitor.goto("/verschilkaart/?thema=schulden&van=2026")
    expect(visitor.get_by_role("main")).to_contain_text("afgerond op vijf mensen")
    look(visitor, "difference-map-combined")
