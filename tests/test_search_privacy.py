"""The search says nothing of what somebody may not see: its answers are what they would be if that were not there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accounts.models import User
from search import steering
from search.engines import engine
from search.engines.seam import Scope
from search.finding import find
from search.known import known
from search.models import IndexEntry, Verdict
from search.plugs import keys_of
from search.queries import parse
from search.suggestions import meant, proposals
from tests.roles import walking_as
from tests.test_nobody_else_reads import MAY_READ, SHARED, hide, marker, readable, secrets
from tests.world import World, make_world

pytestmark = pytest.mark.django_db
# Read on their own pages alone: what is different about a version, and a moment of adjustment.
UNSEARCHED = ("zqversion", "zqadjust")
ROLES = ["visitor", "stranger", "guest", "member", "facilitator", "elsewhere", "moderator", "editor", "blocked"]
# What differs with every page: tokens, and the moment at which the bell was drawn.
TOKENS = re.compile(r'name="(?:once|csrfmiddlewaretoken)" value="[^"]+"|data-since="[0-9]+"')
QUESTIONS = {
    "the word in all of them": f"/zoeken/?q={SHARED}",
    "misspelt": f"/zoeken/?q={SHARED.replace('oo', 'o')}",
    "a question": f"/zoeken/?q=wie+plant+er+een+{SHARED}+bij+de+buren",
    "a phrase": f"/zoeken/?q=%22de+{SHARED}%22",
    "a phrase that is nowhere": f"/zoeken/?q=%22{SHARED}+fietst%22",
    "without": f"/zoeken/?q={SHARED}+-tas",
    "a kind": f"/zoeken/?q={SHARED}&soort=verhaal",
    "another kind": f"/zoeken/?q={SHARED}&soort=reactie&wie=lived",
    "a kind without words": "/zoeken/?soort=casus",
    "what practices try": "/zoeken/?soort=proef",
    "what they agreed on": f"/zoeken/?q={SHARED}&soort=afspraak",
    "from whom": f"/zoeken/?q={SHARED}&wie=pro",
    "a theme": f"/zoeken/?q={SHARED}&thema=THEME",
    "a later page": f"/zoeken/?q={SHARED}&pagina=2",
    "typing along": f"/zoeken/aanvullen/?q={SHARED[:5]}",
    "typing a secret": "/zoeken/aanvullen/?q=zq",
    "the start of a secret": "/zoeken/?q=zqstory",
}


@pytest.fixture
def world() -> World:
    world = make_world()
    hide(world)
    blocked = world.people["blocked"] = world.people["member"].__class__.objects.create_user(
        "weg@example.org", pseudonym="Weg"
    )
    from practices.models import Membership

    Membership.objects.create(practice=world.practice, user=blocked, perspective="lived")
    User.objects.filter(pk=blocked.pk).update(is_active=False)
    blocked.refresh_from_db()
    return world


def reader(world: World, role: str) -> Any:
    return AnonymousUser() if role == "visitor" else User.objects.get(pk=world.people[role].pk)


def browser(world: World, role: str) -> Client:
    client = Client()
    if role != "visitor":
        client.force_login(world.people[role])
    return client


def unseen(role: str) -> list[str]:
    may = {"blocked": "visitor"}.get(role, role)
    return sorted(secrets(set(MAY_READ)) - secrets(readable(may)))


def answers(client: Client, world: World) -> dict[str, str]:
    asked = {name: address.replace("THEME", world.theme.slug) for name, address in QUESTIONS.items()}
    return {name: TOKENS.sub("", client.get(address).content.decode()) for name, address in asked.items()}


@walking_as("elsewhere", [role for role in ROLES if role != "elsewhere"])
def test_every_answer_is_what_it_would_be_without_what_is_not_seen(world: World, role: str) -> None:
    client = browser(world, role)
    before = answers(client, world)
    keys = keys_of(reader(world, role))
    mine = IndexEntry.objects.opened_by(keys).values_list("pk", flat=True)
    others = list(IndexEntry.objects.exclude(pk__in=list(mine)).values_list("pk", flat=True))
    assert others, "there is something this reader may not see"
    engine().forget(others)
    IndexEntry.objects.filter(pk__in=others).delete()
    assert answers(client, world) == before


@walking_as("elsewhere", [role for role in ROLES if role != "elsewhere"])
def test_a_word_that_only_others_wrote_is_in_no_answer_and_no_help(world: World, role: str) -> None:
    client, somebody = browser(world, role), reader(world, role)
    for name, body in answers(client, world).items():
        assert not [word for word in unseen(role) if word in body], name
    scope = Scope(tuple(keys_of(somebody)))
    for word in unseen(role):
        slip = word[:-3] + word[-2:]
        found = find(parse(word, steering.SUPPLIED), scope)
        counts = (found.total, found.kinds, found.themes, found.voices, found.regions, found.years)
        assert counts == (0, {}, {}, {}, {}, {})
        assert (found.hits, found.established, found.mended) == ([], [], [])
        assert find(parse(slip, steering.SUPPLIED), scope).mended == []
        assert proposals(parse(slip)) == proposals(parse(word)) == []
        assert meant([slip]) == {}
        assert not [row for row in known(f"Ik zoek {word} en de {SHARED}", somebody) if word in row.title + row.body]


@walking_as("elsewhere", [role for role in ROLES if role not in {"elsewhere", "blocked"}])
def test_who_may_see_it_finds_it(world: World, role: str) -> None:
    scope = Scope(tuple(keys_of(reader(world, role))))
    for word in secrets(readable(role)):
        if not word.startswith(UNSEARCHED):
            assert find(parse(word), scope).total >= 1, word


def test_what_editors_read_of_questions_holds_only_what_was_asked(world: World) -> None:
    browser(world, "member").post(
        "/zoeken/oordeel/", {"q": "waar is het", "past": "nee", "once": "a-page-of-a-member-of-the-practice"}
    )
    page = browser(world, "editor").get("/zoeken/vragen/").content.decode()
    assert "waar is het" in page
    assert not [word for word in unseen("editor") if word in page]
    assert Verdict.objects.filter(question="waar is het").exists()


def test_lists_of_editors_name_nothing_they_may_not_see(world: World) -> None:
    from search.actions import nudge

    hidden = IndexEntry.objects.get(kind="verhaal", title__contains=marker("story", "practice"))
    nudge(hidden, SHARED, "top", "Een redacteur die ook lid was.", world.people["editor"])
    for address in ("/zoeken/volgorde/", f"/zoeken/?q={SHARED}", f"/zoeken/volgorde/verhaal/{hidden.object_id}/"):
        assert marker("story", "practice") not in browser(world, "editor").get(address).content.decode()
    assert marker("story", "practice") in browser(world, "member").get(f"/zoeken/?q={SHARED}").content.decode()
