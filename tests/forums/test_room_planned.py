"""Planning around a question or a piece, from the piece itself; and finding a session again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.actions import questions, room_harvest, room_planning
from forums.actions.room import finish
from forums.models import Harvest, Question, Session, Support
from practices.actions.leaving import What, leave
from practices.traces import find
from search.models import IndexEntry
from tests.makers import make_member, make_session, make_story, make_topic

pytestmark = pytest.mark.django_db
QUESTION = "Hoe houd je contact met iemand die niet opendoet?"


@pytest.fixture
def marit(cast):
    return make_member(cast.practice, "Marit", is_facilitator=True)


def plan_facts(**more: object) -> dict[str, object]:
    day = timezone.localdate() + timedelta(days=3)
    return {"title": "Samen denken", "day": day, "time": "14:00", "minutes": 60, "pace": "live", "days_each": 3} | more


def test_a_session_can_be_about_a_question_alone(cast, marit, as_user) -> None:
    where = f"/praktijken/{cast.practice.slug}/bijeenkomsten/nieuw/"
    answer = as_user(marit).post(where, plan_facts(question=QUESTION))
    assert answer.status_code == 302
    session = Session.objects.get()
    assert (session.question, session.subject) == (QUESTION, None)
    room_planning.sit(session, marit, "pro", "Marit")
    for piece in ("", "kamer/", "scherm/"):
        assert QUESTION in as_user(marit).get(answer.url + piece).content.decode(), piece
    changed = plan_facts(question="En als iemand wel opendoet?")
    as_user(marit).post(f"{answer.url}aanpassen/", changed)
    assert Session.objects.get().question == "En als iemand wel opendoet?"


def test_a_question_that_may_point_at_a_person_is_shown_first(cast, marit, as_user) -> None:
    where = f"/praktijken/{cast.practice.slug}/bijeenkomsten/nieuw/"
    page = as_user(marit).post(where, plan_facts(question="Hoe help je mevrouw Jansen op 06-12345678?"))
    assert "Bewaar toch" in page.content.decode()
    assert not Session.objects.exists()


def test_untitled_pieces_and_topics_can_lie_on_the_table(cast, marit, as_user) -> None:
    story = make_story(cast.samira, audience="practice", practice=cast.practice, title="")
    topic = make_topic(cast.practice, cast.samira)
    page = as_user(marit).get(f"/praktijken/{cast.practice.slug}/bijeenkomsten/nieuw/").content.decode()
    assert f'value="{story.pk}">Verhaal: zonder titel' in page
    assert f'value="{topic.pk}">Gesprek: Wie komt er langs?' in page
    assert f'value="{cast.case.pk}">Casus: Drie gemiste afspraken' in page


def test_from_a_case_who_leads_plans_a_session_about_it(cast, marit, as_user) -> None:
    page = as_user(marit).get(cast.case.get_absolute_url()).content.decode()
    way = f"/praktijken/{cast.practice.slug}/bijeenkomsten/nieuw/?casus={cast.case.pk}"
    assert way in page
    form = as_user(marit).get(way).content.decode()
    assert f'<option value="{cast.case.pk}" selected>' in form
    for person in (cast.samira, cast.joost):
        assert "bijeenkomsten/nieuw/" not in as_user(person).get(cast.case.get_absolute_url()).content.decode()


def test_a_session_is_found_by_the_members_of_its_practice_alone(cast, marit, as_user, client) -> None:
    session = make_session(cast.practice, marit, question=QUESTION, title="Deur dicht")
    find = "/zoeken/?q=opendoet"
    assert session.get_absolute_url() in as_user(cast.samira).get(find).content.decode()
    assert session.get_absolute_url() not in as_user(cast.vera).get(find).content.decode()
    client.logout()
    assert session.get_absolute_url() not in client.get(find).content.decode()
    room_planning.mend(session, session.facilitator, {"question": "Iets anders"})
    assert session.get_absolute_url() not in as_user(cast.samira).get(find).content.decode()
    room_planning.call_off(session, marit)
    assert not IndexEntry.objects.filter(kind="bijeenkomst").exists()


def test_its_report_is_found_only_once_it_was_shared(cast, marit, as_user) -> None:
    session = make_session(cast.practice, marit)
    Session.objects.filter(pk=session.pk).update(opened_at=timezone.now())
    finish(session, marit)
    session.refresh_from_db()
    room_harvest.write_minutes(session, "We spraken over regenjassen.")
    find = "/zoeken/?q=regenjassen"
    assert session.get_absolute_url() not in as_user(cast.samira).get(find).content.decode()
    room_harvest.offer(session, marit)
    room_harvest.share(session, marit)
    assert Harvest.objects.get().shared_at
    assert session.get_absolute_url() in as_user(cast.samira).get(find).content.decode()


@pytest.mark.parametrize("what", list(What))
def test_the_words_of_a_plan_go_along_with_who_wrote_them(cast, marit, as_user, what) -> None:
    facts = {"title": "Deur dicht", "question": QUESTION, "about": "Zij deed drie keer niet open.", "place": "De Wiek"}
    planned = [room_planning.plan(cast.practice, marit, facts | {"starts_at": timezone.now()}) for _two in range(2)]
    other = make_member(cast.practice, "Wil", is_facilitator=True)
    room_planning.mend(planned[1], other, {"question": "Van Wil: wat helpt haar?", "about": ""})
    room_planning.mend(planned[0], other, {"place": "Het buurthuis", "question": QUESTION})  # not a word of the matter
    asked = questions.ask(planned[0], marit, "Wie gaat er bij haar langs?")
    questions.want(questions.ask(planned[1], other, "Wie belt?"), marit, wants=True)
    leave(cast.practice, marit, what)
    first, second = (Session.objects.get(pk=one.pk) for one in planned)
    gone = what == What.TAKE
    assert (first.question, first.about) == (("", "") if gone else (QUESTION, facts["about"]))
    assert (first.title, first.place) == ("Deur dicht", "Het buurthuis")
    assert (second.question, second.worded_by) == ("Van Wil: wat helpt haar?", other)
    assert bool(find([QUESTION, facts["about"][:-1], asked.text[:-1]])) != gone
    assert bool(IndexEntry.objects.filter(kind="bijeenkomst", body__contains="opendoet")) != gone
    kept = what == What.KEEP
    assert (first.planned_by == marit, first.worded_by == marit) == (kept, kept)
    assert (Question.objects.get(pk=asked.pk).author == marit) == kept
    assert Support.objects.filter(user=marit).exists() != gone
    if gone:
        page = as_user(cast.samira).get(first.get_absolute_url())
        assert page.status_code == 200
        assert QUESTION not in page.content.decode()
