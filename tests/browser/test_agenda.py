"""The agenda of a practice in a browser: proposed, weighed and answered, with and without scripts, small and wide."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from accounts.models import User
from practices.models import AgendaTheme

AGENDA = "/praktijken/eerder-aan-tafel/agenda/"
SAID = "Iemand die meegaat naar het eerste gesprek over geld"


@pytest.fixture
def cast(site: Any) -> dict[str, User]:
    call_command("load_catalogue", verbosity=0)
    call_command("load_demonstration", verbosity=0)
    return {user.email.split("@")[0]: user for user in User.objects.filter(is_fictional=True)}


@pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 375)])
def test_a_theme_is_proposed_weighed_and_answered(
    open_browser: Any, cast: dict[str, User], axe: Any, scripts: bool, width: int
) -> None:
    check = axe if scripts else lambda page: None  # axe is a script itself
    page = open_browser(cast["burger"], width=width, scripts=scripts)
    page.goto("/praktijken/eerder-aan-tafel/")
    page.get_by_role("link", name="De agenda van inwoners").click()
    expect(page.get_by_text("Te laat: antwoord was beloofd voor")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Zet een thema op de agenda").click()
    field = page.get_by_label("Wat moet er op de agenda? Zeg het in één zin.")
    if scripts:
        field.press_sequentially("brieven laten liggen", delay=5)
    else:
        field.fill("brieven laten liggen")
        page.get_by_role("button", name="Kijk wat er bekend is").click()
    expect(page.get_by_role("heading", name="Staat het er al?")).to_be_visible()
    expect(page.get_by_role("link", name="Een plek waar je je brieven mag laten liggen")).to_be_visible()
    check(page)
    page.get_by_label("Wat moet er op de agenda? Zeg het in één zin.").fill(SAID)
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_label("Wat moet er op de agenda?")).to_have_value(SAID)
    check(page)
    page.get_by_role("button", name="Zet het op de agenda").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SAID)
    expect(page.get_by_role("button", name="Je volgt dit. Stop")).to_be_visible()
    check(page)
    page.goto(AGENDA)
    page.get_by_role("checkbox", name=SAID).check()
    page.get_by_role("button", name="Bewaar mijn stippen").click()
    expect(page.get_by_role("checkbox", name=SAID)).to_be_checked()
    expect(page.get_by_text("Je kunt er nog 2 geven.")).to_be_visible()
    where = AgendaTheme.objects.get(title=SAID).get_absolute_url()
    leader = open_browser(cast["facilitator"], width=width, scripts=scripts)
    leader.goto(where)
    leader.get_by_role("radio", name="Opgepakt").check()
    leader.get_by_label("Waarom, en wat gebeurt er nu?").fill("Goed idee. Dit nemen we mee.")
    leader.get_by_role("button", name="Plaats het antwoord").click()
    refused = "Kies in welke stap, welke casus of welk gesprek jullie dit oppakken."
    expect(leader.get_by_text(refused, exact=True)).to_be_visible()
    expect(leader.get_by_label("Waarom, en wat gebeurt er nu?")).to_have_value("Goed idee. Dit nemen we mee.")
    check(leader)
    leader.get_by_label("Opgepakt: in welke stap?").select_option(label="Doen")
    leader.get_by_role("button", name="Plaats het antwoord").click()
    expect(leader.get_by_text("hier zijn we nu")).to_be_visible()
    page.goto("/mijn/meldingen/")
    page.get_by_role("link", name="Er is een antwoord op een agendathema dat je volgt.").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SAID)
    page.goto(f"{AGENDA}?wat=opgepakt")
    expect(page.get_by_role("link", name=SAID)).to_be_visible()
