"""Steps in a running room: listening with a note for oneself, choosing, writing without a name; and what is wiped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Perspective, User
from clock.jobs import registry
from forums.actions import room
from forums.models import Dot, Note, Ready, Session
from forums.models.session import KEPT_DAYS
from forums.room import AWAY
from tests.makers import make_member, make_method, make_practice, make_session, sit_down

pytestmark = pytest.mark.django_db
STEPS = [
    {"name": "Hardop denken", "input": "turn", "writers": "others"},
    {"name": "Zonder namen", "input": "text", "writers": "all", "is_anonymous": True},
    {"name": "Met naam", "input": "text", "writers": "all", "shows": "2"},
    {"name": "Wegen", "input": "dots", "writers": "all", "shows": "3"},
    {"name": "Kies", "input": "choice", "writers": "all", "options": "Anders\nHetzelfde"},
    {"name": "Terugkijken", "writers": "all", "shows": "2, 3, 5"},
]
JOTTED = "Ik schrok van wat zij zei."
NAMELESS = "Veiligheid weegt voor mij het zwaarst."
NAMED = "Ik zou elke week bellen."
NAMES = ("Joost", "Samira", "Wil", "Ank")


@dataclass
class Table:
    session: Session
    people: dict[str, User]

    @property
    def address(self) -> str:
        return self.session.get_absolute_url()

    def browser(self, name: str) -> Client:
        client = Client()
        client.force_login(self.people[name])
        return client

    def see(self, name: str, where: str = "kamer/") -> str:
        return self.browser(name).get(self.address + where).content.decode()

    def do(self, name: str, order: int, **facts: object) -> None:
        answer = self.browser(name).post(f"{self.address}kamer/werk/", {"ronde": order, "doe": "klaar"} | facts)
        assert answer.status_code == 302

    def go_on(self, seen: int) -> None:
        self.browser("Marit").post(f"{self.address}kamer/stap/", {"ronde": seen})


@pytest.fixture
def table() -> Table:
    """Marit leads, Joost brings something in; the first step is going on."""
    practice = make_practice()
    people = {"Marit": make_member(practice, "Marit", is_facilitator=True)}
    people |= {name: make_member(practice, name, Perspective.LIVED) for name in NAMES}
    session = make_session(practice, people["Marit"], make_method(steps=STEPS))
    for name in NAMES:
        sit_down(session, people[name])
    room.begin(session, people["Marit"], session.seats.get(user=people["Joost"]))
    return Table(session, people)


def test_who_brings_something_in_only_listens_and_jots_down_for_nobody_else(table: Table) -> None:
    page = table.see("Joost")
    assert "Jij luistert nu." in page
    assert "Ik heb gesproken" not in page
    table.do("Joost", 1, text_0=JOTTED)
    assert JOTTED in table.see("Joost")
    assert not Ready.objects.exists()  # listening is no turn
    for step in range(1, 6):
        for name in ("Marit", "Samira"):
            assert all(JOTTED not in table.see(name, where) for where in ("kamer/", "kamer/tafel/", "scherm/"))
        table.go_on(step)
    note = Note.objects.get(number=0)
    table.browser("Joost").post(f"{table.address}kamer/teksten/{note.pk}/", {"doe": "toon"})
    table.go_on(6)
    assert JOTTED not in table.see("Joost", "oogst/")
    assert JOTTED not in table.see("Marit", "oogst/")


def test_what_stands_without_a_name_has_none_anywhere_and_no_order_of_coming(table: Table) -> None:
    table.go_on(1)
    for number, name in enumerate(table.people):
        table.do(name, 2, text_1=f"{NAMELESS} {number}")
        assert "Klaar</b>" not in table.see("Wil", "kamer/").split('id="kamer-wie"')[1].split("</ul>")[0]
    table.go_on(2)
    laid = table.see("Wil", "kamer/tafel/").split('id="kamer-tafel"')[1].split('id="kamer-leiden"')[0]
    assert laid.count(NAMELESS) == 5
    assert not [name for name in table.people if name in laid]
    assert laid.count("Dit schreef jij") == 1  # one's own can be taken back, by oneself alone
    keys = list(Note.objects.order_by("key").values_list("text", flat=True))
    assert [laid.index(text) for text in keys] == sorted(laid.index(text) for text in keys)


def test_a_choice_is_told_as_a_total_and_of_few_people_without_a_figure(table: Table) -> None:
    for step in range(1, 5):
        table.go_on(step)
    assert "Kies er één." in table.see("Samira")
    table.do("Samira", 5, choice="Anders")
    assert "Je bent klaar." in table.see("Samira")
    table.do("Samira", 5, doe="terug")
    for name, choice in {"Samira": "Hetzelfde", "Wil": "Anders", "Ank": "Hetzelfde", "Joost": "Hetzelfde"}.items():
        table.do(name, 5, choice=choice)
    bad = table.browser("Marit").post(f"{table.address}kamer/werk/", {"ronde": 5, "choice": "Iets anders"})
    assert "Kies iets uit de lijst." in bad.content.decode()
    table.go_on(5)
    page = table.see("Marit", "kamer/tafel/")
    assert "<li>Anders</li>" in page
    assert "<li>Hetzelfde</li>" in page
    Ready.objects.create(
        round=table.session.rounds.get(order=5),
        seat=table.session.seats.get(user=table.people["Marit"]),
        choice="Anders",
    )
    page = table.see("Marit", "kamer/tafel/")
    assert "Anders: <b>2</b>" in page
    assert "Hetzelfde: <b>3</b>" in page


def test_after_the_term_what_was_private_or_nameless_is_wiped_and_the_rest_stays(table: Table) -> None:
    table.do("Joost", 1, text_0=JOTTED)
    table.go_on(1)
    assert "Dertig dagen na afloop wissen we" in table.see("Samira")
    table.do("Samira", 2, text_1=NAMELESS)
    table.go_on(2)
    table.do("Samira", 3, text_1=NAMED)
    table.do("Wil", 3, text_1="Nog half", doe="bewaar")
    table.go_on(3)
    table.do("Wil", 4, dots=Note.objects.get(text=NAMED).pk)
    table.go_on(4)
    table.do("Wil", 5, choice="Anders")
    table.go_on(5)
    table.go_on(6)
    assert "Op " in table.see("Samira", "oogst/")
    assert "wissen we wat jullie voor jezelf of zonder naam schreven" in table.see("Samira", "oogst/")
    closed = timezone.now() - timedelta(days=KEPT_DAYS)
    Session.objects.update(closed_at=closed + timedelta(hours=1))
    registry["forums.tables"].do()
    assert Note.objects.filter(text__in=[JOTTED, NAMELESS, NAMED, "Nog half"]).count() == 4
    Session.objects.update(closed_at=closed)
    registry["forums.tables"].do()
    assert list(Note.objects.values_list("text", flat=True)) == [NAMED]
    assert not Dot.objects.exists()
    assert not Ready.objects.exclude(choice="").exists()
    page = table.see("Samira", "oogst/")
    assert NAMED in page
    assert "wisten we wat jullie" in page
    wiped = Session.objects.get().wiped_at
    registry["forums.tables"].do()
    assert Session.objects.get().wiped_at == wiped


def test_ones_own_words_can_be_taken_back_after_the_session_too(table: Table) -> None:
    table.go_on(1)
    table.go_on(2)
    table.do("Samira", 3, text_1=NAMED)
    for step in range(3, 7):
        table.go_on(step)
    note = Note.objects.get()
    assert "Dit schreef jij" not in table.see("Wil", "oogst/")
    assert "Dit schreef jij" in table.see("Samira", "oogst/")
    answer = table.browser("Samira").post(f"{table.address}kamer/teksten/{note.pk}/", {"doe": "weg"})
    assert answer.url.endswith("/oogst/")
    assert NAMED not in table.see("Wil", "oogst/")


def test_the_clock_tells_that_somebody_fell_silent_and_the_table_shows_who(table: Table) -> None:
    clock = table.browser("Wil").get(f"{table.address}kamer/klok/").json()
    assert clock["away"] == 0
    table.session.seats.filter(user=table.people["Samira"]).update(alive_at=timezone.now() - 2 * AWAY)
    assert table.browser("Wil").get(f"{table.address}kamer/klok/").json()["away"] == 1
    seats = table.see("Wil", "kamer/tafel/").split('id="kamer-wie"')[1].split("</ul>")[0]
    assert seats.count("Even weg") == 1
