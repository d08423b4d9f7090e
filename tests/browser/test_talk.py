"""A talk in real browsers: replies arrive, nothing moves by itself, and a lost connection is made good."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from accounts.models import Perspective
from practices.actions.contributions import set_audience, withdraw
from practices.models import Audience
from tests.makers import make_case, make_member, make_practice, make_reply

OpenBrowser = Callable[..., Page]


@pytest.fixture
def cast(site):
    practice = make_practice()
    joost = make_member(practice, "Joost")
    samira = make_member(practice, "Samira", Perspective.LIVED)
    return joost, samira, make_case(practice, joost)


def listening(page: Page, path: str) -> Page:
    """Open a page and wait until its socket listens: only then it knows how many are here."""
    page.goto(path)
    expect(page.locator("[data-live-count]")).to_contain_text("Nu aan tafel")
    return page


def write(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Wat wil je meegeven?").fill(text)
    page.get_by_role("button", name="Plaats").click()
    expect(page.locator(".talk", has_text=text)).to_be_visible()


def test_a_reply_arrives_by_itself_and_moves_nothing(cast, open_browser: OpenBrowser, axe) -> None:
    joost, samira, case = cast
    reader = listening(open_browser(joost), case.get_absolute_url())
    writer = listening(open_browser(samira), case.get_absolute_url())
    field = reader.get_by_role("textbox", name="Wat wil je meegeven?")
    field.fill("Ik ben nog aan het ty")
    field.focus()
    top = reader.evaluate("scrollY")
    make_reply(case, samira, "Dat herken ik goed.")
    pill = reader.get_by_role("link", name="1 nieuwe reactie. Toon die")
    expect(pill).to_be_visible()
    assert reader.evaluate("scrollY") == top
    expect(field).to_be_focused()
    expect(reader.get_by_text("Dat herken ik goed.")).to_have_count(0)
    axe(reader)
    pill.click()
    piece = reader.locator(".talk", has_text="Dat herken ik goed.")
    expect(piece).to_be_visible()
    expect(piece.locator("[data-live-heading]")).to_be_focused()
    expect(pill).to_have_count(0)
    expect(field).to_have_value("Ik ben nog aan het ty")
    expect(writer.get_by_text("Nu aan tafel: 2 mensen")).to_be_visible()
    axe(reader)


def test_the_writer_sees_their_own_reply_once(cast, open_browser: OpenBrowser) -> None:
    _joost, samira, case = cast
    writer = listening(open_browser(samira), case.get_absolute_url())
    write(writer, "Vraag eens wat er gebeurt.")
    expect(writer.locator(".talk")).to_have_count(1)
    time.sleep(0.5)
    expect(writer.locator(".pill")).to_have_count(0)


def test_what_is_taken_back_is_gone_from_open_pages_at_once(cast, open_browser: OpenBrowser) -> None:
    joost, samira, case = cast
    reply = make_reply(case, samira, "Dit wil ik niet meer.")
    answer = make_reply(case, joost, "Dank je wel.", parent=reply)
    reader = listening(open_browser(joost), case.get_absolute_url())
    withdraw(reply)
    expect(reader.get_by_text("De schrijver heeft die teruggehaald")).to_be_visible()
    expect(reader.get_by_text("Dit wil ik niet meer.")).to_have_count(0)
    expect(reader.locator(f"#{answer.anchor}")).to_be_visible()


def test_answers_stand_under_what_they_answer(cast, open_browser: OpenBrowser) -> None:
    joost, samira, case = cast
    first = make_reply(case, samira, "Eerste.")
    make_reply(case, samira, "Tweede.")
    reader = listening(open_browser(joost), case.get_absolute_url())
    make_reply(case, samira, "Een antwoord.", parent=first)
    reader.get_by_role("link", name="1 nieuwe reactie").click()
    expect(reader.locator(f"#{first.anchor} .talk", has_text="Een antwoord.")).to_be_visible()


def test_after_a_lost_connection_the_page_catches_up(cast, open_browser: OpenBrowser) -> None:
    joost, samira, case = cast
    page, up, lines, unanswered = open_browser(joost), True, [], []

    def carry(line: WebSocketRoute) -> None:
        lines.append(line)
        line.connect_to_server() if up else line.close()

    page.route_web_socket("**/live/", carry)
    page.route("**/live/gemist/**", lambda asked: asked.continue_() if up else unanswered.append(asked))
    reader = listening(page, case.get_absolute_url())
    reader.get_by_role("textbox", name="Wat wil je meegeven?").fill("Half af")
    up = False
    lines[-1].close()
    seen = reader.locator("[data-live-status]").get_by_text("Geen verbinding")  # it is spoken, too
    expect(seen).to_be_visible(timeout=20_000)
    make_reply(case, samira, "Intussen geschreven.")
    make_reply(case, samira, "En nog een.")
    up = True
    reader.get_by_role("link", name="2 nieuwe reacties. Toon ze").click(timeout=20_000)
    expect(reader.get_by_text("Intussen geschreven.")).to_have_count(1)
    expect(reader.get_by_text("En nog een.")).to_have_count(1)
    expect(seen).to_have_count(0)
    expect(reader.get_by_role("textbox", name="Wat wil je meegeven?")).to_have_value("Half af")


def test_where_no_websocket_comes_through_the_page_asks(cast, open_browser: OpenBrowser) -> None:
    joost, samira, case = cast
    reader = open_browser(joost)
    reader.add_init_script(
        "window.WebSocket = class { constructor() { setTimeout(() => this.onclose(), 10) } close() {} };"
        "Math.random = () => 0; const later = window.setTimeout;"
        "window.setTimeout = (work, wait) => later(work, Math.min(wait, 300));"
    )
    reader.goto(case.get_absolute_url())
    make_reply(case, samira, "Langs een andere weg.")
    reader.get_by_role("link", name="1 nieuwe reactie").click(timeout=8000)
    expect(reader.get_by_text("Langs een andere weg.")).to_be_visible()


def test_a_visitor_reads_along_until_it_is_for_members_again(cast, open_browser: OpenBrowser) -> None:
    joost, samira, case = cast
    set_audience(case, Audience.EVERYONE)
    visitor = listening(open_browser(), case.get_absolute_url())
    member = listening(open_browser(joost), case.get_absolute_url())
    set_audience(case, Audience.PRACTICE)
    make_reply(case, samira, "Nu weer onder ons.")
    expect(member.get_by_role("link", name="1 nieuwe reactie")).to_be_visible()
    expect(visitor.get_by_role("link", name="1 nieuwe reactie")).to_have_count(0)


def test_all_of_it_works_without_scripts(cast, open_browser: OpenBrowser, axe) -> None:
    joost, samira, case = cast
    writer = open_browser(samira, scripts=False, width=375)
    writer.goto(case.get_absolute_url())
    write(writer, "Zonder script geschreven.")
    writer.get_by_role("link", name="Pas aan of haal terug").click()
    writer.get_by_role("textbox", name="Wat wil je meegeven?").fill("Zonder script aangepast.")
    writer.get_by_role("button", name="Bewaar").click()
    reader = open_browser(joost, scripts=False)
    reader.goto(case.get_absolute_url())
    expect(reader.get_by_text("Zonder script aangepast.")).to_be_visible()
    assert "Ververs deze bladzijde om nieuwe reacties te zien." in reader.content()


@pytest.mark.parametrize("width", [375, 1280])
def test_pages_of_talk_are_accessible(cast, open_browser: OpenBrowser, axe, width: int) -> None:
    joost, samira, case = cast
    reply = make_reply(case, joost)
    make_reply(case, samira, parent=reply)
    withdraw(make_reply(case, samira))
    page = open_browser(joost, width=width)
    practice = case.practice.get_absolute_url()
    for path in (
        case.get_absolute_url(),
        "/casussen/",
        f"{practice}casussen/",
        f"{practice}casussen/nieuw/?q=afspraken",
        f"{practice}casussen/nieuw/?q=afspraken&verder=1&weet=casus:{case.pk}",
        f"{case.get_absolute_url()}aanpassen/",
        f"{case.get_absolute_url()}uitkomst/",
        f"/gesprek/{case.pk}/reacties/?op={reply.pk}",
        f"/gesprek/reacties/{reply.pk}/aanpassen/",
    ):
        page.goto(path)
        axe(page)
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
