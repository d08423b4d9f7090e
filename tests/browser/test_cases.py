"""A case from three answers to a look back, a second reader, and a duo-case: in a browser without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Perspective
from forums.models import Case, Side
from practices.models import Weighing
from tests.makers import make_element, make_member, make_practice, make_user

OpenBrowser = Callable[..., Page]
HELP = "Iemand die bleef bellen"
LOOKED_BACK = "Ik belde elke dinsdag, op een vast moment."


@pytest.fixture
def people() -> dict[str, object]:
    practice = make_practice()
    return {
        "practice": practice,
        "joost": make_member(practice, "Joost"),
        "samira": make_member(practice, "Samira", Perspective.LIVED),
        "fay": make_member(practice, "Fay", is_facilitator=True),
        "element": make_element(HELP),
    }


def bring(page: Page, people: dict, title: str, situation: str) -> None:
    page.goto(f"/praktijken/{people['practice'].slug}/casussen/nieuw/?verder=1&weet=")
    page.get_by_label("Geef de casus een korte titel").fill(title)
    page.get_by_label("Wat speelt er?").fill(situation)
    page.get_by_label("Wat is je vraag aan de anderen?").fill("Hoe ga ik door?")


def place(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Plaats mijn casus|Plaats toch")).click()


def test_a_case_grows_from_three_answers_to_a_look_back_that_weighs(open_browser: OpenBrowser, people, axe) -> None:
    page = open_browser(people["joost"], width=375, scripts=False)
    bring(page, people, "Niemand neemt op", "Iemand neemt de telefoon niet meer op.")
    assert page.locator("form[data-suggest] textarea:visible").count() == 2  # the title is a line
    page.get_by_label("Geef de casus een korte titel").press("Enter")
    assert not Case.objects.exists()
    place(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Niemand neemt op")
    expect(page.get_by_text("Je casus staat erin.")).to_be_visible()
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375

    page.get_by_role("link", name="Pas aan").click()
    page.get_by_text("Meer vertellen").click()
    page.get_by_label("Wat heb je geprobeerd?").fill("Een brief")
    page.get_by_label("Wat kost het mensen?").fill("Slaap")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", name="Wat is er geprobeerd?")).to_be_visible()

    page.get_by_role("link", name="Vertel de uitkomst").click()
    page.get_by_label("Wat kwam eruit?").fill("Het lukte niet.")
    page.get_by_role("button", name="Vertel de uitkomst").click()
    expect(page.get_by_role("heading", name=re.compile("De uitkomst tot nu toe"))).to_be_visible()
    page.get_by_role("link", name="Vertel hoe het verder ging").click()
    page.get_by_label("Wat deed je?").fill(LOOKED_BACK)
    page.get_by_label("Ja, het hielp").check()
    page.locator("[name=element_1]").select_option(label=HELP)
    page.locator("[name=polarity_1]").select_option("helped")
    page.get_by_role("button", name="Plaats mijn terugblik").click()
    expect(page.get_by_text(LOOKED_BACK)).to_be_visible()
    row = Weighing.objects.get()
    assert (row.element, row.polarity, row.contribution.kind) == (people["element"], "helped", "lookback")
    assert page.url.split("#")[0].endswith(Case.objects.get().get_absolute_url())
    other = open_browser(people["samira"], width=1280)
    other.goto(Case.objects.get().get_absolute_url())
    expect(other.get_by_text(LOOKED_BACK)).to_be_visible()
    axe(other)


def test_what_may_point_at_a_person_waits_for_a_second_reader(open_browser: OpenBrowser, people) -> None:
    page = open_browser(people["joost"], width=375, scripts=False)
    bring(page, people, "Niet thuis", "Mevrouw Jansen belde naar 0612345678.")
    place(page)
    expect(page.get_by_role("button", name="Plaats toch")).to_be_visible()  # first shown to who wrote it
    place(page)
    expect(page.get_by_text("Iemand leest je casus eerst.").last).to_be_visible()
    where = Case.objects.get().get_absolute_url()
    other = open_browser(people["samira"], scripts=False)
    assert other.goto(where).status == 404
    for reader in (people["fay"], make_user("Mo", is_moderator=True)):  # two, for it can reach somebody
        reading = open_browser(reader, scripts=False)
        reading.goto("/moderatie/")
        reading.locator("main a[href*='/moderatie/']", has_text=re.compile("Casus|Niet thuis")).first.click()
        reading.get_by_label("Goed zo").check()
        reading.get_by_role("button", name=re.compile("Bewaar|Besluit|ja", re.IGNORECASE)).first.click()
    assert other.goto(where).status == 200
    expect(other.get_by_role("heading", level=1)).to_have_text("Niet thuis")


def test_two_sides_stand_beside_each_other_once_both_said_yes(open_browser: OpenBrowser, people, axe) -> None:
    joost, sam = open_browser(people["joost"], scripts=False), open_browser(width=375, scripts=False)
    joost.goto(f"/praktijken/{people['practice'].slug}/casussen/nieuw/?verder=1&weet=")
    joost.get_by_role("link", name="Samen vertellen, elk een eigen kant?").click()
    joost.locator("[name=title]").fill("Elke week bellen")
    joost.locator("[name=situation]").fill("Hulp bij geldzorgen.")
    joost.locator("[name=question]").fill("Wat helpt echt?")
    joost.locator("[name=audience][value=everyone]").check()
    joost.locator("[name=invited]").select_option("link")
    joost.get_by_role("main").get_by_role("button").last.click()
    joost.get_by_role("button", name="Maak een link voor de ander").click()
    link = joost.locator(".notice .own").inner_text()
    tell(joost, "Ik belde elke week.", "helped")
    sam.goto(link[link.index("/casussen/") :])
    assert "Ik belde elke week." not in sam.content()
    sam.locator("[name=perspective][value=lived]").check()
    sam.get_by_label("Onder deze naam").fill("Sam")
    tell(sam, "Niemand belde mij.", "missing")
    assert "Niemand belde mij." not in joost.reload().text()
    for page in (joost, sam):
        page.get_by_role("button", name="Ja, laat onze kanten zien").click()
    where = Case.objects.get().get_absolute_url()
    wide = open_browser(width=1280)
    wide.goto(where)
    boxes = [wide.get_by_text(text).first.bounding_box() for text in ("Ik belde elke week.", "Niemand belde mij.")]
    assert abs(boxes[0]["y"] - boxes[1]["y"]) < 80
    assert boxes[0]["x"] + 200 < boxes[1]["x"]
    expect(wide.get_by_role("table")).to_contain_text(HELP)
    axe(wide)
    sam.goto(where)
    sam.wait_for_load_state()
    assert sam.evaluate("document.documentElement.scrollWidth") <= 375
    assert Side.objects.filter(agreed_at__isnull=False).count() == 2


def tell(page: Page, text: str, polarity: str) -> None:
    page.locator("[name=happened]").fill(text)
    page.locator("[name=element_1]").select_option(label=HELP)
    page.locator("[name=polarity_1]").select_option(polarity)
    page.get_by_role("button", name="Bewaar mijn kant").click()
