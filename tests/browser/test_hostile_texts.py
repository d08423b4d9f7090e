"""Hostile words go through every text field of the site; nothing breaks on them, and in a real browser nothing runs.

A new address must be known to tests/world.py, and a new form with a text field must be reached from there: else this
test fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django import forms
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Page

from knowledge.models import Version
from moderation.models import Review
from practices.models import Contribution, Practice
from stories.models import Story
from tests.world import TELLING, World, addresses, make_world

EVIL = "kwaad"  # every text holds it, so that we know it again
SHORT = [
    "<script>ran=1</script>kwaad",
    "</textarea><script>ran=1</script>kwaad",
    "\"'><img src=x onerror=ran=1>kwaad",
    "<svg onload=ran=1>kwaad",
    "<a href='javascript:ran=1'>kwaad</a>",
    "javascript:ran=1//kwaad",
    "</title></script><b onclick=ran=1>kwaad",
    "{{ settings.SECRET_KEY }}{% now 'Y' %}kwaad",
    "=cmd|' /C calc'!A0 kwaad",
    "'; DROP TABLE stories_story;-- kwaad",
    "\u202ekwaad\u2066 txt.exe",
    "kwaad 👩\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈 مرحبا",
    "kw\x00aad \x07\x1b[31m kwaad %s %(x)s {0} \\",
]
LONG = ["kwaad" + "\u0301" * 10_000]
MEGABYTE = "kwaad <b> " * 100_000
PAST = "?verder=1&weet="  # the gate
BEHIND = {"forums:case_create": PAST, "practices:practice_create": PAST} | {
    "forums:topic_create": PAST,
    "practices:agenda_create": PAST,
    "forums:theme_topic_create": PAST,
}
ROLES = ["facilitator", "member", "elsewhere", "moderator", "stranger", "visitor"]
WHO = {
    "knowledge": ["member", "editor"],
    "ui": ["member"],
    "forums": [*ROLES, "editor"],
    "practices": [*ROLES[:-1], "editor", "visitor"],
    "search": ["member", "editor"],
}
OURS = {
    "accounts",
    "files",
    "knowledge",
    "live",
    "moderation",
    "notifications",
    "practices",
    "search",
    "stories",
    "forums",
    "ui",
}
NOT_REACHED = {
    "AddressCode": "a code from a mail; never shown again",
    "SignInCode": "a code from a mail; never shown again",
    "PasswordCode": "a code from a mail; never shown again",
    "ResetPassword": "only after a code from a mail; a password is never shown",
    "ChangePassword": "only for who has a password; it is never shown",
    "MailForm": "a mail address and a token; neither is shown to anybody",
    "NewAddress": "asks to sign in anew first; the address is shown to nobody else",
    "Once": "only a token",
    "WordsForm": "a code and a tick; neither is shown to anybody",
    "Careful": "adds no field",
    "Speaker": "part of the forms of cases and replies",
}
NOTHING_RAN = """() => [
    ...(window.ran === undefined ? [] : ["a script ran"]),
    ...[...document.querySelectorAll("script")].filter(one => !one.src && one.type !== "application/json")
        .map(one => one.textContent.slice(0, 80)),
    ...[...document.querySelectorAll("*")].filter(one =>
        [...one.attributes].some(has => /^on/i.test(has.name)
            || /^(href|src|action|formaction)$/.test(has.name) && /^\\s*javascript:/i.test(has.value)))
        .map(one => one.outerHTML.slice(0, 120)),
]"""


@dataclass
class Found:
    """One form on a page."""

    address: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)


class FormReader(HTMLParser):
    """Reads the forms of a page: what would be sent as it stands, with a first choice where none is made."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.page, self.forms, self.now, self.select = address, [], None, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            address = urljoin(self.page, has.get("action", "") or self.page)
            self.now = Found(address, has.get("method", "get").lower())
            self.forms.append(self.now)
        name, kind = has.get("name", ""), has.get("type", "text")
        if self.now is None or (not name and tag != "option"):
            return
        values = self.now.values
        if tag == "textarea":
            self.now.texts.append(name)
            self.now.areas.append(name)
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and has.get("value") and ("selected" in has or self.select not in values):
            values[self.select] = [has["value"]]
        elif tag == "input" and kind in {"text", "search", "email", "url", "tel", "password"}:
            self.now.texts.append(name)
        elif tag == "input" and kind in {"radio", "checkbox"}:
            if "checked" in has or (name not in values and has.get("value") != "me"):
                values[name] = [has.get("value", "on")]
        elif tag == "input" and kind == "hidden":
            values[name] = [has.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.now = None
        if tag == "select":
            self.select = ""


def forms_on(answer: Any, address: str) -> list[Found]:
    reader = FormReader(address)
    reader.feed(answer.content.decode())
    return reader.forms


class Attack:
    """Somebody who types one hostile text after the other into every field there is."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clients = {role: Client() for role in ROLES}
        self.clients["editor"] = Client()
        for role in (*ROLES[:-1], "editor"):
            self.clients[role].force_login(world.people[role])

    def every_form(self) -> Iterator[tuple[str, str, Found]]:
        """Give (name of the address, role, form) of every form with a text field, once."""
        seen = set()
        for name, parameters in addresses():
            for role in WHO.get(name.partition(":")[0], ROLES):
                address = self.world.address(name, parameters)
                behind = [f"{address}{BEHIND[name]}verhaal:{self.world.story.pk}"] if name in BEHIND else []
                for form in [form for one in (address, *behind) for form in self.forms_at(one, role)]:
                    at = urlsplit(form.address).path
                    key = (resolve(at).view_name, form.method, *sorted(form.texts))
                    if form.texts and key not in seen:
                        seen.add(key)
                        yield name, "member" if name == "stories:begin" else role, form

    def forms_at(self, address: str, role: str) -> list[Found]:
        answer = self.clients[role].get(address)
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            return []
        return forms_on(answer, address)

    def type_into(self, name: str, role: str, form: Found, text: str, only: str = "") -> None:
        """Send the form with the text in every text field, or in one; say yes where the page asks to look again."""
        address = self.world.address(name, {"pk": ""}) if name.partition(":")[2] in TELLING else form.address
        typed = {**form.values, **{one: [text if only in {"", one} else f"{EVIL} {one}"] for one in form.texts}}
        client = self.clients[role]
        answer = getattr(client, form.method)(address, typed)
        assert answer.status_code in {200, 301, 302, 403, 404, 409, 429}, (address, text[:60], answer.status_code)
        if answer.status_code == 200 and form.method == "post":
            refused = set(getattr((answer.context or {}).get("form"), "errors", ())) & set(form.texts)
            if refused:  # a place or a mail address: leave it empty, so that the rest is kept
                typed |= {one: [""] for one in refused}
                answer = client.post(address, typed)
            for again in forms_on(answer, address):
                if again.values.get("gezien", [""])[0] and again.texts == form.texts:
                    answer = client.post(address, {**typed, "gezien": again.values["gezien"]})
        if answer.status_code == 302 and name == "stories:begin":
            self.world.draft = Story.objects.latest("pk")

    def send_story(self) -> None:
        """Send the story that was told, and let a moderator place it."""
        address = self.world.address("stories:nalezen", {"pk": ""})
        assert self.clients["member"].post(address, {"ga": "verder"}).status_code == 302
        review = Review.objects.filter(subject_id=self.world.draft.pk).latest("pk")
        typed = {"outcome": "approve", "reason": "", "seen": ""}
        assert self.clients["moderator"].post(f"/moderatie/{review.pk}/besluit/", typed).status_code == 302


@pytest.fixture
def bound(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the form classes that were given a hostile text."""
    names: set[str] = set()
    clean = forms.BaseForm.full_clean

    def watched(form: forms.BaseForm) -> None:
        if form.is_bound and EVIL in str(getattr(form.data, "dict", dict)()):
            names.update(one.__name__ for one in type(form).__mro__)
        clean(form)

    monkeypatch.setattr(forms.BaseForm, "full_clean", watched)
    return names


def text_forms(of: type = forms.BaseForm) -> Iterator[type[Any]]:
    """Give every form class of ours in which something can be typed."""
    for one in of.__subclasses__():
        yield from text_forms(one)
        typed = [f for f in getattr(one, "base_fields", {}).values() if isinstance(f, forms.CharField)]
        shown = [f for f in typed if not isinstance(f.widget, forms.HiddenInput)]
        if one.__module__.partition(".")[0] in OURS and shown:
            yield one


def pages_of(world: World) -> Iterator[tuple[str, set[str]]]:
    """Give (role, paths) of every page where what was typed may stand."""
    everywhere = {world.address(name, parameters) for name, parameters in addresses()}
    saved = ("/kalender/", "/vertrek/meenemen/")  # files: a browser saves them
    lists = {path for path in everywhere if not any(part in path for part in saved)}
    quiet = (
        "/live/",
        "/uitloggen/",
        "/zoeken/aanvullen/",
        "/wat-weten-we-al/",
        "/kijk-mee/",
        "/favicon",
        "/healthz",
        "/readyz",
        "/robots",
    )
    lists = {
        path
        for path in lists
        if not path.startswith(
            (
                *quiet,
                "/spelregels",
                "/uitleg",
                "/toegankelijkheid",
                "/over",
                "/.well-known",
                "/mijn/meldingen/",
                "/verhalen/terug/",
            )
        )
    }
    things = {
        one.get_absolute_url().partition("#")[0]
        for one in Contribution.objects.exclude(kind="weighing").roots().shown()
    }
    practices = {practice.get_absolute_url() for practice in Practice.objects.all()}
    quotes = {
        f"/kennis/themas/{world.theme.slug}/verschilkaart/?element={world.element.slug}&stem=lived&wat=helped&meer=1"
    }
    yield "member", lists | things | practices | quotes | {"/mijn/meldingen/"}
    yield "facilitator", {"/mijn/meldingen/", "/mijn/", f"{world.practice.get_absolute_url()}mensen/", "/moderatie/"}
    reviews = {f"/moderatie/{pk}/" for pk in Review.objects.values_list("pk", flat=True)[:6]}
    yield "editor", {path for path in lists if path.startswith("/zoeken/")}
    yield "moderator", {"/moderatie/", "/mijn/meldingen/", *reviews}
    versions = Version.objects.order_by("-pk")[:12]
    drafts = {f"/kennis/redactie/klad/{one.pk}/" for one in versions if one.is_open}
    yield "editor", {"/kennis/redactie/", *drafts, *(one.get_absolute_url() for one in versions)}


def look(page: Page, path: str) -> None:
    answer = page.goto(path)
    assert answer is None or answer.status < 500, path
    ran = page.evaluate(NOTHING_RAN)
    assert not ran, (path, ran)


def test_every_text_field_takes_hostile_words_and_nothing_runs(
    site: Any, open_browser: Callable[..., Page], bound: set[str]
) -> None:
    world = make_world()
    attack = Attack(world)
    found = list(attack.every_form())
    for text in SHORT:
        for name, role, form in found:
            attack.type_into(name, role, form, text)
        attack.send_story()
    for text in LONG:
        for name, role, form in found:
            attack.type_into(name, role, form, text)
    for name, role, form in found:
        for area in form.areas[:1]:
            attack.type_into(name, role, form, MEGABYTE, only=area)

    missing = {one.__name__ for one in text_forms()} - bound - set(NOT_REACHED)
    assert not missing, f"no hostile text reached {missing}: let tests/world.py lead to its page"
    assert not set(NOT_REACHED) & bound - {"Once", "Careful", "Speaker"}, (
        "these are reached now: take them off the list"
    )
    shown = Story.objects.shown().filter(title__contains=EVIL)
    assert shown.count() == len(SHORT), "a story with each of these texts is shown"

    for role, paths in pages_of(world):
        page = open_browser(world.people[role])
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
        for path in sorted(paths):
            if attack.clients[role].get(path).status_code == 200:
                look(page, path)
