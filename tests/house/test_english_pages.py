"""Whoever reads in English sees English on every page that is open to all, and Dutch stays Dutch."""

import re
from html.parser import HTMLParser

import pytest

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/over/",
    "/over/jouw-verhaal/",
    "/uitleg/",
    "/spelregels/",
    "/toegankelijkheid/",
    "/inloggen/",
    "/aanmelden/",
    "/wachtwoord-vergeten/",
    "/zoeken/",
    "/zoeken/?q=brief",
    "/kennis/",
    "/kennis/interventies/",
    "/kennis/elementen/",
    "/kennis/themas/",
    "/praktijken/",
    "/verhalen/",
    "/verhalen/vertel/",
    "/casussen/",
    "/verschilkaart/",
    "/uitwisseling/",
    "/bestaat-niet/",
]
DUTCH = re.compile(r"\b(de|het|een|van|je|jij|niet|wij|deze|dit|kan|naar|voor|zijn|zoek|kies)\b", re.IGNORECASE)
SPOKEN = {"aria-label", "title", "alt", "placeholder"}
EMPTY = {"meta", "link", "input", "br", "img", "use", "path", "rect", "circle", "line", "stop", "polygon", "source"}


class Sayings(HTMLParser):
    """Everything a page says, text and spoken attributes, apart from what is marked as Dutch."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.said: list[str] = []
        self.silent: list[bool] = [False]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "html":
            self.language = facts.get("lang") or ""
        silent = self.silent[-1] or tag in {"script", "style"} or (tag != "html" and facts.get("lang") == "nl")
        if not silent:
            self.said += [value for name, value in attrs if name in SPOKEN and value]
        if tag not in EMPTY:
            self.silent.append(silent)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.silent.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent[-1]:
            self.said.append(data.strip())


def read(client, address: str, language: str) -> Sayings:
    page = Sayings()
    page.feed(client.get(address, headers={"accept-language": language}).content.decode())
    return page


@pytest.mark.parametrize("address", PAGES)
def test_an_english_reader_sees_no_dutch(client, address):
    page = read(client, address, "en")
    assert page.language == "en"
    assert not [said for said in page.said if DUTCH.search(said)]


def test_a_dutch_reader_sees_dutch(client):
    page = read(client, "/", "nl")
    assert page.language == "nl"
    assert "Wat heeft jou nu echt geholpen?" in page.said


def test_somebody_with_another_language_sees_dutch(client):
    assert read(client, "/", "fr").language == "nl"


def test_the_choice_of_language_stays(client):
    client.post("/taal/", {"language": "en", "next": "/kennis/"})
    assert read(client, "/kennis/", "nl").language == "en"
