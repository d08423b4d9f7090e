"""A word of the field is explained wherever it is read: in the knowledge base, and in what people tell and ask."""

from __future__ import annotations

import pytest
from django.test import Client

from knowledge.models import Dossier, Term
from practices.actions.insights import write_insight
from practices.models import Audience, Practice
from tests.makers import (
    make_case,
    make_element,
    make_instrument,
    make_intervention,
    make_member,
    make_practice,
    make_reply,
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
