"""Members of a practice keep things together on a phone without scripts: a PDF that is found, a word, an agreement."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from practices.actions.cycle import found
from tests import content_of
from tests.makers import make_member, make_user

WIDTH = 320


@pytest.fixture
def marit(site):
    return make_user("Marit")


@pytest.fixture
def practice(marit):
    return found(marit, "pro", {"name": "Eerder aan tafel", "question": "Hoe komen we binnen?"})


def test_what_one_member_lays_down_another_finds_and_both_say_what_they_mean(open_browser, marit, practice):
    page = open_browser(marit, width=WIDTH, scripts=False)

    def fits() -> None:
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, page.url

    page.goto(practice.get_absolute_url())
    page.get_by_role("link", name="Bibliotheek").click()
    page.get_by_role("link", name="Leg iets neer").click()
    fits()
    page.get_by_label("Hoe heet het?").fill("Leesbare brieven")
    page.get_by_role("button", name="Leg het erin").click()
    expect(page.get_by_text("Schrijf in één regel waarom dit hier ligt.").first).to_be_visible()
    assert page.get_by_label("Hoe heet het?").input_value() == "Leesbare brieven"
    page.get_by_label("Waarom ligt dit hier?").fill("Zo schrijf je een brief die iemand openmaakt.")
    file = {"name": "brief.pdf", "mimeType": "application/pdf", "buffer": content_of.pdf("Een wasbeer las de brief.")}
    page.get_by_label("Kies een bestand").set_input_files(file)
    page.get_by_label("Iedereen in deze praktijk mag dit bestand lezen").check()
    page.get_by_role("button", name="Leg het erin").click()
    expect(page.get_by_text("Je vindt dit ook op de woorden in het bestand.")).to_be_visible()
    fits()

    bea = open_browser(make_member(practice, "Bea"), width=WIDTH, scripts=False)
    bea.goto(f"{practice.get_absolute_url()}bibliotheek/")
    bea.get_by_label("Zoek in de bibliotheek, ook in de tekst van bestanden").fill("wasbeer")
    bea.locator("main").get_by_role("button", name="Zoek").click()
    bea.get_by_role("link", name="Leesbare brieven").click()
    with bea.expect_download() as saved:
        bea.get_by_role("link", name="Bewaar het bestand").click()
    assert saved.value.suggested_filename == "leesbare-brieven.pdf"
    bea.goto(f"{practice.get_absolute_url()}woorden/")
    bea.get_by_role("link", name="Een woord erbij").click()
    bea.get_by_label("Welk woord?").fill("Regie")
    bea.get_by_label("Wat bedoelen jullie ermee?").fill("Zij beslist zelf wie er komt.")
    bea.get_by_role("button", name="Bewaar").click()
    expect(bea.get_by_role("heading", name="Zo zegt ‘Eerder aan tafel’ het")).to_be_visible()

    page.goto(f"{practice.get_absolute_url()}afspraken/")
    page.get_by_role("link", name="Een afspraak erbij").click()
    page.get_by_label("Of welke functie?").fill("De wijkcoaches")
    page.get_by_label("Wat draagt die bij aan het doel?").fill("Elke week een huisbezoek.")
    page.get_by_label("Wat willen jullie ervan leren?").fill("Doet iemand dan open?")
    page.get_by_label("Wanneer kijken jullie weer?").fill(f"{timezone.localdate() + timedelta(days=7):%Y-%m-%d}")
    page.get_by_role("button", name="Bewaar de afspraak").click()
    expect(page.get_by_text("Doet iemand dan open?")).to_be_visible()
    fits()
    page.get_by_role("link", name="Kijk weer").click()
    page.get_by_label("Wat leerden jullie?").fill("Eén uur is beter dan twee korte.")
    page.get_by_label("Dit stopt").check()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", name="Gestopt, en wat we leerden")).to_be_visible()
    fits()
