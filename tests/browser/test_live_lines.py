"""The line of a live page: proxies that forbid websockets, quiet screens, other tabs, overtaken pieces."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from accounts.models import Perspective
from forums.actions.replies import Words, edit
from practices.actions.contributions import withdraw
from tests.makers import make_case, make_member, make_practice, make_reply

OpenBrowser = Callable[..., Page]
REFUSAL = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
QUICK = (
    "const later = window.setTimeout;"
    "window.setTimeout = (work, wait) => later(work, wait > 1000 && wait !== 20000 ? wait / 10 : wait);"
)


@pytest.fixture
def cast(site):
    practice = make_practice()
    joost = make_member(practice, "Joost")
    samira = make_member(practice, "Samira", Perspective.LIVED)
    return joost, samira, make_case(practice, joost)


class Proxy:
    """A small proxy that carries pages and treats websockets as some networks do: "refuse" or "swallow"."""

    def __init__(self, target: str, manner: str) -> None:
        self.target, self.manner, self.asked = urlsplit(target), manner, 0
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        self.swallowed: list[socket.socket] = []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                browser, _address = self.door.accept()
            except OSError:
                return
            threading.Thread(target=self.carry, args=(browser,), daemon=True).start()

    def carry(self, browser: socket.socket) -> None:
        """One request a line: read it whole, judge it, hand it on, and give back all that comes."""
        head = b""
        while b"\r\n\r\n" not in head:
            if not (some := browser.recv(65536)):
                return browser.close()
            head += some
        if b"upgrade: websocket" in head.lower():
            self.asked += 1
            if self.manner == "swallow":
                return self.swallowed.append(browser)
            browser.sendall(REFUSAL)
            return browser.close()
        head = head.replace(b"Connection: keep-alive", b"Connection: close", 1)
        with socket.create_connection((self.target.hostname, self.target.port)) as server, browser:
            server.sendall(head)
            while some := server.recv(65536):
                browser.sendall(some)
        return None


@pytest.fixture(params=["refuse", "swallow"])
def proxy(request: pytest.FixtureRequest, site) -> Iterator[Proxy]:
    running = Proxy(site.url, request.param)
    yield running
    running.door.close()
    for line in running.swallowed:
        line.close()


@pytest.fixture
def behind(proxy: Proxy, browser, site) -> Iterator[Callable[..., Page]]:
    """Open a browser that reaches the site through the proxy; a refused websocket is an error on its console."""
    contexts = []

    def open_one(user) -> Page:
        context = browser.new_context(base_url=proxy.url, locale="nl-NL", reduced_motion="reduce")
        context.set_default_timeout(10_000)
        contexts.append(context)
        site.sign_in(context, user)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


def test_behind_a_proxy_without_websockets_the_page_asks_by_itself(cast, proxy: Proxy, behind) -> None:
    joost, samira, case = cast
    page = behind(joost)
    page.add_init_script(QUICK)
    page.goto(case.get_absolute_url())
    reply = make_reply(case, samira, "Langs een andere weg.")
    page.get_by_role("link", name="1 nieuwe reactie").click(timeout=30_000)
    expect(page.get_by_text("Langs een andere weg.")).to_be_visible()
    assert proxy.asked >= 2
    withdraw(reply)
    expect(page.get_by_text("Langs een andere weg.")).to_have_count(0, timeout=30_000)


def listening(page: Page, path: str) -> Page:
    page.goto(path)
    expect(page.locator("[data-live-count]")).to_contain_text("Nu aan tafel", timeout=20_000)
    return page


def voice(page: Page):
    return page.locator("#gesprek [role=status]")


def test_who_listens_hears_a_count_at_most_once_in_twenty_seconds(cast, open_browser: OpenBrowser, axe) -> None:
    joost, samira, case = cast
    page = open_browser(joost)
    page.clock.install()
    listening(page, case.get_absolute_url())
    make_reply(case, samira, "Een.")
    expect(page.get_by_role("link", name="1 nieuwe reactie")).to_be_attached()
    page.clock.run_for(1000)
    expect(voice(page)).to_have_text("1 nieuwe reactie. Toon die")
    make_reply(case, samira, "Twee.")
    make_reply(case, samira, "Drie.")
    page.wait_for_timeout(1000)
    page.clock.run_for(1000)
    expect(page.get_by_role("link", name="3 nieuwe reacties")).to_be_visible()
    expect(voice(page)).to_have_text("1 nieuwe reactie. Toon die")
    page.clock.run_for(19_000)
    expect(voice(page)).to_have_text("3 nieuwe reacties. Toon ze")
    axe(page)


def test_another_tab_tells_in_its_title_how_much_is_new(cast, open_browser: OpenBrowser) -> None:
    joost, samira, case = cast
    page = listening(open_browser(joost), case.get_absolute_url())
    title = page.title()
    make_reply(case, samira, "Een.")
    make_reply(case, samira, "Twee.")
    expect(page).to_have_title(f"(2) {title}")
    page.get_by_role("link", name="2 nieuwe reacties").click()
    expect(page).to_have_title(title)


@pytest.mark.parametrize(("motion", "moves"), [("reduce", 0), ("no-preference", 1)])
def test_a_quiet_screen_stays_quiet(cast, open_browser: OpenBrowser, motion: str, moves: int) -> None:
    joost, samira, case = cast
    samira.shows_typing = True
    samira.save()
    page = listening(open_browser(joost, reduced_motion=motion), case.get_absolute_url())
    writer = listening(open_browser(samira), case.get_absolute_url())
    page.evaluate(
        "window.risen = 0; addEventListener('animationstart', (e) => { if (e.target.matches('.pill')) risen += 1 })"
    )
    make_reply(case, samira, "Een.")
    expect(page.get_by_role("link", name="1 nieuwe reactie")).to_be_visible()
    writer.get_by_role("textbox", name="Wat wil je meegeven?").press_sequentially("Ik typ")
    page.wait_for_timeout(800)
    assert page.evaluate("risen") == moves
    somebody = page.get_by_text("Iemand schrijft…")
    expect(somebody).to_be_visible() if moves else expect(somebody).to_be_hidden()


def test_nobody_sees_that_somebody_writes_unless_they_chose_it(cast, open_browser: OpenBrowser) -> None:
    joost, samira, case = cast
    page = listening(open_browser(joost, reduced_motion="no-preference"), case.get_absolute_url())
    writer = listening(open_browser(samira), case.get_absolute_url())
    writer.get_by_role("textbox", name="Wat wil je meegeven?").press_sequentially("Ik typ")
    page.wait_for_timeout(800)
    expect(page.get_by_text("Iemand schrijft…")).to_be_hidden()


def test_members_see_the_letters_of_who_chose_to_be_seen(cast, open_browser: OpenBrowser, axe) -> None:
    joost, samira, case = cast
    samira.shows_presence = True
    samira.save()
    page = listening(open_browser(joost), case.get_absolute_url())
    listening(open_browser(samira), case.get_absolute_url())
    expect(page.locator("[data-live-seats] .who")).to_have_text(["Sa"])
    expect(page.get_by_text("Nu aan tafel: 2 mensen")).to_be_visible()
    axe(page)
    samira.shows_presence = False
    samira.save()
    expect(page.locator("[data-live-seats] .who")).to_have_count(0)


def test_an_older_look_that_comes_late_does_not_replace_a_newer_one(cast, open_browser: OpenBrowser) -> None:
    joost, samira, case = cast
    reply = make_reply(case, samira, "Eerst stond dit er.")
    page, kept = open_browser(joost), []

    def carry(line: WebSocketRoute) -> None:
        server = line.connect_to_server()

        def on(text) -> None:
            if "Daarna dit." in text and not kept:
                kept.append(text)  # this one is overtaken
                return
            line.send(text)
            if "Ten slotte dit." in text:
                line.send(kept[0])

        server.on_message(on)

    page.route_web_socket("**/live/", carry)
    listening(page, case.get_absolute_url())
    for text in ("Daarna dit.", "Ten slotte dit."):
        edit(reply, Words(text, "tip", reply.perspective, reply.pseudonym))
    expect(page.get_by_text("Ten slotte dit.")).to_be_visible()
    page.wait_for_timeout(300)
    expect(page.get_by_text("Ten slotte dit.")).to_be_visible()
    expect(page.get_by_text("Daarna dit.")).to_have_count(0)


def test_what_was_taken_back_before_anybody_looked_is_not_announced(cast, open_browser: OpenBrowser) -> None:
    joost, samira, case = cast
    page = listening(open_browser(joost), case.get_absolute_url())
    reply = make_reply(case, samira, "Toch niet.")
    expect(page.get_by_role("link", name="1 nieuwe reactie")).to_be_visible()
    withdraw(reply)
    expect(page.get_by_role("link", name="1 nieuwe reactie")).to_have_count(0)


def test_an_earlier_page_of_a_talk_changes_and_gets_nothing_new(cast, open_browser: OpenBrowser, monkeypatch) -> None:
    monkeypatch.setattr("forums.talk.WINDOW", 2)
    joost, samira, case = cast
    replies = [make_reply(case, samira, f"Nummer {n}.") for n in range(5)]
    page = open_browser(joost)
    page.goto(f"{case.get_absolute_url()}?voor={replies[3].pk}")
    expect(page.locator("[data-live-count]")).to_contain_text("Nu aan tafel")
    withdraw(replies[1])
    expect(page.get_by_text("Nummer 1.")).to_have_count(0)
    make_reply(case, samira, "Helemaal nieuw.")
    page.wait_for_timeout(500)
    expect(page.locator(".pill")).to_have_count(0)


def test_a_renewed_session_in_another_tab_does_not_silence_this_one(cast, open_browser: OpenBrowser) -> None:
    joost, samira, case = cast
    page = listening(open_browser(joost), case.get_absolute_url())
    other = page.context.new_page()
    other.goto("/mijn/gegevens/")
    other.get_by_role("button", name="Log overal anders uit").click()
    page.wait_for_timeout(3000)
    make_reply(case, samira, "Hoor je mij nog?")
    expect(page.get_by_role("link", name="1 nieuwe reactie")).to_be_visible()
