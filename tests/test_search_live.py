"""The index is live: what changes through the pages of the site is in or out of the search at the very next request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Perspective, User
from forums.actions import room, room_harvest
from forums.models import Case, Reply, Topic
from knowledge import changes
from knowledge.models import Claim, Dossier, DossierGroup, Instrument, Source, Term, Theme
from moderation.actions import ask_review
from practices import traces
from practices.actions.contributions import hide, publish
from practices.actions.membership import leave
from practices.actions.people import add_partner
from practices.models import Agreement, Audience, Definition, Insight, Pilot, Practice
from search.models import IndexEntry
from stories.models import Story
from tests.makers import (
    make_case,
    make_element,
    make_intervention,
    make_member,
    make_municipality,
    make_practice,
    make_session,
    make_story,
    make_user,
)

pytestmark = pytest.mark.django_db
WORD = "wilgenkatje"
Finds = Callable[..., bool]


@pytest.fixture
def practice() -> Practice:
    return make_practice()


@pytest.fixture
def bea(practice: Practice) -> User:
    return make_member(practice, "Bea")


@pytest.fixture
def fay(practice: Practice) -> User:
    return make_member(practice, "Fay", is_facilitator=True)


@pytest.fixture
def finds() -> Finds:
    """Say whether somebody (a visitor, if nobody is named) finds a word; what is not found does not help typing."""

    def ask(user: User | None = None, word: str = WORD, kind: str = "") -> bool:
        page = browser(user).get("/zoeken/", {"q": word} | ({"soort": kind} if kind else {})).content.decode()
        found = 'class="hit"' in page or 'class="sheet stack g1" data-voice' in page
        if not found and not kind:
            assert "<a " not in browser(user).get("/zoeken/aanvullen/", {"q": word}).content.decode()
        return found

    return ask


def browser(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(User.objects.get(pk=user.pk))
    return client


def test_a_story_is_found_as_soon_as_it_is_placed_and_no_longer_when_it_is_sent_back(
    practice: Practice, bea: User, finds: Finds
) -> None:
    story = make_story(bea, shown=False, practice=practice, happened=f"Een {WORD}.")
    Story.objects.filter(pk=story.pk).update(sent_at=timezone.now())
    review, moderator = ask_review(story, practice.pk), make_user("Mo", is_moderator=True)
    assert not finds()
    decision = {"outcome": "approve", "reason": "", "seen": ""}
    assert browser(moderator).post(f"/moderatie/{review.pk}/besluit/", decision).status_code == 302
    assert finds()
    hide(story)
    assert not finds()
    assert not finds(bea)
    publish(story)
    assert finds()


def test_a_story_follows_whom_it_is_for_and_goes_when_it_is_taken_back(
    practice: Practice, bea: User, finds: Finds
) -> None:
    ada = make_user("Ada")
    story = make_story(ada, title=WORD, practice=practice)
    at = f"/verhalen/{story.pk}"
    assert finds()
    for audience, may in (("signed-in", {bea, ada}), ("practice", {bea}), ("me", {ada})):
        typed = {"audience": audience, "practice": practice.pk, "until": "0", "pseudonym": "Kim"}
        answer = browser(ada).post(f"{at}/lezers/", typed)
        assert answer.status_code == 302, audience
        for user in (None, bea):
            assert finds(user) == (user in may), (audience, user)
    assert browser(ada).post(f"{at}/terughalen/", {"tekst": "wissen"}).status_code == 302
    assert not finds()
    assert not finds(ada)


def test_a_case_is_found_changed_and_gone(practice: Practice, bea: User, fay: User, finds: Finds) -> None:
    told = {
        "title": "De zoon die tolkt",
        "situation": f"Een {WORD} op tafel.",
        "question": "Hoe verder?",
        "audience": "practice",
        "perspective": "pro",
        "pseudonym": "Bea",
    }
    inside = f"/praktijken/{practice.slug}/casussen"
    assert browser(bea).post(f"{inside}/nieuw/", told).status_code == 302
    case = Case.objects.latest("pk")
    assert finds(fay)
    assert not finds()
    assert not finds(make_user("Vera"))
    assert browser(bea).post(f"{inside}/{case.pk}/aanpassen/", told | {"audience": "everyone"}).status_code == 302
    assert finds()
    changed = told | {"audience": "everyone", "situation": "Een eik."}
    assert browser(bea).post(f"{inside}/{case.pk}/aanpassen/", changed).status_code == 302
    assert not finds()
    assert finds(word="eik")
    assert browser(bea).post(f"{inside}/{case.pk}/terughalen/").status_code == 302
    assert not finds(word="eik")


def test_a_reply_leads_to_itself_and_follows_its_talk(practice: Practice, bea: User, fay: User, finds: Finds) -> None:
    case = make_case(practice, bea, Audience.EVERYONE)
    typed = {"text": f"Probeer een {WORD}.", "intent": "question", "perspective": "pro", "pseudonym": "Fay"}
    assert browser(fay).post(f"/gesprek/{case.pk}/reacties/", typed).status_code == 302
    reply = Reply.objects.get()
    page = browser(None).get(f"/zoeken/?q={WORD}").content.decode()
    assert reply.get_absolute_url() in page
    assert f"{reply.pk}" in reply.get_absolute_url().partition("#")[2]
    edited = typed | {"text": "Probeer een eik."}
    assert browser(fay).post(f"/gesprek/reacties/{reply.pk}/aanpassen/", edited).status_code == 302
    assert not finds()
    assert finds(word="eik")
    assert browser(fay).post(f"/gesprek/reacties/{reply.pk}/terughalen/").status_code == 302
    assert not finds(word="eik")


def test_a_reply_is_gone_with_what_it_answered(practice: Practice, bea: User, fay: User, finds: Finds) -> None:
    case = make_case(practice, bea, Audience.EVERYONE)
    typed = {"text": f"Een {WORD}.", "intent": "question", "perspective": "pro", "pseudonym": "Fay"}
    browser(fay).post(f"/gesprek/{case.pk}/reacties/", typed)
    assert finds()
    browser(bea).post(f"/praktijken/{practice.slug}/casussen/{case.pk}/terughalen/")
    assert not finds()
    assert not finds(fay)


def test_an_insight_is_found_by_its_practice_then_by_all_then_by_nobody(
    practice: Practice, bea: User, fay: User, finds: Finds
) -> None:
    facts = dict.fromkeys(("title", "learned", "context", "mechanism", "result"), f"Een {WORD}.")
    inside = f"/praktijken/{practice.slug}/inzichten"
    assert browser(bea).post(f"{inside}/nieuw/", facts | {"perspective": "pro", "pseudonym": "Bea"}).status_code == 302
    insight = Insight.objects.get()
    assert not finds(fay), "a draft"
    browser(bea).post(f"{inside}/{insight.pk}/praktijk/")
    assert finds(fay)
    assert not finds()
    for audience in ("signed-in", "everyone"):
        browser(fay).post(f"{inside}/{insight.pk}/delen/", {"audience": audience, "looked": "on"})
    assert finds()
    browser(bea).post(f"{inside}/{insight.pk}/intrekking/")
    assert not finds()
    assert not finds(bea)


def test_a_talk_is_found_changed_and_gone(practice: Practice, bea: User, fay: User, finds: Finds) -> None:
    said = {"title": f"Een {WORD}", "text": "Wie weet raad?", "audience": "practice", "perspective": "pro"}
    said |= {"pseudonym": "Bea"}
    assert browser(bea).post(f"/praktijken/{practice.slug}/gesprekken/nieuw/", said).status_code == 302
    topic = Topic.objects.get()
    assert finds(fay)
    assert not finds()
    at = f"/gesprek/{topic.pk}"
    browser(bea).post(f"{at}/aanpassen/", said | {"audience": "everyone"})
    assert finds()
    browser(bea).post(f"{at}/aanpassen/", said | {"audience": "everyone", "title": "Een eik"})
    assert not finds()
    assert finds(word="eik")
    browser(bea).post(f"{at}/terughalen/")
    assert not finds(word="eik")
    assert not finds(fay, word="eik")


def test_what_is_tried_is_found_by_members_from_its_beginning_to_its_end_and_until_it_is_taken_away(
    practice: Practice, bea: User, fay: User, finds: Finds
) -> None:
    inside, today = f"/praktijken/{practice.slug}/pilots", timezone.localdate().isoformat()
    begun = {"name": "Een tuin", "hypothesis": f"Er groeit een {WORD}.", "starts_on": today, "ends_on": today}
    assert browser(bea).post(f"{inside}/nieuw/", begun).status_code == 302
    pilot = Pilot.objects.get()
    assert finds(fay, kind="proef")
    assert not finds()
    assert not finds(make_user("Vera", is_editor=True))
    browser(bea).post(f"{inside}/{pilot.pk}/aanpassen/", begun | {"hypothesis": "Er groeit een eik."})
    assert not finds(fay)
    ended = {"result": f"Een {WORD}.", "stops": "De beuk.", "next_step": "door"}
    assert browser(bea).post(f"{inside}/{pilot.pk}/afronden/", ended).status_code == 302
    assert finds(fay)
    assert finds(fay, word="beuk")
    assert browser(make_member(practice, "Cor")).post(f"{inside}/{pilot.pk}/weg/").status_code == 403
    assert browser(bea).post(f"{inside}/{pilot.pk}/weg/").status_code == 302
    assert not finds(fay)
    assert not traces.find([f"Een {WORD}.", "Er groeit een eik."])


def test_an_agreement_is_found_by_members_with_what_was_learned_of_it(
    practice: Practice, bea: User, fay: User, finds: Finds
) -> None:
    inside, today = f"/praktijken/{practice.slug}/afspraken", timezone.localdate().isoformat()
    partner = add_partner(practice, {"name": "Stichting Esdoorn", "sort": "welfare", "brings": ""})
    agreed = {"partner": partner.pk, "brings": f"Een {WORD}.", "question": "Helpt dat?", "look_on": today}
    assert browser(fay).post(f"{inside}/nieuw/", agreed).status_code == 302
    one = Agreement.objects.get()
    assert finds(bea, kind="afspraak")
    assert finds(bea, word="esdoorn")
    assert not finds()
    assert not finds(make_user("Vera", is_moderator=True))
    looked = {"state": "changed", "learned": "De beuk.", "brings": "Een eik.", "look_on": today, "seen": "0"}
    assert browser(fay).post(f"{inside}/{one.pk}/kijken/", looked).status_code == 302
    assert not finds(bea)
    assert finds(bea, word="beuk")
    browser(fay).post(f"/praktijken/{practice.slug}/organisaties/{partner.pk}/weg/")
    assert not finds(bea, word="esdoorn")
    assert finds(bea, word="eik")
    assert browser(fay).post(f"{inside}/{one.pk}/weg/").status_code == 302
    assert not finds(bea, word="beuk")
    assert not IndexEntry.objects.filter(kind="afspraak").exists()


def test_a_word_of_a_practice_follows_to_whom_it_is_shown(
    practice: Practice, bea: User, fay: User, finds: Finds
) -> None:
    inside = f"/praktijken/{practice.slug}/woorden"
    browser(bea).post(f"{inside}/nieuw/", {"word": "Bloei", "text": f"Een {WORD}."})
    word = Definition.objects.get()
    assert finds(fay, kind="eigen-woord")
    assert not finds()
    for readers in ("iedereen", "leden"):
        assert browser(fay).post(f"{inside}/{word.pk}/voor/", {"voor": readers}).status_code == 302
        assert finds() == (readers == "iedereen"), readers
    browser(fay).post(f"{inside}/{word.pk}/weg/")
    assert not finds(fay)


def test_a_harvest_is_found_by_members_once_it_was_shared(
    practice: Practice, bea: User, fay: User, finds: Finds
) -> None:
    session = make_session(practice, fay)
    room.begin(session, fay)
    room.finish(session, fay)
    room_harvest.write_minutes(session, f"Een {WORD}.")
    room_harvest.offer(session, fay)
    assert not finds(bea)
    assert not finds(fay)
    room_harvest.say(session.harvest, session.seats.get(), agrees=True)
    room_harvest.share(session, fay)
    assert finds(bea, kind="bijeenkomst")
    assert not finds()
    assert not finds(make_user("Vera", is_editor=True))


def test_a_practice_is_found_by_what_it_asks_now(practice: Practice, fay: User, finds: Finds) -> None:
    form = browser(fay).get(f"/praktijken/{practice.slug}/aanpassen/").context["form"]
    guards = {"once", "stond"}  # of sending twice, and of changing what somebody else just changed
    typed = {name: form[name].value() for name in form.fields if name not in guards and form[name].value()}
    assert not finds(kind="praktijk")
    changed = typed | {"question": f"Hoe groeit een {WORD}?"}
    answer = browser(fay).post(f"/praktijken/{practice.slug}/aanpassen/", changed)
    assert answer.status_code == 302, answer.context["form"].errors
    assert finds(kind="praktijk")
    assert browser(fay).post(f"/praktijken/{practice.slug}/aanpassen/", typed).status_code == 302
    assert not finds(kind="praktijk")


def test_a_new_practice_is_found(finds: Finds) -> None:
    region = make_municipality().labour_region
    assert region is not None
    typed = {"name": f"De {WORD}", "question": "Hoe?", "labour_region": region.pk, "joining": "open"}
    typed |= {"perspective": "lived", "once": "een-token-van-genoeg-tekens"}
    browser(make_user("Ans", Perspective.LIVED)).post("/praktijken/nieuw/", typed)
    assert Practice.objects.filter(name=f"De {WORD}").exists()
    assert finds(kind="praktijk")


def test_who_leaves_a_practice_finds_its_things_no_longer(
    practice: Practice, bea: User, fay: User, finds: Finds
) -> None:
    make_story(fay, Audience.PRACTICE, practice=practice, title=WORD)
    assert finds(bea)
    assert browser(bea).post(f"/praktijken/{practice.slug}/vertrek/").status_code == 302
    assert not finds(bea)
    assert finds(fay)
    leave(practice, fay)
    assert not finds(fay)


def test_what_is_past_its_last_day_is_gone_at_midnight(
    practice: Practice, bea: User, finds: Finds, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = timezone.localdate()
    make_story(bea, title=WORD, shown_until=today)
    assert finds()
    monkeypatch.setattr(timezone, "localdate", lambda *_args: today + timedelta(days=1))
    assert not finds()


def test_every_part_of_the_knowledge_base_follows_its_editor(finds: Finds) -> None:
    theme = Theme.objects.create(slug="wonen", name="Wonen")
    dossier = Dossier.objects.create(theme=theme, title="Wat werkt bij wonen", summary="Kort.")
    element, approach = make_element("Iemand die bleef", theme), make_intervention("Huis eerst", theme)
    source = Source.objects.create(slug="bron", title="Een rapport")
    instrument = Instrument.objects.create(slug="lijst", name="Vragenlijst", goal="Meten")
    term = Term.objects.create(slug="woord", word="regie", explanation="Zelf kiezen.")
    places: list[tuple[Any, str, Any]] = [
        (dossier, "long_text", dossier),
        (dossier, "not_working", dossier),
        (dossier, "open_questions", dossier),
        (DossierGroup.objects.create(dossier=dossier, name="Jongeren", text="x"), "text", None),
        (Claim.objects.create(dossier=dossier, kind="effect", text="x"), "text", None),
        (Claim.objects.create(element=element, kind="effect", text="x"), "text", None),
        (element, "research_wording", element),
        (element, "not_this", element),
        (element, "for_whom", element),
        (element, "keep", element),
        (element, "adapt", element),
        (approach, "goal", approach),
        (approach, "method", approach),
        (approach, "making_it_work", approach),
        (source, "summary", source),
        (instrument, "goal", instrument),
        (instrument, "note", instrument),
        (term, "explanation", term),
        (term, "also", term),
    ]
    for record, field, _about in places:
        before = getattr(record, field)
        setattr(record, field, f"Een {WORD} hier.")
        record.save()
        changes.changed(record)
        assert finds(), (record, field)
        setattr(record, field, before)
        record.save()
        changes.changed(record)
        assert not finds(), (record, field)


def test_a_renamed_theme_is_called_so_on_its_chip(finds: Finds) -> None:
    theme = Theme.objects.create(slug="wonen", name="Wonen")
    changes.changed(theme)
    theme.name = WORD
    theme.save()
    changes.changed(theme)
    assert finds(kind="dossier")
    page = browser(None).get(f"/zoeken/?q={WORD}").content.decode()
    assert f'?q={WORD}&amp;thema=wonen">{WORD} <i>1</i>' in page


def test_a_merged_element_is_found_as_the_one_it_became(finds: Finds) -> None:
    one, other = make_element(f"Een {WORD}"), make_element("Iemand die bleef")
    for element in (one, other):
        changes.changed(element)
    assert finds()
    one.merged_into = other
    one.save()
    changes.changed(one)
    assert not finds()
    assert IndexEntry.objects.filter(kind="element").count() == 1
