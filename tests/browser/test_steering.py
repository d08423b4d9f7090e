"""Who leads a practice does what they do often in at most three screens, without scripts, on a phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from forums.models import Session, Task
from practices.actions.cycle import found
from practices.models import Invitation
from tests.makers import make_member, make_user

WIDTH = 320


@pytest.fixture
def marit(site):
    return make_user("Marit")


@pytest.fixture
def practice(marit):
    made = found(marit, "pro", {"name": "Eerder aan tafel", "question": "Hoe komen we binnen?"})
    make_member(made, "Bea")
    return made


def test_a_facilitator_ends_a_phase_invites_plans_and_writes_a_task_down(open_browser, axe, marit, practice):
    page = open_browser(marit, width=WIDTH, scripts=False)
    day = f"{timezone.localdate() + timedelta(days=7):%Y-%m-%d}"

    def home() -> None:
        page.goto(practice.get_absolute_url())
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH

    home()
    page.get_by_role("link", name="Rond deze stap af").click()
    page.get_by_label("Wat nemen jullie mee uit deze stap?").fill("Eén vraag is genoeg.")
    page.get_by_role("button", name="Rond af en ga verder").click()
    expect(page.get_by_text("De praktijk is nu bij: Weten.")).to_be_visible()
    assert practice.phases.get(order=2).state == "now"

    home()
    page.get_by_text("Meer dat je hier kunt doen").click()
    page.get_by_role("link", name="Nodig iemand uit").click()
    page.get_by_label("Mailadressen").fill("a@example.org\nb@example.org")
    page.get_by_role("button", name="Stuur de uitnodiging").click()
    expect(page.get_by_text("De uitnodigingen zijn verstuurd.")).to_be_visible()
    assert Invitation.objects.count() == 2

    home()
    page.get_by_role("link", name="Taken").click()
    page.get_by_role("link", name="Schrijf een taak op").first.click()
    page.get_by_label("Wat moet er gebeuren?").fill("De zaal regelen.")
    page.get_by_label("Wanneer is het klaar?").fill(day)
    page.get_by_role("button", name="Bewaar de taak").click()
    expect(page.get_by_text("De zaal regelen.").first).to_be_visible()
    assert Task.objects.get().what == "De zaal regelen."

    home()
    page.get_by_role("link", name="Bijeenkomsten", exact=True).click()
    page.get_by_role("link", name="Plan een bijeenkomst").first.click()
    page.get_by_label("Hoe heet de bijeenkomst?").fill("Wat zien we?")
    page.get_by_label("Op welke dag?").fill(day)
    page.get_by_label("Hoe laat?").fill("14:00")
    page.get_by_role("button", name="Bewaar de bijeenkomst").click()
    page.get_by_role("button", name="Ik kom", exact=True).click()
    expect(page.get_by_text("Je antwoord staat erin.")).to_be_visible()
    session = Session.objects.get()
    assert session.coming.get().user == marit

    for path in ("fasen/", "begin/", "mensen/", "taken/", "aanpassen/welkom/"):
        page.goto(f"{practice.get_absolute_url()}{path}")
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, path
    seen = open_browser(marit, width=375)
    for path in ("fasen/", "mensen/"):
        seen.goto(f"{practice.get_absolute_url()}{path}")
        axe(seen)
