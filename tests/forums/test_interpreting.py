"""Interpreting together: what a practice has itself lies on the table, and the harvest ends with what changes."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import Perspective, User
from forums.actions import methods, room, room_writing
from forums.actions import table as act
from forums.models import Harvest, Method, OnTable, Session
from practices.actions.contributions import withdraw
from practices.models import Audience, Indicator, Measurement
from practices.uses import uses_of
from tests.makers import make_case, make_element, make_member, make_practice, make_story, make_theme, sit_down

pytestmark = pytest.mark.django_db
STORY = "Ik deed mijn post niet meer open."
LINE = "Wie niet opendoet, wordt eerst gebeld."


class Reading:
    """Fay leads a practice with a story, a case, a theme and a number; Bea and Samira take part, Vera does not."""

    def __init__(self) -> None:
        methods.load(settings.DATA / "methods.json")
        self.practice = make_practice()
        self.theme = make_theme("Schulden")
        self.practice.themes.add(self.theme)
        self.fay = make_member(self.practice, "Fay", is_facilitator=True)
        self.bea = make_member(self.practice, "Bea")
        self.samira = make_member(self.practice, "Samira", Perspective.LIVED)
        self.vera = make_member(make_practice("Elders"), "Vera", is_facilitator=True)
        self.story = make_story(self.samira, practice=self.practice, audience=Audience.PRACTICE, happened=STORY)
        self.case = make_case(self.practice, self.bea)
        self.number = Indicator.objects.create(
            practice=self.practice, name="Dagen tot de eerste afspraak", unit="dagen"
        )
        Measurement.objects.create(indicator=self.number, on=timezone.localdate(), value=12)
        self.start = f"/praktijken/{self.practice.slug}/bijeenkomsten/duiden/"

    def as_(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    def see(self, user: User, where: str) -> str:
        return self.as_(user).get(where).content.decode()

    def facts(self, **more: Any) -> dict[str, Any]:
        day = timezone.localdate().isoformat()
        usual = {"title": "Samen duiden", "question": "Wat zegt dit?", "day": day, "time": "14:00", "minutes": 75}
        return usual | {"pieces": [f"stuk:{self.story.pk}", f"stuk:{self.case.pk}"]} | more

    def begin(self, **more: Any) -> Session:
        answer = self.as_(self.fay).post(self.start, self.facts(**more))
        assert answer.status_code == 302, answer.content.decode()
        return Session.objects.latest("pk")

    def ended(self) -> Session:
        """Hold one, with the words the group wrote in its steps."""
        session = self.begin()
        sit_down(session, self.samira)
        room.begin(session, self.fay)
        seat = session.seats.get(user=self.fay)
        for step in session.rounds.all():
            if step.is_required:
                room_writing.give(step, seat, {1: LINE if step.order == 8 else "Dichterbij komen helpt."})
            room.go_on(session, step.order, self.fay)
        return Session.objects.get(pk=session.pk)


@pytest.fixture
def reading() -> Reading:
    return Reading()


def test_from_the_workspace_who_leads_starts_in_three_screens(reading: Reading) -> None:
    home = reading.see(reading.fay, reading.practice.get_absolute_url())
    assert reading.start in home
    assert reading.start not in reading.see(reading.bea, reading.practice.get_absolute_url())
    form = reading.see(reading.fay, reading.start)
    for key in (f"stuk:{reading.story.pk}", "kaart", f"thema:{reading.theme.pk}", f"getal:{reading.number.pk}"):
        assert f'value="{key}"' in form, key
    chosen = {"maps": ["kaart"], "measured": [f"getal:{reading.number.pk}"]}
    session = reading.begin(**chosen)
    assert session.method is not None
    assert session.method.slug == "duiden"
    assert [one.key for one in session.on_table.all()] == [
        f"stuk:{reading.story.pk}",
        f"stuk:{reading.case.pk}",
        "kaart",
        f"getal:{reading.number.pk}",
    ]
    assert session.seats.get().user == reading.fay
    for where in ("", "kamer/"):
        page = reading.see(reading.fay, session.get_absolute_url() + where)
        for words in (STORY, "Hoe kan ik doorgaan?", "Dagen tot de eerste afspraak: 12 dagen", "te weinig stemmen"):
            assert words in page, (where, words)


def test_only_who_leads_starts_it_and_strangers_see_nothing_of_the_table(reading: Reading) -> None:
    assert reading.as_(reading.bea).post(reading.start, reading.facts()).status_code == 403
    assert reading.as_(reading.vera).get(reading.start).status_code == 403
    assert not Session.objects.exists()
    session = reading.begin()
    where = session.get_absolute_url()
    assert reading.as_(reading.vera).get(where).status_code == 404
    assert reading.as_(reading.vera).get(f"{where}tafel/").status_code == 404
    assert reading.as_(reading.bea).post(f"{where}tafel/", {"maps": ["kaart"]}).status_code == 403


def test_nothing_of_another_practice_or_of_nobody_else_can_be_laid(reading: Reading) -> None:
    other = make_practice("Ver weg")
    foreign = make_story(reading.fay, practice=other, audience=Audience.PRACTICE)
    own = make_story(reading.fay, practice=reading.practice, audience=Audience.ME)
    theirs = Indicator.objects.create(practice=other, name="Iets")
    for wrong in (f"stuk:{foreign.pk}", f"stuk:{own.pk}", "stuk:0", "onzin", "stuk:x"):
        page = reading.as_(reading.fay).post(reading.start, reading.facts(pieces=[wrong]))
        assert "Dit is er niet meer. Kies opnieuw." in page.content.decode(), wrong
    page = reading.as_(reading.fay).post(reading.start, reading.facts(measured=[f"getal:{theirs.pk}"]))
    assert "Dit is er niet meer. Kies opnieuw." in page.content.decode()
    assert not Session.objects.exists()


def test_an_empty_or_overfull_table_is_refused_and_keeps_what_was_typed(reading: Reading) -> None:
    answer = reading.as_(reading.fay).post(reading.start, reading.facts(pieces=[], title="Kijken naar de brief"))
    page = answer.content.decode()
    assert "Kies minstens één ding om op tafel te leggen." in page
    assert "Kijken naar de brief" in page
    many = [make_case(reading.practice, reading.bea, title=f"Casus {n}") for n in range(9)]
    page = reading.as_(reading.fay).post(reading.start, reading.facts(pieces=[f"stuk:{one.pk}" for one in many]))
    assert "Kies hooguit acht dingen." in page.content.decode()
    assert not Session.objects.exists()


def test_a_story_taken_back_vanishes_and_leaves_only_that_it_lay_there(reading: Reading) -> None:
    session = reading.begin()
    room.begin(session, reading.fay)
    version = Session.objects.get().version
    withdraw(reading.story)
    assert Session.objects.get().version > version, "an open table hears of it"
    for where in ("", "kamer/", "kamer/tafel/"):
        page = reading.see(reading.fay, session.get_absolute_url() + where)
        assert STORY not in page
        assert "Een plastic tas" not in page
        assert "Hier lag een stuk op tafel." in page


def test_each_reads_only_what_they_may_and_a_hard_story_is_not_quoted(reading: Reading) -> None:
    hard = make_story(
        reading.samira, practice=reading.practice, audience=Audience.PRACTICE, happened="Hij sloeg.", title="Thuis"
    )
    hard.content_notes = " geweld "
    hard.save()
    session = reading.begin(pieces=[f"stuk:{hard.pk}", f"stuk:{reading.story.pk}"])
    page = reading.see(reading.bea, session.get_absolute_url())
    assert "Hij sloeg." not in page
    assert "Geweld" in page
    reading.story.audience = Audience.ME
    reading.story.save()
    assert STORY in reading.see(reading.samira, session.get_absolute_url())
    assert STORY not in reading.see(reading.bea, session.get_absolute_url())


def test_the_table_can_be_laid_anew_until_the_steps_are_over(reading: Reading) -> None:
    session = reading.begin()
    where = f"{session.get_absolute_url()}tafel/"
    ticked = re.findall(r'value="([^"]+)"[^>]*checked', reading.see(reading.fay, where))
    assert set(ticked) == {f"stuk:{reading.story.pk}", f"stuk:{reading.case.pk}"}
    reading.as_(reading.fay).post(where, {"pieces": [f"stuk:{reading.case.pk}"], "maps": ["kaart"]})
    assert [one.key for one in session.on_table.all()] == [f"stuk:{reading.case.pk}", "kaart"]
    room.begin(session, reading.fay)
    room.finish(session, reading.fay)
    reading.as_(reading.fay).post(where, {"maps": ["kaart"]})
    assert session.on_table.count() == 2


def test_the_harvest_is_not_sent_round_without_what_changes_for_people(reading: Reading) -> None:
    session = reading.ended()
    where, fay = f"{session.get_absolute_url()}oogst/", reading.as_(reading.fay)
    fay.post(f"{where}verslag/", {"minutes": "We lazen twee stukken."})
    page = fay.post(f"{where}rondvraag/", follow=True).content.decode()
    assert "Schrijf eerst de laatste regel: wat verandert er voor mensen?" in page
    assert "We lazen twee stukken." in page
    assert Harvest.objects.get().offered_at is None
    assert reading.as_(reading.samira).post(f"{where}verandering/", {"change": LINE}).status_code == 403
    form = reading.see(reading.fay, f"{where}verandering/")
    assert LINE in form, "it begins with what the table wrote in its last step"
    assert "Schrijf in één zin wat er verandert" in fay.post(f"{where}verandering/", {"change": " "}).content.decode()
    fay.post(f"{where}verandering/", {"change": LINE})
    fay.post(f"{where}rondvraag/")
    harvest = Harvest.objects.get()
    assert harvest.offered_at is not None
    reading.as_(reading.samira).post(f"{where}oordeel/", {"agrees": "ja", "versie": harvest.version})
    fay.post(f"{where}delen/")
    shown = reading.see(reading.bea, session.get_absolute_url())
    assert shown.index("Het verslag") < shown.index(LINE)


def test_the_report_begins_with_what_the_group_wrote_and_no_word_of_one_person(reading: Reading) -> None:
    session = reading.ended()
    form = reading.see(reading.fay, f"{session.get_absolute_url()}oogst/verslag/")
    assert "Wat delen we?\nDichterbij komen helpt." in form
    assert "Wat blijft omstreden?" in form


def test_another_method_asks_for_no_last_line(reading: Reading) -> None:
    Method.objects.update(asks_change=False)
    answer = reading.as_(reading.fay).get(reading.start)
    assert answer.status_code == 302, "no method to interpret with: plan another session"
    Method.objects.filter(slug="duiden").update(asks_change=True)
    session = reading.begin()
    Method.objects.update(asks_change=False)
    session.refresh_from_db()
    room.begin(session, reading.fay)
    room.finish(session, reading.fay)
    reading.as_(reading.fay).post(f"{session.get_absolute_url()}oogst/rondvraag/")
    assert Harvest.objects.get().offered_at is not None


def test_who_told_the_story_sees_in_its_trail_that_it_lay_there(reading: Reading) -> None:
    session = reading.begin()
    assert not [one for one in uses_of(reading.story, reading.samira) if "bijeenkomst" in one.text]
    room.begin(session, reading.fay)
    told = [one for one in uses_of(reading.story, reading.samira) if "bijeenkomst" in one.text]
    assert [one.href for one in told] == [session.get_absolute_url()]


@pytest.mark.parametrize("number", [1, 3])
def test_the_table_asks_a_fixed_number_of_questions(
    reading: Reading, number: int, django_assert_max_num_queries: Any
) -> None:
    stories = [make_story(reading.samira, practice=reading.practice) for _n in range(number)]
    elements = [make_element(f"Iets {n}", reading.theme) for n in range(number)]
    session = reading.begin(pieces=[f"stuk:{one.pk}" for one in stories], maps=["kaart"])
    for element in elements:
        OnTable.objects.create(session=session, what="element", element=element)
    client = reading.as_(reading.bea)
    client.get(session.get_absolute_url())
    with django_assert_max_num_queries(24):
        client.get(session.get_absolute_url())


def test_a_day_later_the_same_things_lie_there_once(reading: Reading) -> None:
    session = reading.begin()
    keys = [one.key for one in session.on_table.all()]
    act.lay(session, [*keys, *keys])
    assert [one.key for one in session.on_table.all()] == keys
    assert session.starts_at < timezone.now() + timedelta(days=1)
