"""Every address of the site answers everybody, whatever is put into it: with a page, a refusal, never an error."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from accounts.models import User
from tests.roles import walking_as
from tests.world import World, addresses, make_world

pytestmark = pytest.mark.django_db
ADDRESSES = dict(addresses())
ROLES = ["visitor", "stranger", "member", "facilitator", "elsewhere", "moderator", "editor"]
ANSWERS = {200, 302, 400, 403, 404, 405, 409, 410}
FORM = re.compile(r'<form(?=[^>]* method="post")(?:[^>]* action="(?P<to>[^"]*)")?.*?</form>', re.DOTALL)
ODD_PKS = [2**31, 2**63 - 1, 10**30]
PLACE = 987654321  # an address is made with this, then another number is put there
ODD_WORDS = ["bestaat-niet", "x" * 3000]
ODD_QUERIES = [
    "q=%00&thema=%00&element=%00&interventie=%00&soort=%00&regio=%00&gemeente=%00&page=%00&pagina=%00&praktijk=%00",
    "q=%ff%fe&thema=%ff&page=%ff&volgorde=%ff&stem=%ff&wat=%ff&regel=%ff&sinds=%ff",
    "page=99999999999999999999999999&pagina=-1&sinds=99999999999999999999999&op=99999999999999999999999999",
    "page=%C2%B2&pagina=%D9%A3&sinds=%C2%B2&op=%C2%B2&q=%C2%B2",
    "&".join(f"thema=t{n}&q=woord{n}&soort=s{n}" for n in range(150)),
    "q=" + "a" * 20_000,
    "q=%22%22%22(((*%20OR%20NEAR%20AND%20NOT%20-%20:%5E&thema='%20OR%201=1--",
    "vorm=csv&volgorde=stemmen&element=x&regel=x&stem=x&wat=x&meer=x",
    "dan=%00&ga=%00&nieuw=%00&next=%00&q[]=1&q=&q=&=",
]
ODD_POSTS: list[dict[str, Any]] = [
    {},
    {"gezien": "9" * 5000, "zet_terug": "9" * 5000, "parent": "9" * 5000, "practice": "9" * 30, "themes": "9" * 30}
    | {"sources": "9" * 30, "vervang": "pk:x", "ga": "terug", "dan": "\0", "email": "\0", "login": "\0@\0"},
    {"zet_terug": "²", "gezien": "²", "parent": "²", "practice": "²", "themes": ["²", "\0"], "sources": ["x", "\0"]}
    | {"praktijk": "\0", "labour_region": "\0", "joining": "x", "municipalities": "," * 2000, "q": "\0", "code": "\0"},
    {"vervang": "happened:9:9", "ga": "stop", "dan": "nalezen", "seen": "\0", "outcome": "\0", "token": "\0"}
    | {"once": "\0" * 30, "audience": "\0", "polarity": "\0", "element": "\0", "element_1": "\0", "polarity_1": "x"}
    | {"interventions": ["\0", "x"], "scheme": "\0", "next": "\0", "language": "\0", "perspectives": ["\0"]},
]


@pytest.fixture
def world() -> World:
    return make_world()


def browser_of(world: World, role: str) -> Client:
    client = Client()
    if role != "visitor":
        client.force_login(User.objects.get(pk=world.people[role].pk))
    return client


def browsers_of(world: World, role: str) -> Iterator[Client]:
    """Give the same person in a new browser each time, as some addresses sign out; `ask` brings the session back."""
    cookies = browser_of(world, role).cookies
    while True:
        client = Client()
        client.cookies = deepcopy(cookies)
        yield client


def ask(client: Client, method: str, address: str, allowed: set[int], *args: Any, **extra: Any) -> str:
    """Ask, undo what it did, and give what was wrong with the answer; '' when nothing was."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                answer = getattr(client, method)(address, *args, **extra)
                status = answer.status_code
                if refused := forms_without_token(answer):
                    status = f"no token in {refused}"
        except Exception as error:
            status = f"{type(error).__name__}: {error}"[:200]
        transaction.set_rollback(True)
    return "" if status in allowed else f"{method} {address[:90]}: {status} {args}{extra}"[:400]


def forms_without_token(answer: Any) -> list[str]:
    """Give the forms on a page that Django would refuse; no test client notices."""
    if answer.streaming or "text/html" not in answer.get("Content-Type", ""):
        return []
    sent = [form for form in FORM.finditer(answer.content.decode()) if "<button" in form[0]]  # else it only shows words
    found = [form for form in sent if "csrfmiddlewaretoken" not in form[0]]
    places = [(form[0][:120], urlsplit(form["to"] or answer.request["PATH_INFO"]).path) for form in found]
    return [form for form, place in places if not getattr(resolve(place).func, "csrf_exempt", False)]


@walking_as("facilitator", [role for role in ROLES if role != "facilitator"])
def test_every_address_answers_every_role(world: World, role: str) -> None:
    browsers = browsers_of(world, role)
    wrong = [
        ask(next(browsers), "get", world.address(name, parameters), ANSWERS) for name, parameters in ADDRESSES.items()
    ]
    assert not any(wrong), "\n".join(filter(None, wrong))


def test_every_address_answers_ways_of_asking_that_no_page_uses(world: World) -> None:
    browsers = browsers_of(world, "facilitator")
    wrong = [
        ask(next(browsers), method, world.address(name, parameters), ANSWERS)
        for name, parameters in ADDRESSES.items()
        for method in ("head", "put")
    ]
    assert not any(wrong), "\n".join(filter(None, wrong))


@walking_as("facilitator", ["visitor", "moderator"])
def test_numbers_and_names_that_lead_nowhere_are_not_found(world: World, role: str) -> None:
    client, wrong = browser_of(world, role), []
    for name, parameters in ADDRESSES.items():
        for pk, word in itertools.zip_longest(ODD_PKS, ODD_WORDS, fillvalue="x"):
            odd = {key: PLACE if kind == "Key" else word for key, kind in parameters.items()}
            if odd and name != "accounts:demonstration_join":
                address = reverse(name, kwargs=odd).replace(str(PLACE), str(pk))
                wrong += [ask(client, method, address, {302, 403, 404, 405}) for method in ("get", "post")]
    assert not any(wrong), "\n".join(filter(None, wrong))


@walking_as("facilitator", ["visitor"])
def test_an_odd_question_never_breaks_a_page(world: World, role: str) -> None:
    client, wrong = browser_of(world, role), []
    for name, parameters in ADDRESSES.items():
        address = world.address(name, parameters)
        if client.get(address).status_code == 200:
            wrong += [ask(client, "get", address, ANSWERS, QUERY_STRING=query) for query in ODD_QUERIES]
    assert not any(wrong), "\n".join(filter(None, wrong))


@walking_as("facilitator", ["visitor", "member"])
def test_an_odd_form_never_breaks_a_page(world: World, role: str) -> None:
    browsers, wrong = browsers_of(world, role), []
    for name, parameters in ADDRESSES.items():
        client, address = next(browsers), world.address(name, parameters)
        takes_forms = ask(client, "post", address, {404, 405}, {})
        if takes_forms:
            wrong += [ask(client, "post", address, ANSWERS | {429}, typed) for typed in ODD_POSTS]
    assert not any(wrong), "\n".join(filter(None, wrong))
