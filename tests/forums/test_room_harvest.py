"""The harvest of a session is looked at by all who were present, and only then the practice has it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import Perspective, User
from forums.actions import room, room_writing
from forums.actions import room_harvest as act
from forums.models import Finding, Harvest, Session, Task
from practices.actions.contributions import withdraw
from practices.models import Insight, Weighing
from tests.makers import make_case, make_element, make_member, make_practice, make_session, sit_down

pytestmark = pytest.mark.django_db
WORDS = {"title": "Eerst bellen helpt", "learned": "Dan komt iemand wel.", "context": "Bij schulden."}


class Harvesting:
    """Marit led; Joost and Samira were there, Vera was not."""

    def __init__(self) -> None:
        self.practice = make_practice()
        self.marit = make_member(self.practice, "Marit", is_facilitator=True)
        self.joost = make_member(self.practice, "Joost")
        self.samira = make_member(self.practice, "Samira", Perspective.LIVED)
        self.vera = make_member(self.practice, "Vera")
        self.case = make_case(self.practice, self.joost)
        self.session = make_session(self.practice, self.marit, subject=self.case)
        self.seats = {one.pseudonym: sit_down(self.session, one) for one in (self.marit, self.joost, self.samira)}
        room.begin(self.session, self.marit)
        room.finish(self.session, self.marit)
        self.session = Session.objects.get(pk=self.session.pk)
        self.address = f"{self.session.get_absolute_url()}oogst/"

    @property
    def harvest(self) -> Harvest:
        return Harvest.objects.get(pk=self.session.pk)

    def post(self, user: User, where: str = "", **facts: Any) -> Any:
        client = Client()
        client.force_login(user)
        return client.post(self.address + where, facts)

    def see(self, user: User, where: str = "oogst/") -> str:
        client = Client()
        client.force_login(user)
        return client.get(self.session.get_absolute_url() + where).content.decode()

    def all_agree(self) -> None:
        self.post(self.marit, "rondvraag/")
        for user in (self.joost, self.samira):
            self.post(user, "oordeel/", agrees="ja", versie=self.harvest.version)


@pytest.fixture
def table(db: None) -> Harvesting:
    return Harvesting()


def test_everybody_at_the_table_adds_what_was_learned_and_who_does_what(table: Harvesting) -> None:
    table.post(table.samira, "inzicht/", **WORDS)
    day = timezone.localdate() + timedelta(days=7)
    table.post(table.joost, "taak/", owner=table.seats["Joost"].pk, what="De school bellen", due_on=day.isoformat())
    page = table.see(table.marit)
    assert "Eerst bellen helpt" in page
    assert "De school bellen" in page
    for user in (table.vera,):
        assert table.post(user, "inzicht/", **WORDS).status_code == 403
        assert "Eerst bellen helpt" not in table.see(user, "")


def test_nobody_shares_before_all_who_were_present_agree(table: Harvesting) -> None:
    table.post(table.samira, "inzicht/", **WORDS)
    table.post(table.marit, "rondvraag/")
    table.post(table.joost, "oordeel/", agrees="ja", versie=table.harvest.version)
    table.post(table.marit, "delen/")
    assert table.harvest.shared_at is None
    table.post(table.samira, "oordeel/", agrees="nee", objection="Zo zei ik het niet.", versie=table.harvest.version)
    table.post(table.marit, "delen/")
    assert table.harvest.shared_at is None
    assert "Zo zei ik het niet." in table.see(table.marit)
    table.post(table.samira, "oordeel/", agrees="ja", versie=table.harvest.version)
    assert table.post(table.joost, "delen/").status_code == 403
    table.post(table.marit, "delen/")
    assert table.harvest.shared_at is not None


def test_changed_words_ask_for_a_new_yes(table: Harvesting) -> None:
    table.post(table.samira, "inzicht/", **WORDS)
    table.all_agree()
    old = table.harvest.version
    table.post(table.joost, f"inzicht/{Finding.objects.get().pk}/", **WORDS | {"title": "Iets heel anders"})
    table.post(table.marit, "delen/")
    assert table.harvest.shared_at is None
    table.post(table.marit, "rondvraag/")
    table.post(table.samira, "oordeel/", agrees="ja", versie=old)
    assert not table.harvest.assents.filter(seat=table.seats["Samira"], version=table.harvest.version).exists()


def test_who_stays_silent_for_a_week_holds_nobody_up_but_an_objection_does(table: Harvesting) -> None:
    table.post(table.marit, "rondvraag/")
    table.post(table.samira, "oordeel/", agrees="nee", objection="Nee.", versie=table.harvest.version)
    Harvest.objects.update(offered_at=timezone.now() - timedelta(days=8))
    table.post(table.marit, "delen/")
    assert table.harvest.shared_at is None
    table.post(table.samira, "oordeel/", agrees="ja", versie=table.harvest.version)
    table.post(table.marit, "delen/")
    assert table.harvest.shared_at is not None


def test_shared_insights_become_insights_of_the_practice_and_weigh_their_element(table: Harvesting) -> None:
    element = make_element("Iemand die bleef")
    table.post(table.samira, "inzicht/", **WORDS, element=element.slug, polarity="helped")
    table.all_agree()
    table.post(table.marit, "delen/")
    insight = Insight.objects.get()
    assert (insight.title, insight.author, insight.pseudonym, insight.perspective) == (
        "Eerst bellen helpt",
        table.samira,
        "Samira",
        "lived",
    )
    assert list(insight.sources.all()) == [table.case.contribution_ptr]
    assert Weighing.objects.get(contribution=insight).polarity == "helped"
    assert "Eerst bellen helpt" in table.see(table.vera, "")
    assert Finding.objects.get().title == "", "the insight holds the words, so that taking it back takes them all"
    withdraw(insight)
    page = table.see(table.vera, "")
    assert "Eerst bellen helpt" not in page
    assert "Hier stond een inzicht." in page


def test_a_shared_harvest_is_not_changed(table: Harvesting) -> None:
    table.all_agree()
    table.post(table.marit, "delen/")
    table.post(table.marit, "verslag/", minutes="Toch nog iets.")
    table.post(table.samira, "inzicht/", **WORDS)
    assert table.harvest.minutes == ""
    assert not Finding.objects.exists()


def test_who_was_there_is_told_by_perspective_and_never_for_fewer_than_five(table: Harvesting) -> None:
    for number in range(5):
        sit = make_member(table.practice, f"Lid {number}", Perspective.CITIZEN)
        seat = table.session.seats.create(user=sit, perspective="citizen", pseudonym=f"Lid {number}")
        assert seat.pk
    for user in (table.marit, table.joost, table.samira, *User.objects.filter(seats__perspective="citizen")):
        act.say(table.harvest, table.session.seats.get(user=user), agrees=True)
    Harvest.objects.update(offered_at=timezone.now())
    act.share(table.session, table.marit)
    page = table.see(table.vera, "")
    assert "minder dan 5" in page
    assert ">5<" in page
    assert ">3<" not in page
    assert ">8<" not in page
    assert "Lid 3" not in page


def test_only_who_does_a_task_or_leads_says_it_is_done(table: Harvesting) -> None:
    task = act.add_task(table.session, table.seats["Joost"], {"what": "Bellen", "due_on": timezone.localdate()})
    assert table.post(table.samira, f"taak/{task.pk}/", doe="klaar").status_code == 403
    table.post(table.joost, f"taak/{task.pk}/", doe="klaar")
    assert Task.objects.get().done_at is not None


def test_who_takes_their_words_along_takes_their_unshared_insights_too(table: Harvesting) -> None:
    table.post(table.samira, "inzicht/", **WORDS)
    room_writing.erase_words(table.seats["Samira"])
    assert not Finding.objects.exists()


def test_words_that_may_point_at_a_person_are_shown_first(table: Harvesting) -> None:
    page = table.post(table.samira, "inzicht/", **WORDS | {"learned": "Bel mevrouw Jansen op 06-12345678."})
    assert "Bewaar toch" in page.content.decode()
    assert not Finding.objects.exists()


@pytest.mark.parametrize("number", [1, 20])
def test_the_harvest_asks_a_fixed_number_of_questions(table: Harvesting, number, django_assert_max_num_queries) -> None:
    for n in range(number):
        act.write_finding(table.session, table.seats["Joost"], WORDS | {"title": f"Inzicht {n}"})
        act.add_task(table.session, table.seats["Joost"], {"what": "Bellen", "due_on": timezone.localdate()})
    client = Client()
    client.force_login(table.samira)
    with django_assert_max_num_queries(16):
        client.get(table.address)


def test_the_demonstration_shows_a_session_that_ended_and_one_that_comes(db: None) -> None:
    call_command("load_catalogue", verbosity=0)
    call_command("load_demonstration", verbosity=0)
    past = Session.objects.get(closed_at__isnull=False, method__slug="incidentmethode")
    assert past.is_fictional
    assert past.harvest.shared_at is not None
    assert past.findings.get().insight.is_shown
    assert past.tasks.count() == 1
    together = Session.objects.get(closed_at__isnull=False, method__slug="duiden")
    assert [one.what for one in together.on_table.all()] == ["stuk", "stuk", "kaart", "getal"]
    assert together.harvest.change
    assert together.harvest.shared_at is not None
    assert Session.objects.coming().get().seats.count() == 3
