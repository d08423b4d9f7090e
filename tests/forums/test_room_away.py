"""Whose turn it is when somebody at the table is away for a while: it goes past them, interrupts nobody, comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from forums.actions import room
from forums.models import Ready, Round, Seat, Session
from forums.room import AWAY, now_of
from tests.makers import make_member, make_method, make_practice, make_session, sit_down

pytestmark = pytest.mark.django_db
STEPS = [{"name": "Iedereen aan het woord", "input": "turn", "writers": "all"}]
LONG = AWAY * 2


@dataclass
class Table:
    session: Session
    people: dict[str, User]
    order: list[str]  # of turns

    def browser(self, name: str) -> Client:
        client = Client()
        client.force_login(self.people[name])
        return client

    def see(self, name: str, where: str = "") -> str:
        return self.browser(name).get(f"{self.session.get_absolute_url()}kamer/{where}").content.decode()

    def say(self, name: str, doe: str = "klaar") -> None:
        self.browser(name).post(f"{self.session.get_absolute_url()}kamer/werk/", {"ronde": 1, "doe": doe})

    def lead(self, doe: str) -> None:
        facts = {"ronde": 1, "wie": Seat.objects.get(pseudonym=self.speaker).pk, "doe": doe}
        self.browser("Marit").post(f"{self.session.get_absolute_url()}kamer/beurt/", facts)

    def falls_silent(self, name: str) -> None:
        Seat.objects.filter(pseudonym=name).update(alive_at=timezone.now() - LONG)

    @property
    def speaker(self) -> str:
        found = now_of(Session.objects.get(pk=self.session.pk)).speaker
        return found.pseudonym if found else ""


@pytest.fixture
def table() -> Table:
    practice = make_practice()
    people = {"Marit": make_member(practice, "Marit", is_facilitator=True)}
    people |= {name: make_member(practice, name) for name in ("Joost", "Samira", "Wil")}
    session = make_session(practice, people["Marit"], make_method(steps=STEPS))
    for name in ("Joost", "Samira", "Wil"):
        sit_down(session, people[name])
    room.begin(session, people["Marit"], None)
    return Table(session, people, [seat.pseudonym for seat in now_of(Session.objects.get()).taking_part])


def test_a_turn_goes_past_who_is_away_and_comes_back_after_who_speaks(table: Table) -> None:
    first, second, third, fourth = table.order
    table.falls_silent(second)
    table.say(first)
    assert table.speaker == third
    assert f"{second} " in table.see(third)
    assert "Even weg" in table.see(third)
    assert f"Nu is {third} aan het woord. De anderen luisteren. Jouw beurt komt nog." in table.see(second)  # is back
    assert table.speaker == third, "nobody is interrupted"
    assert "Even weg" not in table.see(third)
    table.say(third)
    assert table.speaker == second
    assert "Jij bent nu aan het woord." in table.see(second)
    table.say(second)
    table.say(fourth)
    assert table.speaker == ""
    assert "Iedereen is aan het woord geweest." in table.see(second)


def test_who_speaks_with_a_phone_that_fell_asleep_keeps_the_word(table: Table) -> None:
    first, second = table.order[:2]
    Round.objects.filter(order=1).update(began_at=timezone.now() - LONG * 2)
    table.falls_silent(first)
    assert table.speaker == first
    assert f"{first} is aan de beurt, en is even weg." in table.see(second)
    table.see(first)
    assert table.speaker == first, "back with the word"
    assert "Jij bent nu aan het woord." in table.see(first)


def test_who_leads_goes_on_without_somebody_who_is_away_and_the_turn_comes_back(table: Table) -> None:
    first, second, third, _fourth = (name for name in table.order)
    Round.objects.filter(order=1).update(began_at=timezone.now() - LONG * 2)
    assert "komt later" not in table.see("Marit")
    gone = next(name for name in table.order if name != "Marit")
    while table.speaker != gone:
        table.say(table.speaker)
    Ready.objects.update(at=timezone.now() - LONG * 2)
    table.falls_silent(gone)
    assert f"Ga verder. {gone} komt later" in table.see("Marit")
    assert "komt later" not in table.see(next(name for name in (first, second, third) if name not in {gone, "Marit"}))
    table.lead("verder")
    then = table.speaker
    assert then not in {gone, ""}
    assert not Ready.objects.filter(seat__pseudonym=gone).exists(), "it was no turn"
    table.see(gone)
    assert table.speaker == then
    table.say(then)
    assert table.speaker == gone


def test_when_everybody_left_is_away_the_first_waits_and_who_comes_back_first_speaks(table: Table) -> None:
    first, second, third, fourth = table.order
    for name in (second, third, fourth):
        table.falls_silent(name)
    table.say(first)
    assert table.speaker == second
    table.see(fourth)
    assert table.speaker == fourth
    table.see(third)
    assert table.speaker == fourth, "not before who came back sooner"


def test_only_who_leads_goes_on_without_somebody(table: Table) -> None:
    speaker = table.order[0]
    who = next(name for name in table.order if name != "Marit")
    facts = {"ronde": 1, "wie": Seat.objects.get(pseudonym=speaker).pk, "doe": "verder"}
    answer = table.browser(who).post(f"{table.session.get_absolute_url()}kamer/beurt/", facts)
    assert answer.status_code == 403
    assert Round.objects.get(order=1).turn_at is None


def test_where_steps_take_days_nobody_is_away(table: Table) -> None:
    Session.objects.update(pace="days")
    table.falls_silent(table.order[0])
    assert table.speaker == table.order[0]
    assert Seat.objects.filter(alive_at__lt=timezone.now() - timedelta(seconds=1)).exists()
