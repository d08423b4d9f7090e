"""The table of a session: one clock, silent writing that opens for all at once, and nobody reads before that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Perspective, User
from forums.actions import room as act
from forums.actions import room_planning, room_writing
from forums.live import TABLE, RoomTopic
from forums.models import Happening, Note, Session
from forums.room import AWAY, now_of
from live import render
from practices.actions.membership import leave
from practices.models import Practice
from practices.traces import find
from search.models import IndexEntry
from tests.makers import make_case, make_member, make_method, make_practice, make_session, make_user, sit_down

pytestmark = pytest.mark.django_db
SECRET = "Ik zou naar de school van zijn kinderen gaan."


@dataclass
class Table:
    practice: Practice
    session: Session
    people: dict[str, User]

    @property
    def address(self) -> str:
        return f"/praktijken/{self.practice.slug}/bijeenkomsten/{self.session.pk}/"

    def browser(self, name: str) -> Client:
        client = Client()
        client.force_login(self.people[name])
        return client

    def seat(self, name: str):
        return self.session.seats.get(user=self.people[name])

    def see(self, name: str) -> str:
        return self.browser(name).get(f"{self.address}kamer/").content.decode()

    def post(self, name: str, where: str, **facts: object):
        return self.browser(name).post(f"{self.address}{where}/", facts)

    def write(self, name: str, text: str, do: str = "klaar", order: int = 2):
        return self.post(name, "kamer/werk", ronde=order, text_1=text, doe=do)

    def go_on(self, seen: int) -> None:
        self.post("marit", "kamer/stap", ronde=seen)

    @property
    def step(self) -> int:
        return now_of(Session.objects.get(pk=self.session.pk)).step


@pytest.fixture
def table() -> Table:
    """Marit leads, Joost brings in, Samira and Wil think along; Vera is a member without a seat."""
    practice = make_practice()
    people = {
        "marit": make_member(practice, "Marit", is_facilitator=True),
        "joost": make_member(practice, "Joost"),
        "samira": make_member(practice, "Samira", Perspective.LIVED),
        "wil": make_member(practice, "Wil", Perspective.CITIZEN),
        "vera": make_member(practice, "Vera"),
        "vreemd": make_user("Sam"),
    }
    session = make_session(practice, people["marit"], make_method())
    for name in ("joost", "samira", "wil"):
        sit_down(session, people[name])
    return Table(practice, session, people)


@pytest.fixture
def writing(table: Table) -> Table:
    """At the step in which all but Joost write in silence."""
    act.begin(table.session, table.people["marit"], table.seat("joost"))
    act.go_on(table.session, 1, table.people["marit"])
    return table


def test_beginning_asks_who_brings_something_in(table: Table) -> None:
    table.post("marit", "kamer/opening")
    assert table.step == 0
    table.post("marit", "kamer/opening", seat=table.seat("joost").pk)
    assert table.step == 1
    assert table.seat("joost").is_presenter


def test_only_who_leads_begins_and_goes_on(table: Table) -> None:
    assert table.post("samira", "kamer/opening", seat=table.seat("joost").pk).status_code == 403
    act.begin(table.session, table.people["marit"], table.seat("joost"))
    for where in ("kamer/stap", "kamer/pauze", "kamer/tijd", "kamer/einde", "kamer/beurt", "kamer/begeleiding"):
        assert table.post("samira", where, ronde=1, minuten=2).status_code == 403, where
    assert table.step == 1


def test_who_has_no_seat_sees_nothing_of_the_table(writing: Table) -> None:
    writing.write("samira", SECRET)
    writing.go_on(2)
    assert writing.browser("vera").get(f"{writing.address}kamer/").status_code == 302
    for name, status in {"vera": 403, "vreemd": 404}.items():
        for piece in ("kamer/tafel", "kamer/klok", "scherm"):
            assert writing.browser(name).get(f"{writing.address}{piece}/").status_code == status
        assert SECRET not in writing.browser(name).get(writing.address, follow=True).content.decode()
        assert not RoomTopic.may_listen(writing.people[name], writing.session.pk)
    assert SECRET in writing.see("wil")


def test_nobody_reads_a_text_before_all_of_them_open(writing: Table) -> None:
    writing.write("samira", SECRET)
    writing.write("wil", "Nog half", do="bewaar")
    for name in ("marit", "joost", "wil"):
        browser = writing.browser(name)
        for piece in ("", "kamer/", "kamer/tafel/", "kamer/klok/", "scherm/"):
            assert SECRET not in browser.get(writing.address + piece, follow=True).content.decode(), (name, piece)
    frame = RoomTopic.missed(writing.people["wil"], writing.session.pk, 0)[0].html
    assert SECRET not in frame
    assert "Samira" in frame
    assert not IndexEntry.objects.filter(body__contains="school van zijn kinderen").exists()
    assert {trace.where for trace in find([SECRET]) if not trace.where.startswith("file ")} == {"forums_note.text"}
    writing.go_on(2)
    for name in ("marit", "joost", "wil", "samira"):
        page = writing.see(name)
        assert SECRET in page
        assert "Nog half" not in page or name == "wil"
    assert SECRET in writing.browser("marit").get(f"{writing.address}scherm/").content.decode()


def test_a_live_piece_reads_the_same_for_everybody_and_holds_no_text(writing: Table) -> None:
    writing.write("samira", SECRET)
    now = now_of(Session.objects.get(pk=writing.session.pk))
    piece = render(1, TABLE, {"now": now}).html
    assert SECRET not in piece
    for own in ("<form", "csrf", "<button", "Jij"):
        assert own not in piece


def test_a_draft_is_kept_for_its_writer_alone(writing: Table) -> None:
    answer = writing.browser("samira").post(
        f"{writing.address}kamer/werk/",
        {"ronde": 2, "text_1": SECRET, "doe": "bewaar"},
        headers={"X-Requested-With": "fetch"},
    )
    assert answer.json() == {"kept": True}
    assert SECRET in writing.see("samira")
    writing.go_on(2)
    assert SECRET not in writing.see("wil")
    assert "Laat mijn tekst ook zien" in writing.see("samira")
    note = Note.objects.get(seat=writing.seat("samira"))
    writing.post("samira", f"kamer/teksten/{note.pk}", doe="toon")
    assert SECRET in writing.see("wil")


def test_what_comes_just_too_late_is_kept_and_not_shown(writing: Table) -> None:
    writing.go_on(2)
    assert (
        "Je tekst is bewaard"
        in writing.browser("samira")
        .post(f"{writing.address}kamer/werk/", {"ronde": 2, "text_1": SECRET, "doe": "klaar"}, follow=True)
        .content.decode()
    )
    assert Note.objects.get().given_at is None
    assert SECRET not in writing.see("wil")


def test_who_is_ready_can_still_change_their_mind_until_the_step_ends(writing: Table) -> None:
    writing.write("samira", SECRET)
    writing.post("samira", "kamer/werk", ronde=2, doe="terug")
    assert Note.objects.get().given_at is None
    assert SECRET in writing.see("samira")
    writing.write("samira", "Toch anders.")
    writing.go_on(2)
    assert "Toch anders." in writing.see("wil")
    writing.post("samira", "kamer/werk", ronde=2, doe="terug")
    assert Note.objects.get().given_at is not None


def test_words_that_may_point_at_a_person_are_shown_before_they_are_given(writing: Table) -> None:
    telling = "Bel mevrouw Jansen op 06-12345678."
    page = writing.write("samira", telling).content.decode()
    assert "Ik ben klaar, laat het zo" in page
    assert Note.objects.get().given_at is None
    assert Note.objects.get().text == telling


def test_taking_a_text_back_wipes_its_words_and_leaves_a_tombstone(writing: Table) -> None:
    writing.write("samira", SECRET)
    writing.go_on(2)
    note = Note.objects.get()
    assert writing.post("wil", f"kamer/teksten/{note.pk}", doe="weg").status_code == 404
    writing.post("samira", f"kamer/teksten/{note.pk}", doe="weg")
    note.refresh_from_db()
    assert note.text == ""
    assert "De schrijver heeft die teruggehaald" in writing.see("wil")


def test_who_leaves_the_table_can_take_every_word_along(writing: Table) -> None:
    writing.write("samira", SECRET)
    writing.go_on(2)
    writing.post("samira", "vertrek", woorden="weg")
    assert not Note.objects.exclude(text="").exists()
    assert writing.browser("samira").get(f"{writing.address}kamer/tafel/").status_code == 403


def test_who_leaves_the_practice_has_no_seat_any_more(writing: Table) -> None:
    leave(writing.practice, writing.people["samira"])
    assert not RoomTopic.may_listen(writing.people["samira"], writing.session.pk)
    assert writing.browser("samira").get(f"{writing.address}kamer/").status_code == 404


def test_a_second_click_does_not_skip_a_step(writing: Table) -> None:
    writing.go_on(2)
    writing.go_on(2)
    assert writing.step == 3


def test_the_clock_stands_still_in_a_pause_and_takes_minutes_more(writing: Table) -> None:
    session, marit = writing.session, writing.people["marit"]
    going = session.rounds.get(order=2)
    session.rounds.filter(pk=going.pk).update(began_at=timezone.now() - timedelta(minutes=3))
    act.pause(session, 2, marit, on=True)
    session.rounds.filter(pk=going.pk).update(paused_at=timezone.now() - timedelta(minutes=1))
    going.refresh_from_db()
    assert going.ends_at is None
    assert round(going.left(timezone.now()).total_seconds()) == 5 * 60
    act.pause(session, 2, marit, on=False)
    act.extend(session, 2, marit, 120)
    going.refresh_from_db()
    assert abs(going.left(timezone.now()).total_seconds() - 7 * 60) < 2


def test_more_time_after_time_counts_from_now(writing: Table) -> None:
    session = writing.session
    session.rounds.filter(order=2).update(began_at=timezone.now() - timedelta(minutes=30))
    act.extend(session, 2, writing.people["marit"], 120)
    assert abs(session.rounds.get(order=2).left(timezone.now()).total_seconds() - 120) < 2


def test_the_clock_of_the_server_is_told_in_milliseconds(writing: Table) -> None:
    before = timezone.now().timestamp() * 1000
    told = writing.browser("wil").get(f"{writing.address}kamer/klok/").json()
    assert before - 1 <= told["now"] <= timezone.now().timestamp() * 1000
    assert (told["step"], told["state"], told["led"]) == (2, "open", True)


def test_when_who_leads_drops_out_somebody_at_the_table_takes_over(writing: Table) -> None:
    assert writing.post("wil", "kamer/begeleiding", neem=1).status_code == 403
    writing.session.seats.filter(user=writing.people["marit"]).update(alive_at=timezone.now() - 2 * AWAY)
    assert "Wie begeleidt, is weggevallen." in writing.see("wil")
    assert writing.post("vera", "kamer/begeleiding", neem=1).status_code == 403
    writing.post("wil", "kamer/begeleiding", neem=1)
    assert "Jij begeleidt" in writing.see("wil")
    assert writing.post("marit", "kamer/stap", ronde=2).status_code == 403
    assert Happening.objects.filter(kind="handed", by=writing.people["wil"]).exists()


def test_who_leads_can_hand_over(writing: Table) -> None:
    writing.post("marit", "kamer/begeleiding", seat=writing.seat("wil").pk)
    writing.session.refresh_from_db()
    assert writing.session.facilitator == writing.people["wil"]


def test_after_the_last_step_the_session_is_closed(writing: Table) -> None:
    writing.go_on(2)
    writing.go_on(3)
    writing.session.refresh_from_db()
    assert writing.session.state == "closed"
    assert writing.session.harvest.shared_at is None
    kinds = list(writing.session.happenings.values_list("kind", flat=True))
    assert kinds == ["opened", "stepped", "stepped", "closed"]


def test_a_running_session_keeps_the_steps_it_began_with(writing: Table) -> None:
    method = writing.session.method
    method.steps.all().delete()
    assert "Lees eerst" in writing.see("wil")


@pytest.mark.parametrize("few_or_many", [3, 30])
def test_the_room_asks_a_fixed_number_of_questions(writing: Table, few_or_many, django_assert_max_num_queries) -> None:
    for number in range(few_or_many):
        person = make_member(writing.practice, f"Lid {number}", Perspective.LIVED)
        seat = sit_down(writing.session, person)
        room_writing.give(writing.session.rounds.get(order=2), seat, {1: f"Tekst {number}."})
    writing.go_on(2)
    browser = writing.browser("wil")
    with django_assert_max_num_queries(13):
        assert "Tekst 2." in browser.get(f"{writing.address}kamer/").content.decode()
    with django_assert_max_num_queries(7):
        browser.get(f"{writing.address}kamer/klok/")
    with django_assert_max_num_queries(11):
        browser.get(f"{writing.address}kamer/tafel/")


def test_what_lies_on_the_table_is_read_only_by_who_may_read_it(table: Table) -> None:
    case = make_case(table.practice, table.people["joost"])
    room_planning.mend(table.session, table.session.facilitator, {"subject": case})
    assert "Een vader kwam drie keer niet." in table.see("wil")
    from practices.actions.contributions import withdraw

    withdraw(case)
    page = table.see("wil")
    assert "Een vader kwam drie keer niet." not in page
    assert "Hier lag een stuk op tafel." in page
