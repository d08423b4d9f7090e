"""A word of the field is explained wherever it is read: in the knowledge base, and in what people tell and ask."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation
from forums.actions import room
from forums.models import Harvest
from knowledge.models import Claim, Dossier, Term
from practices.actions import library, monitor
from practices.actions.insights import write_insight
from practices.models import AgendaAnswer, AgendaTheme, Audience, Indicator, Pilot, Practice, Remark
from practices.models.remark import Answer
from stories.actions import answering
from tests.makers import (
    make_case,
    make_element,
    make_instrument,
    make_intervention,
    make_member,
    make_practice,
    make_reply,
    make_session,
    make_source,
    make_story,
    make_theme,
    make_topic,
)

SAID = "Zo groeit een alliantie."
ABOUT = 'data-about="De band."'


@pytest.mark.django_db
def test_a_word_is_explained_on_every_page_where_people_read_it() -> None:
    Term.objects.create(slug="alliantie", word="alliantie", explanation="De band.")
    theme, practice = make_theme(), make_practice()
    Practice.objects.filter(pk=practice.pk).update(question=SAID)
    member = make_member(practice, "Samira")
    Dossier.objects.create(theme=theme, title="Wat werkt", summary="Kort.", not_working=SAID)
    case = make_case(practice, member, Audience.EVERYONE, situation=SAID)
    talk = make_topic(practice, member, Audience.EVERYONE)
    make_reply(talk, member, SAID)
    lesson = dict.fromkeys(("title", "context", "mechanism", "result"), "Bellen helpt.") | {"learned": SAID}
    read = {
        "dossier": theme,
        "element": make_element(research_wording=SAID),
        "intervention": make_intervention(making_it_work=SAID),
        "instrument": make_instrument(goal=SAID),
        "source": make_source(summary=SAID),
        "practice": practice,
        "story": make_story(member, happened=SAID),
        "case": case,
        "reply": talk,
        "topic": make_topic(practice, member, Audience.EVERYONE, text=SAID),
        "insight": write_insight(practice, member, lesson, []),
    }
    client = Client()
    client.force_login(member)
    pages = {name: client.get(thing.get_absolute_url()).content.decode() for name, thing in read.items()}
    assert {name for name, page in pages.items() if ABOUT in page} == set(read)


@pytest.mark.django_db
def test_a_word_is_explained_in_what_people_answer_try_and_measure() -> None:
    Term.objects.create(slug="alliantie", word="alliantie", explanation="De band.")
    practice, element = make_practice(), make_element(explanation=SAID)
    member = make_member(practice, "Samira")
    made = {"author": member, "audience": Audience.EVERYONE, "pseudonym": "Samira", "published_at": timezone.now()}
    asked = AgendaTheme.objects.create(practice=practice, title="De bus.", **made)
    AgendaAnswer.objects.create(theme=asked, by=member, outcome="taken", text=SAID)
    said = Remark.objects.create(element=element, verdict="misses", text=SAID, **made)
    answered = Remark.objects.create(element=element, verdict="misses", text="Nee.", **made)
    Answer.objects.create(remark=answered, by=member, text=SAID)
    source, indicator = make_source(), Indicator.objects.create(practice=practice, name="Rust", unit="dagen")
    Claim.objects.create(key="band", element=element, kind="research", text=SAID).sources.add(source)
    monitor.measure(indicator, member, {"on": timezone.localdate(), "value": Decimal(12), "people": None, "note": SAID})
    days = dict.fromkeys(("starts_on", "ends_on"), timezone.localdate())
    tried = Pilot.objects.create(practice=practice, name="Bellen", hypothesis=SAID, by=member, **days)
    item = library.add(practice, member, {"title": "Brief", "why": SAID, "link": "https://example.org/"})
    session = make_session(practice, member)
    room.begin(session, member)
    room.finish(session, member)
    Harvest.objects.filter(session=session).update(minutes=SAID, shared_at=timezone.now())
    story = make_story(member, happened="Zij bleef.")
    town = Organisation.objects.create(name="Dorpstad", slug="dorpstad")
    facts = {"thanks": "Dank.", "heard": "Je wachtte.", "doing": SAID, "who": "de teamleider"}
    answering.answer(story, member, town, facts)
    where = practice.get_absolute_url()
    read = {
        "answer to the agenda": asked.get_absolute_url(),
        "remark": said.get_absolute_url(),
        "answer to a remark": answered.get_absolute_url(),
        "answer to a story": story.get_absolute_url(),
        "list of elements": "/kennis/elementen/",
        "claims on a source": source.get_absolute_url(),
        "library": f"{where}bibliotheek/",
        "thing in the library": f"{where}bibliotheek/{item.pk}/",
        "pilot": tried.get_absolute_url(),
        "pilots": f"{where}pilots/",
        "note of the monitor": f"{where}monitor/",
        "minutes": session.get_absolute_url(),
    }
    client = Client()
    client.force_login(member)
    pages = {name: client.get(address).content.decode() for name, address in read.items()}
    assert {name for name, page in pages.items() if ABOUT in page} == set(read)
