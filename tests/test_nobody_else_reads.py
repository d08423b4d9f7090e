"""No page says to anybody what was not meant for them: every address, as every role, in a world with secrets in it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import search
from accounts.models import Perspective, User
from files import documents
from forums.actions import duo, room
from forums.models import Harvest, LookBack, Session, Side
from practices.actions import agreements, definitions, library, monitor, pilots
from practices.actions.contributions import withdraw
from practices.actions.insights import write_insight
from practices.actions.joint import begin
from practices.models import (
    Agreement,
    Audience,
    Contribution,
    Definition,
    LibraryItem,
    Pilot,
    Polarity,
    Practice,
    TextVersion,
    Weighing,
)
from tests import makers
from tests.roles import walking_as
from tests.world import World, addresses, make_world

pytestmark = pytest.mark.django_db
ROLES = ["visitor", "stranger", "guest", "member", "facilitator", "elsewhere", "moderator", "editor"]
SHARED = "appelboom"  # every secret text holds this word, so that looking for it would bring them all up
EMAIL = "kwetsbaar.adres@voorbeeld.example"
NAME = "Zwaanswijk"  # how the author is called by their account, never on these pieces

# Who may read what was written for whom; the roles are those of tests.world. A guest reads one other talk alone.
INSIDE = {"member", "facilitator"}
SIGNED_IN = set(ROLES) - {"visitor"}
MAY_READ = {
    "everyone": set(ROLES),
    "signedin": SIGNED_IN,
    "practice": INSIDE,
    "onlyme": set[str](),
    "withdrawn": set[str](),
    "draft": set[str](),
    "hiddenby": set[str](),
    "expired": set[str](),
    "otherside": {"elsewhere"},
}
AUDIENCES = {
    "everyone": Audience.EVERYONE,
    "signedin": Audience.SIGNED_IN,
    "practice": Audience.PRACTICE,
    "onlyme": Audience.ME,
    "withdrawn": Audience.EVERYONE,
    "draft": Audience.EVERYONE,
    "hiddenby": Audience.EVERYONE,
    "expired": Audience.EVERYONE,
    "otherside": Audience.PRACTICE,
}
KINDS = ("story", "case", "insight", "topic", "text", "reply", "lookback")
TOGETHER = (
    "pilot",
    "agreement",
    "brings",
    "item",
    "version",
    "word",
    "session",
    "adjust",
)  # what members keep together: for them alone
UNAGREED = "zqsideunagreedqz"  # in a side of a duo-case to which not both said yes: nobody else reads it, ever


def marker(kind: str, lot: str) -> str:
    return f"zq{kind}{lot}qz"


def secrets(lots: set[str]) -> set[str]:
    """Give the marker of everything that was written for one of these lots."""
    kept = {marker(kind, lot) for kind in TOGETHER for lot in {"practice", "otherside"} & lots}
    shown = {marker("word", lot) for lot in {"everyone"} & lots}
    return {marker(kind, lot) for kind in KINDS for lot in lots} | kept | shown


def readable(role: str) -> set[str]:
    return {lot for lot, readers in MAY_READ.items() if role in readers}


def hide(world: World) -> None:
    """Put one of every kind of contribution and every lot into the world, and what members keep together."""
    ada = makers.make_member(world.practice, NAME, Perspective.LIVED)
    User.objects.filter(pk=ada.pk).update(email=EMAIL)
    for lot, audience in AUDIENCES.items():
        practice = world.adoption.practice if lot == "otherside" else world.practice
        said = {kind: f"De {SHARED} {marker(kind, lot)}." for kind in KINDS}
        facts: dict[str, Any] = {"practice": practice, "pseudonym": "Kim"}
        things: list[Contribution] = [
            makers.make_story(ada, audience, title=said["story"], happened=said["story"], **facts),
            makers.make_case(
                practice,
                ada,
                audience,
                title=said["case"],
                situation=said["case"],
                question=said["case"],
                pseudonym="Kim",
            ),
        ]
        words = dict.fromkeys(("title", "learned", "context", "mechanism", "result"), said["insight"])
        insight = write_insight(practice, ada, words, [])
        Contribution.objects.filter(pk=insight.pk).update(audience=audience, pseudonym="Kim")
        things.append(insight)
        topic = makers.make_topic(practice, ada, audience, title=said["topic"], text=said["topic"], pseudonym="Kim")
        things.append(topic)
        text = begin(practice, ada, {"title": said["text"], "words": said["text"]})
        Contribution.objects.filter(pk=text.pk).update(audience=audience)
        TextVersion.objects.filter(text=text).update(pseudonym="Kim")
        text.standing = text.versions.get()
        text.save(update_fields=["standing"])
        things.append(text)
        for thing in things:
            thing.themes.add(world.theme)
            Weighing.objects.create(
                contribution=thing,
                element=world.element,
                intervention=world.intervention,
                polarity=Polarity.HELPED,
                quote=said[thing.kind],
            )
        answer = makers.make_reply(things[0], ada, said["reply"])
        Contribution.objects.filter(pk=answer.pk).update(pseudonym="Kim")
        look_back(things[1], ada, said["lookback"])
        for thing in things:
            fate(thing, lot, world)
            thing.refresh_from_db()
            search.index(thing)
        search.index(answer)
    hide_a_side(world, ada)
    keep_together(world.practice, world.people["member"], "practice")
    keep_together(world.adoption.practice, world.people["elsewhere"], "otherside")
    shown = {"word": marker("word", "everyone"), "text": f"De {SHARED} {marker('word', 'everyone')}."}
    definitions.show(definitions.define(world.practice, world.people["member"], shown), is_open=True)


def keep_together(practice: Practice, by: User, lot: str) -> None:
    """Let a practice try something, agree on something, keep a file and a word, and share a harvest."""
    said, today = {kind: f"De {SHARED} {marker(kind, lot)}." for kind in TOGETHER}, timezone.localdate()
    tried = pilots.begin(practice, by, {"name": "Een proef", "hypothesis": "x", "starts_on": today, "ends_on": today})
    pilots.end(tried, by, {"result": said["pilot"], "stops": said["pilot"], "next_step": "door"})
    facts = {"who": "Wij", "brings": said["brings"], "question": said["agreement"], "look_on": today}
    agreements.agree(practice, by, facts)
    file = documents.text(said["item"].encode(), ".txt")
    item = library.add(practice, by, {"title": "Een stuk", "why": said["item"], "file": file})
    library.bring(item, by, {"link": "https://example.org/nieuw", "what": said["version"]})
    monitor.adjust(practice, by, {"saw": said["adjust"], "change": said["adjust"]})
    definitions.define(practice, by, {"word": marker("word", lot), "text": said["word"]})
    session = makers.make_session(practice, by)
    room.begin(session, by)
    room.finish(session, by)
    Harvest.objects.filter(session=session).update(minutes=said["session"], shared_at=timezone.now())
    search.index(session)


def look_back(case: Contribution, by: User, words: str) -> None:
    """Let who brought a case tell how it went on."""
    told = LookBack.objects.create(
        root=case,
        author=by,
        pseudonym="Kim",
        did=words,
        helped="ja",
        published_at=timezone.now(),
        practice=case.practice,
    )
    Weighing.objects.create(contribution=told, element=world_element(case), polarity=Polarity.MISSING, quote=words)


def world_element(case: Contribution) -> Any:
    return case.weighings.all()[0].element


def hide_a_side(world: World, ada: User) -> None:
    """Let somebody tell a side for everyone, to which the other did not say yes."""
    facts = {"title": "Twee", "situation": "Hulp.", "question": "Wat hielp?", "audience": Audience.EVERYONE}
    case = duo.begin(world.practice, ada, facts | {"pseudonym": "Kim", "perspective": Perspective.LIVED}, ada)
    said = {"happened": f"De {SHARED} {UNAGREED}.", "meant": UNAGREED, "pseudonym": "Kim", "perspective": "lived"}
    for side in Side.objects.filter(root=case):
        rows = [Weighing(element=world.element, polarity=Polarity.HELPED, quote=f"De {SHARED} {UNAGREED}.")]
        duo.write(side, ada, said, rows)
    duo.agree(Side.objects.get(root=case, is_first=True))
    search.index(case)


def fate(thing: Contribution, lot: str, world: World) -> None:
    if lot == "withdrawn":
        withdraw(thing)
    elif lot in {"draft", "hiddenby"}:
        Contribution.objects.filter(pk=thing.pk).update(published_at=None)
    elif lot == "expired":
        Contribution.objects.filter(pk=thing.pk).update(shown_until=timezone.localdate() - timedelta(days=1))


@pytest.fixture
def world() -> World:
    world = make_world()
    hide(world)
    return world


def pages(world: World, client: Client) -> dict[str, str]:
    """Give what every address of the site answers, and the page of every secret itself."""
    asked = [world.address(name, parameters) for name, parameters in addresses()]
    asked += [
        thing.get_absolute_url()
        for thing in Contribution.objects.filter(kind__in=["story", "case", "insight", "topic", "text"])
    ]
    for model in (Pilot, Agreement, LibraryItem, Definition, Session):
        asked += [thing.get_absolute_url() for thing in model.objects.all()]
    asked += [reverse("practices:monitor", args=[one.slug]) for one in Practice.objects.all()]
    asked += [f"{thing.get_absolute_url()}oogst/" for thing in Session.objects.filter(harvest__isnull=False)]
    asked += [f"{one}?vorm=csv" for one in asked if "verschilkaart" in one]
    found = {}
    for address in asked:
        for query in ("", f"{'&' if '?' in address else '?'}q={SHARED}&meer=1&element={world.element.slug}"):
            answer = client.get(address + query, follow=True)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            found[address + query] = body.decode(errors="replace")
    return found


def lists_members(address: str) -> bool:
    """A practice tells its members' names on the page for that, and where one of them is chosen or called.

    All members stand there, whatever they wrote and under which name; no piece of theirs stands beside their name.
    """
    talks = re.match(r"/gesprek/(\d+/(reacties|namen)|reacties/\d+/aanpassen)/", address)
    return bool(talks) or any(
        place in address for place in ("/mensen/", "/casussen/duo/", "/verbeterpunt/", "/taken/", "/proeflezen/")
    )


@walking_as("member", [role for role in ROLES if role != "member"])
def test_no_page_says_to_anybody_what_was_meant_for_others(world: World, role: str) -> None:
    client = Client()
    if role != "visitor":
        client.force_login(world.people[role])
    allowed = secrets(readable(role))
    forbidden = secrets(set(MAY_READ)) - allowed | {UNAGREED}
    seen: set[str] = set()
    told: dict[str, list[str]] = {}
    for address, body in pages(world, client).items():
        said = set(re.findall(r"zq[a-z]+qz", body))
        seen |= said
        if wrong := said & forbidden:
            told[address] = sorted(wrong)
        named = [
            secret for secret in (EMAIL, NAME) if secret in body and not (secret == NAME and lists_members(address))
        ]
        if named:
            told[address] = [*told.get(address, []), *named]
    assert not told
    assert allowed <= seen, "what may be read must be found, or this test looks in the wrong place"
