"""A whole session without scripts, and with the keyboard alone: listening, a turn, no names, a choice, a harvest."""

from __future__ import annotations

import re

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import Perspective
from forums.models import Note, Ready, Seat, Session
from forums.room import AWAY, now_of
from tests.makers import make_member, make_method, make_practice, make_session, sit_down

STEPS = [
    {"name": "Hardop denken", "input": "turn", "writers": "others"},
    {"name": "Zonder namen", "input": "text", "writers": "all", "is_anonymous": True},
    {"name": "Kies", "input": "choice", "writers": "all", "shows": "2", "options": "Anders\nHetzelfde"},
]
MOST_TABS = 80


def reach(page: Page, wanted: Locator) -> None:
    """Go there with the keyboard alone, and see that it shows where one is."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            assert wanted.evaluate("one => one.matches(':focus-visible')")
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def press(page: Page, name: str | re.Pattern[str], role: str = "button") -> None:
    wanted = page.get_by_role(role, name=name).first
    expect(wanted).to_be_visible()
    reach(page, wanted)
    page.keyboard.press("Enter")


def test_the_turn_comes_to_somebody_whose_page_stays_open(open_browser) -> None:
    practice = make_practice()
    people = {name: make_member(practice, name, is_facilitator=name == "Marit") for name in ("Marit", "Joost")}
    session = make_session(practice, people["Marit"], make_method(steps=[{**STEPS[0], "writers": "all"}]))
    sit_down(session, people["Joost"])
    pages = {name: open_browser(user, width=375) for name, user in people.items()}
    for page in pages.values():
        page.goto(f"{session.get_absolute_url()}kamer/")
    pages["Marit"].get_by_role("button", name="Begin").click()
    expect(pages["Joost"].get_by_role("heading", level=1)).to_have_text("Hardop denken")
    first = now_of(Session.objects.get(pk=session.pk)).speaker.pseudonym  # the order of turns is by chance
    second = "Joost" if first == "Marit" else "Marit"
    expect(pages[second].get_by_text(f"Nu is {first} aan het woord.")).to_be_visible()
    pages[first].get_by_role("button", name="Ik heb gesproken").click()
    expect(pages[second].get_by_text("Jij bent nu aan het woord.")).to_be_visible()
    expect(pages[second].get_by_role("button", name="Ik heb gesproken")).to_be_visible()


def test_a_turn_goes_past_who_is_away_and_comes_back(open_browser, axe) -> None:
    practice = make_practice()
    people = {name: make_member(practice, name, is_facilitator=name == "Marit") for name in ("Marit", "Joost", "Wil")}
    session = make_session(practice, people["Marit"], make_method(steps=[{**STEPS[0], "writers": "all"}]))
    for name in ("Joost", "Wil"):
        sit_down(session, people[name])
    room, pages = (
        f"{session.get_absolute_url()}kamer/",
        {name: open_browser(user, width=375) for name, user in people.items()},
    )
    for page in pages.values():
        page.goto(room)
    press(pages["Marit"], "Begin")
    for page in pages.values():
        expect(page.get_by_role("heading", level=1)).to_have_text("Hardop denken")
    first, gone, third = (seat.pseudonym for seat in now_of(Session.objects.get(pk=session.pk)).taking_part)
    pages[gone].goto("about:blank")  # a browser that is not there gives no sign of life
    Seat.objects.filter(pseudonym=gone).update(alive_at=timezone.now() - 2 * AWAY)
    press(pages[first], "Ik heb gesproken")
    expect(pages[third].get_by_text("Jij bent nu aan het woord.")).to_be_visible()
    for name in (first, third):
        expect(pages[name].locator("#kamer-wie li", has_text=gone)).to_contain_text("Even weg")
        axe(pages[name])
        assert pages[name].evaluate("document.documentElement.scrollWidth") <= 375
    expect(pages[first].get_by_text(f"Nu is {third} aan het woord.")).to_be_visible()
    pages[gone].goto(room)
    expect(
        pages[gone].get_by_text(f"Nu is {third} aan het woord. De anderen luisteren. Jouw beurt komt nog.")
    ).to_be_visible()
    for name in (first, third):
        expect(pages[name].locator("#kamer-wie li", has_text=gone)).to_contain_text("Komt nog")
    expect(pages[third].get_by_text("Jij bent nu aan het woord.")).to_be_visible()
    press(pages[third], "Ik heb gesproken")
    expect(pages[gone].get_by_text("Jij bent nu aan het woord.")).to_be_visible()
    press(pages[gone], "Ik heb gesproken")
    for page in pages.values():
        expect(page.get_by_text("Iedereen is aan het woord geweest.")).to_be_visible()


def test_a_session_needs_no_scripts_and_no_mouse(open_browser, axe) -> None:
    practice = make_practice()
    people = {
        "Marit": make_member(practice, "Marit", is_facilitator=True),
        "Joost": make_member(practice, "Joost"),
        "Samira": make_member(practice, "Samira", Perspective.LIVED),
    }
    session = make_session(practice, people["Marit"], make_method(steps=STEPS))
    for name in ("Joost", "Samira"):
        sit_down(session, people[name])
    room = f"{session.get_absolute_url()}kamer/"
    marit, joost = (open_browser(people[name], width=320, scripts=False) for name in ("Marit", "Joost"))
    samira = open_browser(people["Samira"], width=375)  # with scripts, and never a mouse
    for page in (marit, joost, samira):
        page.goto(room)
    marit.get_by_label("Wie brengt iets in?").select_option("Joost")
    marit.get_by_role("button", name="Begin").click()

    joost.get_by_role("link", name="Ververs").click()
    expect(joost.get_by_text("Jij luistert nu.")).to_be_visible()
    joost.get_by_label("Voor jezelf").fill("Dit raakt mij.")
    joost.get_by_role("button", name="Bewaar voor mezelf").click()
    assert joost.get_by_label("Voor jezelf").input_value() == "Dit raakt mij."
    expect(samira.get_by_role("heading", level=1)).to_have_text("Hardop denken")
    for _turn in range(2):  # the order of turns is by chance
        marit.goto(room)
        if marit.get_by_role("button", name="Ik heb gesproken").count():
            marit.get_by_role("button", name="Ik heb gesproken").click()
        else:
            press(samira, "Ik heb gesproken")
            expect(samira.get_by_text("Jij bent nu aan het woord.")).to_have_count(0)
    marit.goto(room)
    expect(marit.get_by_text("Iedereen is aan het woord geweest.")).to_be_visible()
    marit.get_by_role("button", name="Volgende stap: Zonder namen").click()

    press(samira, re.compile("Ga mee"), "link")
    expect(samira.get_by_role("heading", level=1)).to_have_text("Zonder namen")
    reach(samira, samira.get_by_label("Jouw tekst"))
    samira.keyboard.type("Rust weegt het zwaarst.")
    press(samira, "Ik ben klaar")
    expect(samira.get_by_text("Je bent klaar.")).to_be_visible()
    for page, text in ((marit, "Tijd."), (joost, "Vertrouwen.")):
        page.goto(room)
        page.get_by_label("Jouw tekst").fill(text)
        page.get_by_role("button", name="Ik ben klaar").click()
        expect(page.get_by_text("Je bent klaar.")).to_be_visible()
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    marit.get_by_role("button", name="Volgende stap: Kies").click()
    assert Note.objects.filter(number=0).count() == 1

    press(samira, re.compile("Ga mee"), "link")
    table = samira.locator("#kamer-tafel")
    expect(table).to_contain_text("Vertrouwen.")
    assert not [name for name in people if name in table.inner_text()]
    axe(samira)
    reach(samira, samira.get_by_label("Anders"))
    samira.keyboard.press("Space")
    press(samira, "Ik ben klaar")
    expect(samira.get_by_text("Je bent klaar.")).to_be_visible()
    assert Ready.objects.get(round__name="Kies").choice == "Anders"
    marit.get_by_role("button", name="Sluit af en ga naar de oogst").click()
    marit.get_by_role("link", name="Naar de oogst").click()
    marit.get_by_role("link", name="Schrijf het verslag").click()
    marit.get_by_label("Het verslag").fill("Rust en tijd.")
    marit.get_by_role("button", name="Bewaar").click()
    marit.get_by_role("button", name="Vraag iedereen of het klopt").click()
    samira.goto(f"{session.get_absolute_url()}oogst/")
    reach(samira, samira.get_by_label("Ja, dit klopt"))
    samira.keyboard.press("Space")
    press(samira, "Geef mijn antwoord")
    expect(samira.get_by_text("Zei nog niets")).to_have_count(1)
    assert "Dit raakt mij." not in samira.content()
