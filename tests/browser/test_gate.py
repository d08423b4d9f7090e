"""The gate in a browser: what is known appears while somebody types, and nothing moves under their hands."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from accounts.models import User

GATE = "/praktijken/eerder-aan-tafel/casussen/nieuw/"


@pytest.fixture
def professional(site) -> User:
    call_command("load_catalogue", verbosity=0)
    call_command("load_demonstration", verbosity=0)
    return User.objects.get(email="professional@voorbeeld.example")


def send(page: Page) -> None:
    page.get_by_label("Wat speelt er?").fill("Hij kwam drie keer niet.")
    page.get_by_label("Geef de casus een korte titel").fill("Weer niet gekomen")
    page.get_by_label("Wat is hier anders?").fill("Hij woont in een dorp.")
    page.get_by_role("button", name="Plaats mijn casus").click()
    aside = page.get_by_role("region", name="Dit wisten we al")
    expect(aside).to_contain_text("Drie gemiste afspraken")
    expect(aside).to_contain_text("Hij woont in een dorp.")


def test_what_is_known_appears_while_typing_and_is_linked_with_one_tap(open_browser, professional, axe):
    page = open_browser(professional)
    page.goto(GATE)
    field = page.get_by_label("Waar gaat je vraag over?")
    field.press_sequentially("Hij mist steeds zijn afspraken", delay=10)
    known = page.get_by_role("checkbox", name="Drie gemiste afspraken")
    expect(known).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="We weten")).to_be_visible()
    expect(field).to_be_focused()
    assert page.evaluate("scrollY") == 0
    known.check()
    field.press_sequentially(" en ik weet niet hoe ik door kan gaan", delay=5)
    expect(page.get_by_role("group", name="Dit koppelde je").get_by_role("checkbox")).to_be_checked()
    expect(field).to_be_focused()
    page.get_by_role("checkbox", name="Drie gemiste afspraken").uncheck()
    field.press_sequentially(".")
    expect(page.get_by_role("group", name="Dit koppelde je")).to_have_count(0)
    page.get_by_role("checkbox", name="Drie gemiste afspraken").check()
    axe(page)
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_label("Wat is je vraag aan de anderen?")).to_have_value(
        "Hij mist steeds zijn afspraken en ik weet niet hoe ik door kan gaan."
    )
    pick(page)
    send(page)


def pick(page: Page) -> None:
    """Choose what is suggested while writing; it lands in the list, and what it did is asked."""
    page.get_by_text("Meer vertellen").click()
    page.get_by_label("Wat heb je geprobeerd?").press_sequentially("Een brief in gewone taal die hij begreep")
    page.get_by_role("button", name=re.compile("^Kies.*Ik snapte wat er stond")).click()
    expect(page.get_by_label("Element 1", exact=True)).to_have_value("heldere-taal")
    expect(page.get_by_label("Wat deed element 1?")).to_be_focused()
    page.get_by_label("Wat deed element 1?").select_option("helped")


def test_the_gate_works_without_scripts(open_browser, professional):
    page = open_browser(professional, scripts=False, width=375)
    page.goto(GATE)
    page.get_by_label("Waar gaat je vraag over?").fill("Hij mist steeds zijn afspraken")
    page.get_by_role("button", name="Kijk wat er bekend is").click()
    page.get_by_role("checkbox", name="Drie gemiste afspraken").check()
    page.get_by_role("button", name="Verder").click()
    send(page)
