"""Every kind of page that somebody reaches by following links is free of accessibility violations.

Five people crawl the demonstration from the menu, one page per address pattern: on a desk in light and on a phone
in dark. A kind of page that an earlier one saw with all the same kinds of pieces is not looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.urls import resolve
from playwright.sync_api import Page

from accounts.models import User

CAST = [None, "professional", "facilitator", "moderator", "movisie"]
LOOKS = [(1280, 900, "light"), (375, 812, "dark")]
NARROWEST = 320
PAGE = """() => ({
  pieces: ["header", "main"].map(part => [...new Set([...document.querySelectorAll(part + " *")].map(
    piece => [piece.tagName, piece.getAttribute("class"), piece.getAttribute("role"), piece.type].join()))]),
  firsts: document.querySelectorAll("h1").length,
  levels: [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map(heading => Number(heading.tagName[1])),
  links: [...document.querySelectorAll("a[href^='/']:not([download])")].map(
    link => link.getAttribute("href").split("#")[0]),
})"""
# At least this many kinds of pages are found, or the crawl lost its way.
KINDS = {None: 30, "professional": 35, "facilitator": 38, "moderator": 35, "movisie": 35}


@pytest.fixture
def cast(site, settings) -> dict[str, User]:
    """The site as a newcomer finds it after the first start, with the strip that says it is a demonstration."""
    settings.DEMO = True
    call_command("load_catalogue", verbosity=0)
    call_command("load_demonstration", verbosity=0)
    return {user.email.split("@")[0]: user for user in User.objects.filter(is_fictional=True)}


def kind(address: str) -> str:
    """Name the pattern of an address; the keepers' own pages are not ours."""
    name = resolve(urlsplit(address).path).view_name
    return "" if name.startswith("admin:") else name


def crawl(page: Page, axe, seen: defaultdict[str, set[str]], complaints: list[str]) -> int:
    """Walk from the home page to one page of each kind; gives how many kinds there were."""
    waiting, kinds = ["/"], set()
    while waiting:
        address = waiting.pop(0)
        if not kind(address) or kind(address) in kinds:
            continue
        kinds.add(kind(address))
        assert page.goto(address).status == 200, address
        found = page.evaluate(PAGE)
        waiting += found["links"]
        header, main = (set(pieces) for pieces in found["pieces"])
        if not (header <= seen["header"] and main <= seen[kind(address)]):
            seen["header"] |= header
            seen[kind(address)] |= main
            complaints += [f"{address}: {trouble}" for trouble in troubles(page, axe, found)]
    return len(kinds)


def troubles(page: Page, axe, found) -> list[str]:
    """Look at one page in every way; gives what is wrong with it."""
    wrong = []
    levels = found["levels"]
    if found["firsts"] != 1 or any(below > above + 1 for above, below in pairwise(levels)):
        wrong.append(f"headings {levels}")
    for width, height, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        try:
            axe(page)
        except AssertionError as error:
            wrong.append(str(error))
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    if page.evaluate("document.documentElement.scrollWidth") > NARROWEST:
        wrong.append(f"scrolls sideways at {NARROWEST}")
    page.set_viewport_size({"width": 1280, "height": 900})
    return wrong


def test_every_page_is_accessible(open_browser, cast, axe):
    seen: defaultdict[str, set[str]] = defaultdict(set)
    complaints: list[str] = []
    for who in CAST:
        page = open_browser(cast[who] if who else None)
        assert crawl(page, axe, seen, complaints) >= KINDS[who], f"{who} did not get around"
    assert not complaints, "\n".join(complaints)
