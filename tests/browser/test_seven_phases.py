"""One practice from its first day to an insight that everybody reads, through all seven phases, in three browsers.

Fay leads it at a desk. Joost, a professional, and Samira, who lived through it, use a phone; Samira's runs no scripts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Perspective
from forums.actions import methods
from forums.models import Harvest, Session
from practices.models import AgendaTheme, Insight, Practice, Quoted
from tests.makers import make_element, make_municipality, make_story, make_theme, make_user

OpenBrowser = Callable[..., Page]
QUESTION = "Hoe komen we binnen voordat de deurwaarder dat doet?"
WISH = "Dat iemand belt voordat er een brief komt"
STORY = "Ik deed de deur niet open. Tot iemand drie weken op dezelfde dag belde."
LEARNED = "Bel eerst, op een vaste dag"
CHANGES = "Wie niet opendoet, wordt eerst gebeld."
DAY = f"{timezone.localdate() + timedelta(days=14):%Y-%m-%d}"


class Walk:
    """The three of them, each with a browser, and the practice they make."""

    def __init__(self, open_browser: OpenBrowser, axe: Callable[[Page], None]) -> None:
        methods.load(settings.DATA / "methods.json")
        self.region = make_municipality("Rotterdam").labour_region
        self.theme = make_theme("Schulden")
        make_element("Iemand die bleef", self.theme)
        fay, joost = make_user("Fay"), make_user("Joost", Perspective.PROFESSIONAL)
        self.samira_user = make_user("Samira", Perspective.LIVED)
        self.fay = open_browser(fay)
        self.joost = open_browser(joost, width=375)
        self.samira = open_browser(self.samira_user, width=375, scripts=False)
        self.visitor = open_browser(width=375)
        self.axe = axe

    @property
    def practice(self) -> Practice:
        return Practice.objects.get()

    def home(self, page: Page) -> Page:
        page.goto(self.practice.get_absolute_url())
        return page

    def close(self, words: str, following: str) -> None:
        """End the phase with what is taken along."""
        page = self.home(self.fay)
        page.get_by_role("link", name="Rond deze stap af").click()
        page.get_by_label("Wat nemen jullie mee uit deze stap?").fill(words)
        page.get_by_role("button", name="Rond af en ga verder").click()
        expect(page.get_by_text(f"De praktijk is nu bij: {following}.")).to_be_visible()

    def fits(self, page: Page) -> None:
        """Nothing is wider than a phone."""
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, page.url


@pytest.fixture
def walk(open_browser: OpenBrowser, axe: Callable[[Page], None], site: Any) -> Walk:
    return Walk(open_browser, axe)


def test_a_practice_goes_from_its_question_to_a_shared_insight(walk: Walk) -> None:
    begin(walk)
    question(walk)
    knowing(walk)
    stories(walk)
    reading(walk)
    trying(walk)
    measuring(walk)
    sharing(walk)


def begin(walk: Walk) -> None:
    """Fay starts it, the others come in."""
    page = walk.fay
    page.goto("/praktijken/nieuw/?verder=1&weet=")
    page.get_by_label("Hoe heet jullie praktijk?").fill("Eerder aan tafel")
    page.get_by_label("Wat is jullie leervraag?").fill(QUESTION)
    page.get_by_label("In welke regio?").select_option(label=walk.region.name)
    page.get_by_label("Schulden").check()
    page.get_by_label("Open: iedereen kan meedoen").check()
    page.get_by_label("Professional").check()
    page.get_by_role("button", name="Begin deze praktijk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Eerder aan tafel")
    for mine, perspective in ((walk.joost, "Professional"), (walk.samira, "Ervaring")):
        walk.home(mine).get_by_role("link", name="Doe mee").first.click()
        mine.get_by_label(re.compile(perspective)).check()
        mine.get_by_role("button", name="Doe mee").click()
        expect(mine.get_by_text("Welkom. Je doet nu mee.")).to_be_visible()
        walk.fits(mine)


def question(walk: Walk) -> None:
    """Samira says what must be on the agenda; the practice answers and takes it up."""
    page = walk.samira
    page.goto(f"{walk.practice.get_absolute_url()}agenda/nieuw/?verder=1&weet=")
    page.get_by_label("Wat moet er op de agenda?").fill(WISH)
    page.get_by_role("button", name="Zet het op de agenda").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WISH)
    walk.fits(page)
    page = walk.fay
    page.goto(AgendaTheme.objects.get().get_absolute_url())
    page.get_by_role("radio", name="Opgepakt").check()
    page.get_by_label("Waarom, en wat gebeurt er nu?").fill("Dit is onze vraag geworden.")
    page.get_by_label("Opgepakt: in welke stap?").select_option(label="Doen")
    page.get_by_role("button", name="Plaats het antwoord").click()
    expect(page.get_by_text("Dit is onze vraag geworden.").first).to_be_visible()
    walk.close("De vraag is: eerder binnen.", "Weten")


def knowing(walk: Walk) -> None:
    """Joost follows his next step and looks up what is known."""
    page = walk.home(walk.joost)
    page.get_by_role("link", name="Jouw volgende stap").click()
    expect(page.get_by_role("main")).to_be_visible()
    assert "/zoeken/" in page.url
    walk.fits(page)
    walk.close("Aanbellen werkt zelden. Bellen staat nergens.", "Verhaal")


def stories(walk: Walk) -> None:
    """Samira told her story; Joost brings a case."""
    story = make_story(
        walk.samira_user, practice=walk.practice, title="Drie weken bellen", happened=STORY, pseudonym="Merel"
    )
    story.themes.add(walk.theme)
    page = walk.joost
    page.goto(f"{walk.practice.get_absolute_url()}casussen/nieuw/?verder=1&weet=")
    page.get_by_label("Geef de casus een korte titel").fill("Niemand neemt op")
    page.get_by_label("Wat speelt er?").fill("Iemand neemt de telefoon niet meer op.")
    page.get_by_label("Wat is je vraag aan de anderen?").fill("Hoe ga ik door?")
    page.get_by_role("button", name=re.compile("Plaats mijn casus|Plaats toch")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Niemand neemt op")
    walk.home(walk.samira)
    expect(walk.samira.get_by_role("link", name="Niemand neemt op").first).to_be_visible()
    walk.close("Een verhaal en een casus zeggen hetzelfde.", "Duiden")


def reading(walk: Walk) -> None:
    """They interpret what they have: three screens to start it, eight steps, and a last line that may not miss."""
    page = walk.home(walk.fay)
    page.get_by_role("link", name="Duid samen wat jullie hebben").click()
    walk.axe(page)
    page.get_by_label("Verhaal: Drie weken bellen").check()
    page.get_by_label("Casus: Niemand neemt op").check()
    page.get_by_label("De kaart van deze praktijk").check()
    page.get_by_role("button", name="Leg het klaar").click()
    session = Session.objects.get()
    for mine, perspective in ((walk.samira, "Ervaring"), (walk.joost, "Professional")):
        mine.goto(session.get_absolute_url())
        expect(mine.get_by_text(STORY[:40])).to_be_visible()
        mine.get_by_label(re.compile(perspective)).first.check()
        mine.get_by_role("button", name="Kom aan tafel").click()
        walk.fits(mine)
    page.get_by_role("link", name="Naar de tafel").click()
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat ligt er op tafel?")
    go_on(page, "Gelezen met ervaring")
    write(walk.samira, session, "Zij wachtte tot ik er klaar voor was.")
    go_on(page, "Gelezen vanuit het werk")
    write(walk.joost, session, "Ik mag pas bellen na de derde brief.")
    assert "na de derde brief" not in see(walk.samira, session), "closed until the step ends"
    go_on(page, "Gelezen vanuit beleid")
    go_on(page, "Drie lezingen naast elkaar")
    both = see(walk.samira, session)
    assert "Zij wachtte tot ik er klaar voor was." in both
    assert "Ik mag pas bellen na de derde brief." in both
    walk.fits(walk.samira)
    go_on(page, "Wat delen we?")
    write(page, session, "De eerste stap komt van ons.")
    go_on(page, "Wat blijft omstreden?")
    go_on(page, "Wat verandert er voor mensen?")
    write(page, session, CHANGES)
    page.get_by_role("button", name="Sluit af en ga naar de oogst").click()
    reap(walk, session)
    walk.close(CHANGES, "Doen")


def go_on(page: Page, step: str) -> None:
    page.get_by_role("button", name=re.compile("^Volgende stap")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(step)


def write(page: Page, session: Session, text: str) -> None:
    """Write in the step that goes on, and give it."""
    page.goto(f"{session.get_absolute_url()}kamer/")
    page.get_by_label("Jouw tekst").fill(text)
    page.get_by_role("button", name="Ik ben klaar").click()
    expect(page.get_by_text("Je bent klaar.").first).to_be_visible()


def see(page: Page, session: Session) -> str:
    page.goto(f"{session.get_absolute_url()}kamer/")
    return page.content()


def reap(walk: Walk, session: Session) -> None:
    """Samira words what was learned; without what changes for people nobody is asked whether it is right."""
    harvest = f"{session.get_absolute_url()}oogst/"
    page = walk.samira
    page.goto(harvest)
    page.get_by_role("link", name="Voeg een inzicht toe").click()
    page.get_by_label("Wat leerden jullie, in één zin?").fill(LEARNED)
    page.get_by_label("Vertel er iets meer over").fill("Wie weet wanneer je belt, neemt op.")
    page.get_by_label("In welke situatie was dat?").fill("Bij mensen die de deur niet meer opendoen.")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text(LEARNED)).to_be_visible()
    page = walk.fay
    page.goto(harvest)
    page.get_by_role("button", name="Vraag iedereen of het klopt").click()
    expect(page.get_by_text("Schrijf eerst de laatste regel")).to_be_visible()
    assert Harvest.objects.get().offered_at is None
    page.get_by_role("link", name="Schrijf de laatste regel").click()
    expect(page.get_by_label("Wat verandert er voor mensen?")).to_have_value(CHANGES)
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("button", name="Vraag iedereen of het klopt").click()
    for mine in (walk.joost, walk.samira):
        mine.goto(harvest)
        mine.get_by_label("Ja, dit klopt").check()
        mine.get_by_role("button", name="Geef mijn antwoord").click()
        expect(mine.get_by_role("button", name="Verander mijn antwoord")).to_be_visible()
        walk.fits(mine)
    page.goto(harvest)
    page.get_by_role("button", name="Deel de oogst in de praktijk").click()
    page.goto(session.get_absolute_url())
    expect(page.get_by_role("link", name=LEARNED).first).to_be_visible()
    expect(page.get_by_text(CHANGES).first).to_be_visible()


def trying(walk: Walk) -> None:
    """Fay asks Joost to do it, and he says that he did."""
    page = walk.fay
    page.goto(f"{walk.practice.get_absolute_url()}taken/nieuw/")
    page.get_by_label("Wat moet er gebeuren?").fill("Vier weken op dinsdag bellen.")
    page.get_by_label("Wie doet het?").select_option(label="Joost")
    page.get_by_label("Wanneer is het klaar?").fill(DAY)
    page.get_by_role("button", name="Bewaar de taak").click()
    expect(page.get_by_text("Vier weken op dinsdag bellen.").first).to_be_visible()
    page = walk.joost
    page.goto(f"{walk.practice.get_absolute_url()}taken/")
    page.get_by_role("button", name=re.compile("^Dit is klaar")).click()
    expect(page.get_by_role("heading", name="Klaar", exact=True)).to_be_visible()
    assert walk.practice.tasks.get().done_at is not None
    walk.close("Zeven van de tien namen op.", "Meten")


def measuring(walk: Walk) -> None:
    """What people notice is measured, and the practice adjusts; Samira reads it."""
    page = walk.fay
    page.goto(f"{walk.practice.get_absolute_url()}monitor/nieuw/")
    page.get_by_label("Wat meten jullie?").fill("Dagen tot de eerste afspraak")
    page.get_by_label("Welke eenheid?").fill("dagen")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_label("Welk getal?").fill("12,5")
    page.get_by_role("button", name="Bewaar het getal").click()
    expect(page.get_by_text("Het getal staat erbij.")).to_be_visible()
    page.goto(f"{walk.practice.get_absolute_url()}monitor/bijsturen/")
    page.get_by_label("Wat zagen we?").fill("Het ging sneller.")
    page.get_by_label("Wat veranderen we?").fill("Wij bellen nu altijd op dinsdag.")
    page.get_by_role("button", name="Bewaar dit moment").click()
    expect(page.get_by_text("Jullie bijstuurmoment staat erbij.")).to_be_visible()
    page = walk.samira
    page.goto(f"{walk.practice.get_absolute_url()}monitor/")
    expect(page.get_by_text("Dagen tot de eerste afspraak: 12,5 dagen")).to_be_visible()
    expect(page.get_by_text("Wij bellen nu altijd op dinsdag.")).to_be_visible()
    walk.fits(page)
    walk.close("Van twintig dagen naar twaalf.", "Delen")


def sharing(walk: Walk) -> None:
    """Joost, whose case it rests on, says that it is right; then Fay lets other regions read it, and then everybody."""
    insight = Insight.objects.get()
    page = walk.fay
    page.goto(insight.get_absolute_url())
    page.get_by_role("button", name="Vraag of het klopt").click()
    expect(page.get_by_text(re.compile("^Gevraagd op")).first).to_be_visible()
    mine = walk.joost
    row = Quoted.objects.get(insight=insight, contribution__kind="case")
    mine.goto(f"/mijn/aangehaald/{row.pk}/")
    mine.get_by_role("radio", name="Ja, dit klopt").check()
    mine.get_by_label("Iedereen, ook zonder account").check()
    mine.get_by_role("button", name="Geef je antwoord").click()
    expect(mine.get_by_text(re.compile("^Jij zei: dit klopt")).first).to_be_visible()
    for readers in ("Iedereen met een account", "Iedereen, ook zonder account"):
        page.goto(f"{insight.get_absolute_url()}delen/")
        page.get_by_label(readers).check()
        page.get_by_label("Ik heb gekeken: niemand is hierin te herkennen").check()
        page.get_by_role("button", name="Bewaar wie dit leest").click()
        expect(page.get_by_text("Bewaard. Je ziet bij het inzicht wie het mag lezen.")).to_be_visible()
    page = walk.visitor
    page.goto("/uitwisseling/")
    page.get_by_role("link", name=LEARNED).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LEARNED)
    walk.axe(page)
    walk.fits(page)
    assert "Samira" in page.content(), "under the name she had at the table"
    assert walk.samira_user.email not in page.content()
