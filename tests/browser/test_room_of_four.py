"""Four browsers run a whole incident method; a line is lost twice and the server dies once: one harvest for all."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_killed import ROOT, Server

NAMES = ("Marit", "Joost", "Samira", "Wil")
MAKE = """
import json
from django.conf import settings
from django.test import Client
from accounts.models import Perspective
from forums.actions.methods import load
from forums.models import Method
from tests.makers import *
load(settings.DATA / "methods.json")
practice = make_practice("Eerder aan tafel")
people = {
    "Marit": make_member(practice, "Marit", is_facilitator=True),
    "Joost": make_member(practice, "Joost"),
    "Samira": make_member(practice, "Samira", Perspective.LIVED),
    "Wil": make_member(practice, "Wil", Perspective.CITIZEN),
}
session = make_session(practice, people["Marit"], Method.objects.get(slug="incidentmethode"))
keys = {}
for name, user in people.items():
    sit_down(session, user)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    keys[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
facts = {"address": session.get_absolute_url(), "cookie": settings.SESSION_COOKIE_NAME, "keys": keys}
print("FACTS" + json.dumps(facts))
"""
AGREE_WITHIN = 250  # ms
WRONG_CLOCK = "const real = Date.now; Date.now = () => real() + 7 * 60000;"  # a phone that is seven minutes ahead


class Table:
    """A real server with a session on it, and a browser for each person at its table."""

    def __init__(self, server: Server, browser: Browser) -> None:
        self.server = server
        command = [sys.executable, str(ROOT / "manage.py"), "shell", "-c", MAKE]
        made = subprocess.run(command, env=server.environment, cwd=ROOT, check=True, capture_output=True, text=True)
        facts = json.loads(made.stdout.partition("FACTS")[2])
        self.address = facts["address"]
        self.pages: dict[str, Page] = {}
        server.start()
        for name in NAMES:
            context = browser.new_context(
                base_url=server.url, locale="nl-NL", reduced_motion="reduce", viewport={"width": 375, "height": 812}
            )
            context.set_default_timeout(20_000)
            context.add_cookies([{"name": facts["cookie"], "value": facts["keys"][name], "url": server.url}])
            self.pages[name] = context.new_page()
        self.pages["Samira"].add_init_script(WRONG_CLOCK)

    def room(self, name: str) -> Page:
        self.pages[name].goto(f"{self.address}kamer/")
        return self.pages[name]

    def go_on(self, step: str, others: tuple[str, ...] = NAMES[1:]) -> None:
        """Let who leads go on, and the others follow the way that is shown to them."""
        leader = self.pages["Marit"]
        leader.get_by_role("button", name=re.compile("Volgende stap|Sluit af")).click()
        heading = leader.get_by_role("heading", level=1)
        expect(heading).to_have_text(step)
        for name in others:
            self.follow(name, step)

    def follow(self, name: str, step: str) -> None:
        page = self.pages[name]
        page.locator("[data-room-status] a.pill").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(step)

    def take_turns(self, number: int) -> None:
        leader = self.pages["Marit"]
        for _turn in range(number):
            leader.get_by_role("button", name=re.compile(r" heeft gesproken$|^Ik heb gesproken$")).first.click()
            leader.wait_for_load_state()
        expect(leader.get_by_text("Iedereen is aan het woord geweest.")).to_be_visible()

    def clocks(self) -> list[float]:
        """Give by how much each browser errs about the time of the server, in milliseconds."""
        errs = []
        for page in self.pages.values():
            expect(page.locator("[data-room][data-agreed]")).to_have_count(1, timeout=20_000)
            before = time.time() * 1000
            there = page.evaluate("Date.now() + Number(document.querySelector('[data-room]').dataset.offset)")
            after = time.time() * 1000
            errs.append(max(before - there, there - after, 0.0))
        return errs


@pytest.fixture
def table(tmp_path: Path, browser: Browser) -> Iterator[Table]:
    server = Server(tmp_path)
    server.migrate()
    table = Table(server, browser)
    yield table
    for page in table.pages.values():
        page.context.close()
    if server.program and server.program.poll() is None:
        server.kill()


def write(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).fill(text)


def kept(page: Page) -> None:
    expect(page.locator("[data-kept]")).to_contain_text("Bewaard.", timeout=30_000)


def test_four_browsers_run_a_whole_incident_method_and_end_with_one_harvest(table: Table) -> None:
    marit, joost, samira, wil = (table.room(name) for name in NAMES)
    marit.get_by_label("Wie brengt iets in?").select_option("Joost")
    marit.get_by_role("button", name="Begin").click()
    for page in table.pages.values():  # those who waited are taken along
        expect(page.get_by_role("heading", level=1)).to_have_text("Het incident")

    table.go_on("Schrijf je vragen op")
    for page, question in ((samira, "Wat gebeurde er die ochtend?"), (wil, "Wie belde er?")):
        write(page, "Vraag 1", question)
        page.get_by_role("button", name="Ik ben klaar").click()
    expect(joost.locator("#kamer-wie")).to_contain_text("2 van de 3 klaar.")
    assert "die ochtend" not in joost.content()

    table.go_on("Vragenronde")
    expect(joost.get_by_text("Wat gebeurde er die ochtend?")).to_be_visible()
    table.go_on("Wat speelt hier?")
    table.take_turns(3)

    table.go_on("Schrijf in stilte")
    assert max(table.clocks()) < AGREE_WITHIN
    wil.context.set_offline(True)  # the first time that a line is lost: while somebody writes
    write(wil, "Jouw tekst", "Laat dezelfde man terugkomen.")
    expect(wil.locator("[data-kept]")).to_contain_text("Nog niet bewaard.", timeout=15_000)
    wil.context.set_offline(False)
    kept(wil)
    write(samira, "Jouw tekst", "Vraag wat er gebeurt. En wacht dan.")
    kept(samira)
    table.server.kill()  # in the middle of a step, while a text is being written
    write(samira, "Jouw tekst", "Vraag wat er gebeurt. En wacht dan. Niet zelf invullen.")
    expect(samira.locator("[data-kept]")).to_contain_text("Nog niet bewaard.")
    table.server.start()
    kept(samira)
    samira.reload()
    expect(samira.get_by_label("Jouw tekst")).to_have_value(re.compile("Niet zelf invullen"))
    marit.reload()
    assert max(table.clocks()) < AGREE_WITHIN
    for page in (samira, wil):
        page.get_by_role("button", name="Ik ben klaar").click()
        expect(page.get_by_text("Je bent klaar.")).to_be_visible()
    write(marit, "Jouw tekst", "Bel twee keer.")
    marit.get_by_role("button", name="Ik ben klaar").click()
    assert all("invullen" not in page.content() for page in (marit, joost, wil))

    table.go_on("Lees eerst, praat straks")
    for page in table.pages.values():
        for text in ("Laat dezelfde man terugkomen.", "Niet zelf invullen.", "Bel twee keer."):
            expect(page.locator("#kamer-tafel").get_by_text(text)).to_be_visible()
    wil.get_by_label("Bel twee keer.").check()
    wil.get_by_role("button", name="Ik ben klaar").click()
    expect(wil.get_by_text("Je bent klaar.")).to_be_visible()

    wil.context.set_offline(True)  # the second time: while the others go on
    table.go_on("Gesprek", ("Joost", "Samira"))
    wil.context.set_offline(False)
    table.follow("Wil", "Gesprek")
    table.take_turns(3)
    table.go_on("Wat er echt gebeurde")
    table.go_on("Wat neem je mee?")
    for page in table.pages.values():
        write(page, "Jouw tekst", "Ik bel voortaan eerst.")
        page.get_by_role("button", name="Ik ben klaar").click()
        expect(page.get_by_text("Je bent klaar.")).to_be_visible()
    marit.get_by_role("button", name="Sluit af en ga naar de oogst").click()
    for page in (joost, samira, wil):
        page.locator("[data-room-status] a.pill").click()
    reap(table)
    harvests = set()
    for page in table.pages.values():
        page.goto(table.address)
        parts = page.locator("section:has(> #inzichten), section:has(> #taken), section:has(> #verslag)")
        words = " ".join(" ".join(parts.all_inner_texts()).split())
        harvests.add(words.replace(" Dit is klaar", ""))  # what only who does the task can press
    (harvest,) = harvests
    for said in ("Eerst bellen", "De school bellen", "We spraken over drie gemiste afspraken."):
        assert said in harvest


def reap(table: Table) -> None:
    """Make the harvest together: an insight, a task, a report, and a yes of everybody."""
    marit, joost, samira, _wil = table.pages.values()
    for page in table.pages.values():
        page.get_by_role("link", name="Naar de oogst").click()
    samira.get_by_role("link", name="Voeg een inzicht toe").click()
    write(samira, "Wat leerden jullie, in één zin?", "Eerst bellen, dan pas langsgaan")
    write(samira, "Vertel er iets meer over", "Wie gebeld wordt, doet vaker open.")
    write(samira, "In welke situatie was dat?", "Bij mensen die drie keer niet kwamen.")
    samira.get_by_role("button", name="Bewaar").click()
    joost.get_by_role("link", name="Voeg een taak toe").click()
    joost.get_by_label("Wie doet het?").select_option("Joost")
    write(joost, "Wat?", "De school bellen")
    write(joost, "Wanneer is het klaar?", (timezone.localdate() + timedelta(days=7)).isoformat())
    joost.get_by_role("button", name="Bewaar").click()
    marit.get_by_role("link", name="Schrijf het verslag").click()
    write(marit, "Het verslag", "We spraken over drie gemiste afspraken.")
    marit.get_by_role("button", name="Bewaar").click()
    marit.get_by_role("button", name="Vraag iedereen of het klopt").click()
    for name in NAMES[1:]:
        page = table.pages[name]
        page.goto(f"{table.address}oogst/")
        page.get_by_label("Ja, dit klopt").check()
        page.get_by_role("button", name="Geef mijn antwoord").click()
    marit.reload()
    marit.get_by_role("button", name="Deel de oogst in de praktijk").click()
    expect(marit.get_by_text("Deze oogst staat in de praktijk.")).to_be_visible()
