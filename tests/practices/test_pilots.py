"""A practice tries something, says what it expects, and ends it with what came of it and what stops."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.models import Notification
from practices.actions import pilots as act
from practices.actions.insights import write_insight
from practices.models import Audience, Phase, Pilot
from tests.makers import make_element, make_member, make_practice, make_user

pytestmark = pytest.mark.django_db
WORDS = {"name": "Samen post openen", "hypothesis": "Dan gaat de post open."}
END = {"result": "De post ging open.", "next_step": "breder", "stops": "De eerste aanmaanbrief."}


@pytest.fixture
def practice():
    return make_practice()


@pytest.fixture
def member(practice):
    return make_member(practice, "Bea")


@pytest.fixture
def leader(practice):
    return make_member(practice, "Marit", is_facilitator=True)


def days(begin=0, end=30):
    today = timezone.localdate()
    return {"starts_on": today + timedelta(days=begin), "ends_on": today + timedelta(days=end)}


@pytest.fixture
def pilot(practice, member):
    return act.begin(practice, member, WORDS | days())


def test_a_member_begins_it_with_what_it_has_to_do_with(client, practice, member):
    element = make_element()
    insight = write_insight(practice, member, {"title": "Eerst de koelkast", "learned": "x", "context": "y"}, [])
    client.force_login(member)
    facts = WORDS | days() | {"element": element.pk, "insight": insight.pk}
    answer = client.post(f"/praktijken/{practice.slug}/pilots/nieuw/", facts)
    pilot = Pilot.objects.get()
    assert answer.url == pilot.get_absolute_url()
    page = client.get(answer.url).content.decode()
    for words in (*WORDS.values(), str(element), "Eerst de koelkast"):
        assert words in page


def test_it_stands_on_the_workspace_and_under_the_phase_in_which_one_tries(client, practice, member, pilot):
    Phase.objects.create(practice=practice, order=9, name="Proberen", step=Phase.Step.TRYING, begun_at=timezone.now())
    client.force_login(member)
    for rest in ("", "fasen/", "pilots/"):
        assert WORDS["name"] in client.get(f"/praktijken/{practice.slug}/{rest}").content.decode()


def test_ending_it_asks_what_came_of_it_what_is_next_and_what_stops(client, member, pilot):
    client.force_login(member)
    where = f"{pilot.get_absolute_url()}afronden/"
    page = client.post(where, {"result": "Het ging <b>goed</b>.", "next_step": "door", "stops": " "}).content.decode()
    assert "Schrijf wat er stopt" in page
    assert "Het ging &lt;b&gt;goed&lt;/b&gt;." in page
    assert not Pilot.objects.get().ended_at
    client.post(where, END)
    page = client.get(pilot.get_absolute_url()).content.decode()
    for words in (END["result"], END["stops"], "Breder maken"):
        assert words in page


def test_who_ends_it_second_keeps_the_words_and_sees_that_it_was_ended(client, leader, member, pilot):
    act.end(pilot, leader, END)
    client.force_login(member)
    page = client.post(f"{pilot.get_absolute_url()}afronden/", END | {"result": "Iets anders."}).content.decode()
    assert "Iemand anders rondde dit net af" in page
    assert "Iets anders." in page
    assert Pilot.objects.get().result == END["result"]


def test_a_day_before_the_beginning_is_refused(client, practice, member):
    client.force_login(member)
    page = client.post(f"/praktijken/{practice.slug}/pilots/nieuw/", WORDS | days(0, -1)).content.decode()
    assert "Kies een dag na het begin" in page
    assert not Pilot.objects.exists()


def test_other_members_read_it_and_only_who_began_it_and_who_leads_change_it(client, practice, leader, pilot):
    where = pilot.get_absolute_url()
    client.force_login(make_member(practice, "Cor"))
    assert client.get(where).status_code == 200
    for rest in ("aanpassen/", "afronden/"):
        assert client.post(f"{where}{rest}", END).status_code == 403
    client.force_login(leader)
    client.post(f"{where}aanpassen/", WORDS | days() | {"name": "Een andere naam"})
    assert Pilot.objects.get().name == "Een andere naam"


def test_who_takes_no_part_finds_nothing(client, practice, pilot, member):
    member.memberships.update(left_at=timezone.now())
    for user in (member, make_user("Vreemd", is_editor=True, is_moderator=True)):
        client.force_login(user)
        assert client.get(pilot.get_absolute_url()).status_code == 404
        assert client.post(f"{pilot.get_absolute_url()}afronden/", END).status_code == 404
        assert client.get(f"/praktijken/{practice.slug}/pilots/").status_code == 403
        assert WORDS["name"] not in client.get(f"/praktijken/{practice.slug}/").content.decode()


def test_an_insight_somebody_may_not_read_is_not_named(client, practice, member, leader):
    elsewhere = make_practice("Elders")
    hidden = write_insight(
        elsewhere, make_member(elsewhere, "Ilse"), {"title": "Geheim", "learned": "x", "context": "y"}, []
    )
    assert hidden.audience == Audience.PRACTICE
    client.force_login(member)
    client.post(f"/praktijken/{practice.slug}/pilots/nieuw/", WORDS | days() | {"insight": hidden.pk})
    assert not Pilot.objects.exists()
    pilot = act.begin(practice, leader, WORDS | days() | {"insight": hidden})
    assert "Geheim" not in client.get(pilot.get_absolute_url()).content.decode()


def test_after_its_last_day_who_began_it_and_who_leads_are_asked_once(practice, member, leader, pilot):
    ended = act.begin(practice, member, WORDS | days(-9, -3))
    act.end(ended, member, END)
    late = act.begin(practice, member, WORDS | days(-9, -1))
    for _ in range(2):
        act.remind()
    assert {one.user for one in Notification.objects.all()} == {member, leader}
    assert {one.url for one in Notification.objects.all()} == {late.get_absolute_url()}
    assert Notification.objects.count() == 2


@pytest.mark.parametrize("many", [1, 12])
def test_the_list_costs_the_same_for_few_and_many(client, practice, member, django_assert_max_num_queries, many):
    for _ in range(many):
        act.begin(practice, member, WORDS | days())
        act.end(act.begin(practice, member, WORDS | days()), member, END)
    client.force_login(member)
    with django_assert_max_num_queries(12):
        client.get(f"/praktijken/{practice.slug}/pilots/")
