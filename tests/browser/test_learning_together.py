"""An insight is asked of who told it, and something is tried, in a real browser; the screens are accessible."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Perspective
from forums.actions.cases import add_outcome
from practices.models import Audience, VoiceQuarter
from tests.makers import make_case, make_member, make_practice, make_story, make_user

pytestmark = pytest.mark.django_db(transaction=True)
TOLD = "Ze kwam op dinsdag. Toen deed ik open."


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_who_told_it_says_that_it_is_right_and_then_it_is_shared(open_browser, scripts):
    practice = make_practice()
    roos, marit = make_user("Roos", Perspective.LIVED), make_member(practice, "Marit", is_facilitator=True)
    make_story(roos, Audience.PRACTICE, practice=practice, title="Op dinsdag", happened=TOLD)
    writer = open_browser(marit, scripts=scripts)
    writer.goto(f"/praktijken/{practice.slug}/inzichten/nieuw/")
    writer.get_by_label("Wat leerden jullie, in één zin?").fill("Een vaste dag opent de deur")
    writer.get_by_label("Vertel er iets meer over").fill("Wie op een vaste dag komt, komt binnen.")
    writer.get_by_label("In welke situatie was dat?").fill("Bij mensen die niet opendoen.")
    writer.get_by_label("Op dinsdag").check()
    writer.get_by_role("button", name="Bewaar het inzicht").click()
    insight = writer.url
    writer.get_by_role("link", name="Kies de zinnen").click()
    writer.get_by_label("Op dinsdag").select_option("Toen deed ik open.")
    writer.get_by_role("button", name="Bewaar de zinnen").click()
    writer.get_by_role("button", name="Vraag of het klopt").click()
    expect(writer.get_by_text("Nog geen antwoord.")).to_be_visible()

    teller = open_browser(roos, width=375, scripts=scripts)
    teller.goto("/mijn/")
    teller.get_by_role("link", name="Een vaste dag opent de deur").click()
    expect(teller.get_by_text("‘Toen deed ik open.’")).to_be_visible()
    teller.get_by_label("Ja, dit klopt").check()
    teller.get_by_label("Ook andere regio’s").check()
    teller.get_by_role("button", name="Geef je antwoord").click()
    expect(teller.get_by_text("Jij zei: dit klopt.")).to_be_visible()

    writer.goto(insight)
    writer.get_by_role("button", name="Deel het met de praktijk").click()
    expect(writer.get_by_text("‘Toen deed ik open.’").first).to_be_visible()
    expect(writer.get_by_role("link", name="Deel dit buiten de praktijk")).to_be_visible()


def test_something_is_tried_and_ends_with_what_stops(open_browser):
    practice = make_practice()
    page = open_browser(make_member(practice, "Bea"), width=375, scripts=False)
    page.goto(f"/praktijken/{practice.slug}/pilots/nieuw/")
    page.get_by_label("Wat proberen jullie?").fill("Samen post openen")
    page.get_by_label("Wat verwachten jullie dat er dan gebeurt?").fill("De post gaat open.")
    page.get_by_label("Wanneer begint het?").fill("2026-11-01")
    page.get_by_label("Wanneer kijken jullie wat eruit kwam?").fill("2026-11-20")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("link", name="Rond af").click()
    page.get_by_label("Wat kwam eruit?").fill("De post ging open.")
    page.get_by_label("Breder maken").check()
    page.get_by_role("button", name="Rond af").click()
    expect(page.get_by_text("Schrijf wat er stopt").first).to_be_visible()
    page.get_by_label("Wat stopt er?").fill("De aanmaanbrief.")
    page.get_by_role("button", name="Rond af").click()
    expect(page.get_by_text("De aanmaanbrief.")).to_be_visible()


@pytest.mark.parametrize("width", [375, 1280])
def test_voices_pilots_and_what_failed_are_accessible(open_browser, axe, width):
    practice = make_practice()
    people = [make_member(practice, f"Joost {n}", is_facilitator=not n) for n in range(6)]
    for who in people:
        case = make_case(practice, who)
        facts = {"outcome": "Nee.", "result": "niet-gelukt", "barriers": ["regel"], "lost": ["vertrouwen"]}
        add_outcome(case, facts)
    figures = {"lived": {"share": 40, "cited": 65, "days": 2}, "pro": {"share": 60, "cited": 35, "days": -1}}
    VoiceQuarter.objects.create(
        practice=practice, starts_on=date(2026, 7, 1), figures=figures, frozen_at=timezone.now()
    )
    page = open_browser(people[0], width=width)
    inside = f"/praktijken/{practice.slug}"
    for where in ("stem-in-balans/", "casussen/op-stuk/?belemmering=regel", "pilots/", "pilots/nieuw/"):
        page.goto(f"{inside}/{where}")
        page.wait_for_load_state()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, where
