"""The gate: what is known is shown to whom may see it, can be linked, and stands with what was started."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import search
from accounts.models import Perspective, User
from knowledge.models import Intervention
from practices.actions.contributions import set_audience, withdraw
from practices.models import Audience, Known, Practice, Start
from tests.makers import make_intervention, make_member, make_municipality, make_practice, make_theme, make_user
from tests.makers import make_story as told

pytestmark = pytest.mark.django_db

GATE = "/praktijken/nieuw/"
PIECE = "/wat-weten-we-al/"
MARK = "zeldzaamwoord"


def make_story(*args: Any, **facts: Any) -> Any:
    """Make a story that can be found by the marker word."""
    return told(*args, **{"happened": f"Het ging over {MARK}.", "title": "Een plastic tas"} | facts)


def known_intervention(name: str = "Meldpunt voor post") -> Intervention:
    intervention = make_intervention(name, summary=f"Alles over {MARK}.")
    search.index(intervention)
    return intervention


def typed(theme: Any, **more: Any) -> dict[str, Any]:
    return {
        "name": "Samen de post openen",
        "question": "Hoe helpt dat?",
        "themes": [theme.pk],
        "municipalities": make_municipality("Delft").name,
        "joining": "open",
        "perspective": "lived",
        **more,
    }


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(make_user("Ans", Perspective.LIVED))
    return client


def test_the_gate_comes_before_the_form_and_shows_what_is_known(signed_in: Client) -> None:
    intervention = known_intervention()
    page = signed_in.get(GATE, {"q": MARK}).content.decode()
    assert intervention.name in page
    assert 'name="name"' not in page, "the form comes after it"
    assert "We weten 1 ding dat hierbij past." in page


@pytest.mark.parametrize("button", ["verder", "overslaan"])
def test_one_tap_leads_to_the_form_with_what_was_typed(signed_in: Client, button: str) -> None:
    page = signed_in.get(GATE, {"q": "Hoe openen we de post?", button: "1"}).content.decode()
    assert 'name="name"' in page
    assert "Hoe openen we de post?" in page


def test_what_was_linked_and_what_is_different_stand_on_the_page(signed_in: Client, client: Client) -> None:
    intervention, theme = known_intervention(), make_theme()
    key = f"interventie:{intervention.pk}"
    form = signed_in.get(GATE, {"q": MARK, "weet": key, "verder": "1"}).content.decode()
    assert re.search(rf'value="{key}"[^>]*checked', form), "linked stays linked in the form"
    assert "Wat is hier anders?" in form, "it is asked"
    answer = signed_in.post(GATE, typed(theme, weet=[key], different="Wij zijn een dorp."))
    assert answer.status_code == 302
    page = Client().get(answer["Location"]).content.decode()
    assert "Dit wisten we al" in page
    assert intervention.name in page
    assert "Wij zijn een dorp." in page
    start = Start.objects.get()
    assert start.by is not None
    assert start.at


def test_unlinked_before_sending_is_not_kept(signed_in: Client) -> None:
    known_intervention()
    signed_in.post(GATE, typed(make_theme(), different=""))
    assert not Start.objects.exists()


def test_skipping_links_nothing(signed_in: Client) -> None:
    key = f"interventie:{known_intervention().pk}"
    page = signed_in.get(GATE, {"q": MARK, "weet": key, "overslaan": "1"}).content.decode()
    assert key not in page


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(GATE)["Location"].startswith("/inloggen/")


READERS = {
    Audience.EVERYONE: {"visitor", "stranger", "member", "teller"},
    Audience.SIGNED_IN: {"stranger", "member", "teller"},
    Audience.PRACTICE: {"member"},
    Audience.ME: {"teller"},
}


@pytest.fixture
def practice() -> Practice:
    return make_practice()


@pytest.fixture
def people(practice: Practice) -> dict[str, User | None]:
    return {
        "visitor": None,
        "stranger": make_user("Sam"),
        "member": make_member(practice),
        "teller": make_user("Tel"),
    }


def client_of(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


@pytest.mark.parametrize("audience", list(Audience))
def test_what_appears_while_typing_holds_only_what_this_reader_may_see(
    people: dict[str, User | None], practice: Practice, audience: Audience
) -> None:
    story = make_story(people["teller"], audience=audience, practice=practice)
    for who, user in people.items():
        piece = client_of(user).get(PIECE, {"q": MARK}).content.decode()
        linked = client_of(user).get(PIECE, {"q": "niets", "weet": f"verhaal:{story.pk}"}).content.decode()
        seen = who in READERS[audience]
        assert (story.title in piece) is seen, who
        assert ("We weten 1 ding" in piece) is seen, f"{who} would learn it from the count"
        assert (story.title in linked) is seen, f"{who} would learn it by linking"


@pytest.mark.parametrize("audience", list(Audience))
def test_a_link_is_shown_only_to_whom_may_open_it(
    people: dict[str, User | None], practice: Practice, audience: Audience
) -> None:
    story = make_story(people["teller"], audience=audience, practice=practice)
    start = Start.objects.create(practice=practice)
    Known.objects.create(start=start, kind="verhaal", object_id=story.pk)
    for who, user in people.items():
        aside = client_of(user).get(practice.get_absolute_url()).content.decode().partition("Dit wisten we al")
        assert (story.title in aside[2]) is (who in READERS[audience]), who
        assert bool(aside[1]) is (who in READERS[audience]), f"{who} would learn that there is something"


def test_nobody_can_keep_a_link_to_what_they_may_not_open(signed_in: Client, practice: Practice) -> None:
    story = make_story(make_user("Tel"), audience=Audience.ME)
    answer = signed_in.post(GATE, typed(make_theme(), weet=[f"verhaal:{story.pk}"], different="Ja."))
    assert answer.status_code == 302, "no error that would tell it exists"
    assert not Known.objects.exists()


def test_a_story_taken_back_leaves_a_tombstone_only_for_whom_it_was_meant(
    people: dict[str, User | None], practice: Practice
) -> None:
    story = make_story(people["teller"], audience=Audience.SIGNED_IN, practice=practice)
    Known.objects.create(start=Start.objects.create(practice=practice), kind="verhaal", object_id=story.pk)
    withdraw(story)
    page = client_of(people["stranger"]).get(practice.get_absolute_url()).content.decode()
    assert "ingetrokken door de verteller" in page
    assert story.title not in page.partition("Dit wisten we al")[2]
    assert "ingetrokken" not in client_of(None).get(practice.get_absolute_url()).content.decode()


def test_a_story_for_fewer_people_leaves_nothing(people: dict[str, User | None], practice: Practice) -> None:
    story = make_story(people["teller"], practice=practice)
    Known.objects.create(start=Start.objects.create(practice=practice), kind="verhaal", object_id=story.pk)
    set_audience(story, Audience.ME)
    page = client_of(people["stranger"]).get(practice.get_absolute_url()).content.decode()
    assert "Dit wisten we al" not in page


ODD = [
    "a" * 10_000,
    "schuld " * 1500,
    "de het een " * 400,
    "\"*:()'-;--",
    "NEAR(a b) OR * AND NOT",
    "'; DROP TABLE search_indexentry;--",
    "<script>alert(1)</script>",
    "\x00\x07",
    "👩‍👩‍👧 مرحبا",
    "",
]


@pytest.mark.parametrize("text", ODD)
def test_whatever_is_typed_gets_an_answer(signed_in: Client, text: str) -> None:
    for address in (PIECE, GATE):
        answer = signed_in.get(
            address, {"q": text, "weet": [text[:500], "x:1", "verhaal:99999999999999999999", "verhaal:-1"]}
        )
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content


def test_a_long_text_is_known_by_its_telling_words(client: Client) -> None:
    known_intervention()
    filler = (
        "Er was gisteren een heel gewone dag waarop wij allemaal naar buiten gingen en toen weer naar huis liepen. "
    )
    text = filler + f"Daar kwam {MARK} ter sprake, en later weer {MARK}. " + filler
    assert "Meldpunt voor post" in client.get(PIECE, {"q": text}).content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_typing_costs_the_same_whatever_is_known(client: Client, number: int, django_assert_max_num_queries) -> None:
    for each in range(number):
        make_story(None, title=f"Tas {each}")
    keys = [f"verhaal:{pk}" for pk in range(1, 40)]
    with django_assert_max_num_queries(6):
        client.get(PIECE, {"q": MARK, "weet": keys})


def test_the_search_leads_on_to_a_practice_with_the_question(signed_in: Client) -> None:
    assert "/casussen/vraag/?q=hondenopvang" in signed_in.get("/zoeken/?q=hondenopvang").content.decode()
    mine = make_practice("Meer dan koffie")
    user = User.objects.get(pseudonym="Ans")
    mine.memberships.create(user=user, perspective="lived")
    page = signed_in.get("/casussen/vraag/?q=hondenopvang").content.decode()
    assert f"{reverse('forums:case_create', args=[mine.slug])}?q=hondenopvang" in page
    assert "Meer dan koffie" not in Client().get("/casussen/vraag/?q=hondenopvang").content.decode()
