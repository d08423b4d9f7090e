"""A real server is killed at every question of telling, before, while and after it gets the answer: no word is lost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests import migrated
from tests.browser import test_kept_answers as kept_answers

ROOT = Path(__file__).parents[2]
STARTING = 60  # seconds; a machine may be busy
SERVE = """
import os, socket, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
from config.start import serve
serve(socket.create_server(("127.0.0.1", int(sys.argv[1]))))
"""
MAKE = "from tests.makers import *; make_element('Iemand die bleef', make_theme('Schulden'))"


class Server:
    """The site as a program of its own, that dies without any warning."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        paths = os.pathsep.join([str(ROOT / "platform"), str(ROOT)])
        own = {"VAR_DIR": str(folder), "SITE_URL": self.url, "PYTHONPATH": paths, "SECRET_KEY": "x" * 50}
        self.log = folder / "log"
        self.environment = {**os.environ, **own, "DATABASE_URL": "", "DEBUG": "1"}
        self.program: subprocess.Popen[bytes] | None = None

    def migrate(self) -> None:
        migrated.lay_at(self.log.with_name("db.sqlite3"))
        self.manage("migrate", "-v0")

    def manage(self, *words: str) -> None:
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        subprocess.run(command, env=self.environment, cwd=ROOT, check=True, capture_output=True)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.program = subprocess.Popen(
                [sys.executable, "-c", SERVE, str(self.port)], env=self.environment, cwd=ROOT, stdout=log, stderr=log
            )
        until = time.monotonic() + STARTING
        while time.monotonic() < until:
            try:
                urlopen(f"{self.url}/healthz", timeout=5).close()  # noqa: S310 - our own address
                return
            except OSError:
                assert self.program.poll() is None, "the server did not start"
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        assert self.program is not None
        self.program.send_signal(signal.SIGKILL)
        self.program.wait()

    def die_and_rise(self) -> None:
        self.kill()
        self.start()


@pytest.fixture(scope="module")
def killable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("killable"))
    server.migrate()
    server.manage("shell", "-c", MAKE)
    server.start()
    yield server
    if server.program and server.program.poll() is None:
        server.kill()


def answer_about(page: Page) -> None:
    page.get_by_label("Een korte titel").fill("De la")
    page.get_by_text("Schulden").first.click()


def about_stands(page: Page) -> None:
    expect(page.get_by_label("Een korte titel")).to_have_value("De la")
    expect(page.get_by_label("Schulden")).to_be_checked()


def answer_cards(page: Page) -> None:
    kept_answers.answer_cards(page)


def answer_sentence(page: Page) -> None:
    page.get_by_label("Iemand die bleef", exact=True).select_option("Zij bleef komen.")


def sentence_stands(page: Page) -> None:
    expect(page.get_by_label("Iemand die bleef", exact=True)).to_have_value("Zij bleef komen.")


QUESTIONS = {
    "hielp": (
        lambda page: page.get_by_label("Wat hielp jou?").fill("Koffie en tijd."),
        lambda page: expect(page.get_by_label("Wat hielp jou?")).to_have_value("Koffie en tijd."),
        "Koffie en tijd.",
    ),
    "waarover": (answer_about, about_stands, "De la"),
    "kaarten": (answer_cards, kept_answers.cards_stand, "Een hond"),
    "zinnen": (answer_sentence, sentence_stands, "Zij bleef komen."),
    "betekenis": (kept_answers.answer_meaning, kept_answers.meaning_stands, "111"),
    "lezers": (kept_answers.answer_readers, kept_answers.readers_stand, "Kim uit de flat"),
}


def go_on(page: Page, *, wait: bool = True) -> None:
    """Press the button; towards a dead server that leads nowhere."""
    try:
        page.get_by_role("button", name="Verder").click(no_wait_after=not wait, timeout=5000)
        if wait:
            page.wait_for_load_state()
    except Error:
        pass


def open_again(page: Page, address: str) -> None:
    """Go there as a person would; the browser may still be busy showing that the server was gone."""
    for _try in range(3):
        try:
            page.goto(address)
            return
        except Error:
            page.wait_for_timeout(300)
    page.goto(address)


def on_another_device(browser: Browser, page: Page, server: Server) -> Page:
    """Open a browser that knows who this is, and holds no copy of any word."""
    context = browser.new_context(base_url=server.url, locale="nl-NL")
    context.add_cookies(page.context.cookies())
    return context.new_page()


def test_nothing_typed_is_lost_when_the_server_is_killed_at_any_question(browser, killable):
    page = browser.new_context(base_url=killable.url, viewport={"width": 375, "height": 812}, locale="nl-NL").new_page()
    words = "Het ging slecht. Zij bleef komen."
    page.goto("/verhalen/vertel/")
    page.get_by_label("Wat gebeurde er?").fill(words)
    kept_answers.wait_until_kept(page, words)
    killable.kill()
    go_on(page)
    killable.start()
    open_again(page, "/verhalen/vertel/")
    expect(page.get_by_label("Wat gebeurde er?")).to_have_value(words)
    go_on(page)
    page.wait_for_url("**/link/")
    number = page.url.split("/")[-3]
    link = page.get_by_label("Jouw link").input_value()
    for step, (answer, stands, last) in QUESTIONS.items():
        address = f"/verhalen/vertel/{number}/{step}/"
        open_again(page, address)
        answer(page)
        kept_answers.wait_until_kept(page, last)
        killable.kill()  # before it is sent
        go_on(page)
        killable.start()
        open_again(page, address)
        stands(page)
        go_on(page, wait=False)
        killable.die_and_rise()  # while it is sent: stored or not, both are well
        open_again(page, address)
        stands(page)
        go_on(page)
        page.wait_for_url(lambda url, at=address: at not in url)
        killable.die_and_rise()  # after it was stored
        other = on_another_device(browser, page, killable)
        other.goto(address)
        stands(other)
        other.context.close()
    open_again(page, f"/verhalen/vertel/{number}/nalezen/")
    for said in (words.split(". ")[0], "Koffie en tijd.", "De la", "Een hond"):
        expect(page.get_by_text(said).first).to_be_visible()
    send = page.get_by_role("button", name="Bewaar mijn verhaal")
    killable.kill()  # before it is sent
    with suppress(Error):
        send.click(timeout=5000)
    killable.start()
    open_again(page, f"/verhalen/vertel/{number}/nalezen/")
    with suppress(Error):
        send.click(no_wait_after=True, timeout=5000)
    killable.die_and_rise()  # while it is sent: sent or not, both are well
    open_again(page, f"/verhalen/vertel/{number}/nalezen/")
    if send.count():
        send.click()
    killable.die_and_rise()  # after it was sent
    other = browser.new_context(base_url=killable.url, locale="nl-NL").new_page()
    other.goto(link)
    for said in (
        "Alleen jij kunt het lezen",
        words.split(". ")[0],
        "Koffie en tijd.",
        "De la",
        "Een hond",
        "Kim uit de flat",
    ):
        expect(other.get_by_text(said).first).to_be_visible()
    other.context.close()
    page.context.close()
    log = killable.log.read_text()
    assert "/verhalen/terug/…/" in log
    assert link.rstrip("/").rpartition("/")[2] not in log
    assert words not in log


def test_nothing_typed_in_one_go_is_lost_when_the_server_is_killed(browser, killable):
    page = browser.new_context(base_url=killable.url, viewport={"width": 375, "height": 812}, locale="nl-NL").new_page()
    page.goto("/verhalen/vertel/vrij/")

    def stands() -> None:
        expect(page.get_by_label("Wat gebeurde er?")).to_have_value("Zij belde nog een keer.")
        expect(page.get_by_label("Een korte titel")).to_have_value("De bel")

    page.get_by_label("Wat gebeurde er?").fill("Zij belde nog een keer.")
    page.get_by_label("Een korte titel").fill("De bel")
    kept_answers.wait_until_kept(page, "De bel")
    killable.kill()  # before it is sent
    go_on(page)
    killable.start()
    open_again(page, "/verhalen/vertel/vrij/")
    stands()
    go_on(page)
    page.wait_for_url("**/link/")
    link = page.get_by_label("Jouw link").input_value()
    killable.die_and_rise()  # after it was stored
    other = browser.new_context(base_url=killable.url, locale="nl-NL").new_page()
    other.goto(link)
    expect(other.get_by_text("De bel").first).to_be_visible()
    for one in (page, other):
        one.context.close()
