"""On the passport and the page of an intervention: what people say for and against, only to whom may read it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from practices.actions.contributions import withdraw
from practices.actions.insights import adopt, share_insight, write_insight
from practices.models import Audience, Insight, Practice, Weighing
from practices.said import SIDES, heard, sides
from tests.makers import (
    make_case,
    make_contribution,
    make_element,
    make_intervention,
    make_member,
    make_practice,
    make_reply,
    make_story,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db
FOR, AGAINST = "Ze bleef gewoon komen.", "Ik kreeg zes verschillende gezichten."
READERS = {
    Audience.EVERYONE: {"visitor", "stranger", "member", "teller"},
    Audience.SIGNED_IN: {"stranger", "member", "teller"},
    Audience.PRACTICE: {"member"},
    Audience.ME: set(),  # it stands on its own page only
}


@pytest.fixture
def element() -> Any:
    return make_element("Iemand die bleef", make_theme())


@pytest.fixture
def practice() -> Practice:
    return make_practice()


def say(element: Any, polarity: str, quote: str, intervention: Any = None, **facts: Any) -> Any:
    story = make_story(**facts)
    Weighing.objects.create(
        contribution=story, element=element, polarity=polarity, quote=quote, intervention=intervention
    )
    return story


def page(address: str, user: User | None = None) -> str:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(address).content.decode()


def test_for_and_against_stand_side_by_side_with_who_said_it(element: Any) -> None:
    story = say(element, "helped", FOR)
    say(element, "missing", AGAINST)
    shown = page(element.get_absolute_url())
    section = shown.partition("Wat mensen erover zeggen")[2]
    assert section.index("Hier hielp het") < section.index(FOR) < section.index("Hier ging het mis")
    assert section.index("Hier ging het mis") < section.index(AGAINST)
    assert story.get_absolute_url() in section


@pytest.mark.parametrize("audience", list(Audience))
def test_each_quote_is_read_by_whom_it_was_meant_for(element: Any, practice: Practice, audience: Audience) -> None:
    people = {"visitor": None, "stranger": make_user("Sam"), "member": make_member(practice), "teller": make_user("T")}
    intervention = make_intervention()
    facts = {"author": people["teller"], "audience": audience, "practice": practice}
    say(element, "helped", FOR, intervention, **facts)
    for address in (
        element.get_absolute_url(),
        f"{element.get_absolute_url()}ervaringen/",
        intervention.get_absolute_url(),
        f"{intervention.get_absolute_url()}ervaringen/",
    ):
        for who, user in people.items():
            assert (FOR in page(address, user)) is (who in READERS[audience]), (address, who)


def test_what_is_taken_back_is_gone_at_once(element: Any) -> None:
    story = say(element, "helped", FOR)
    assert FOR in page(element.get_absolute_url())
    withdraw(story)
    assert FOR not in page(element.get_absolute_url())


def test_both_sides_get_the_same_room_and_the_rest_is_behind_a_link(element: Any) -> None:
    for number in range(9):
        say(element, "helped", f"Hielp {number}.")
        say(element, "hindered", f"Misging {number}.")
    section = page(element.get_absolute_url()).partition("Wat mensen erover zeggen")[2]
    assert sum(f"Hielp {n}." in section for n in range(9)) == sum(f"Misging {n}." in section for n in range(9)) == 3
    assert "ervaringen/?wat=hielp" in section
    assert "ervaringen/?wat=anders" in section


def test_every_quote_is_met_once_when_walking_on(element: Any) -> None:
    for number in range(45):
        say(element, "helped", f"Hielp {number}.")
    client, address, met = Client(), f"{element.get_absolute_url()}ervaringen/?wat=hielp", []
    while address:
        answer = client.get(address)
        side = answer.context["side"]
        met += [one.words for one in side.said]
        address = f"{element.get_absolute_url()}ervaringen/?wat=hielp&na={side.more}" if side.more else ""
    assert sorted(met) == sorted(f"Hielp {number}." for number in range(45))


def test_only_lived_experience_speaks_in_the_section_of_an_intervention(element: Any) -> None:
    intervention = make_intervention("Huis eerst")
    say(element, "helped", FOR, intervention)
    said = make_contribution(perspective="pro")
    Weighing.objects.create(
        contribution=said, element=element, polarity="helped", quote="Vakwerk.", intervention=intervention
    )
    shown = page(intervention.get_absolute_url())
    assert FOR in shown
    assert "Vakwerk." not in shown


def test_an_intervention_says_where_it_runs(practice: Practice) -> None:
    intervention = make_intervention("Huis eerst")
    assert "Hier werken ze ermee" not in page(intervention.get_absolute_url())
    practice.interventions.add(intervention)
    assert practice.name in page(intervention.get_absolute_url())


@pytest.mark.parametrize("audience", [Audience.EVERYONE, Audience.SIGNED_IN])
def test_what_others_took_over_is_read_by_who_may_read_the_insight(practice: Practice, audience: Audience) -> None:
    intervention, leader = make_intervention("Huis eerst"), make_member(practice, "Fay", is_facilitator=True)
    words = dict.fromkeys(("title", "learned", "context", "mechanism", "result"), "Eerst de koelkast vol.")
    insight: Insight = write_insight(practice, leader, {**words, "interventions": [intervention]}, [])
    elsewhere = make_practice("Meer dan koffie")
    adoption_by = make_member(elsewhere, "Cor", is_facilitator=True)
    share_insight(insight, leader, audience)
    adopt(insight, elsewhere, adoption_by, "Wij zijn een dorp.")
    for user in (None, make_user("Sam")):
        may = audience == Audience.EVERYONE or user is not None
        assert ("Wij zijn een dorp." in page(intervention.get_absolute_url(), user)) is may
    share_insight(insight, leader, Audience.PRACTICE)
    assert "Wij zijn een dorp." not in page(intervention.get_absolute_url(), adoption_by)


@pytest.mark.parametrize("odd", ["wat=x&na=x", "na=99999999999999999999", "na=-1", "wat=%00&na=²", "na=" + "9" * 500])
def test_odd_addresses_get_an_answer(element: Any, odd: str) -> None:
    assert Client().get(f"{element.get_absolute_url()}ervaringen/?{odd}").status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_the_passport_asks_as_much_for_few_as_for_many(
    element: Any, number: int, django_assert_max_num_queries
) -> None:
    for each in range(number):
        say(element, "helped", f"Hielp {each}.")
        say(element, "missing", f"Miste {each}.")
    Client().get(element.get_absolute_url())  # the first look after a change counts and compares for everybody
    with django_assert_max_num_queries(12):
        Client().get(element.get_absolute_url())


def test_words_out_of_replies_ask_no_more_than_words_out_of_stories(element: Any) -> None:
    def asked() -> int:
        Client().get(element.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            Client().get(element.get_absolute_url())
        return len(queries)

    for number in range(3):
        say(element, "helped", f"Verteld {number}.")
    stories = asked()
    for number in range(3):
        answer = make_reply(make_case(make_practice(), audience="everyone"), make_user("Ria"))
        Weighing.objects.create(contribution=answer, element=element, polarity="helped", quote=f"Geantwoord {number}.")
    assert "Geantwoord 2." in Client().get(element.get_absolute_url()).content.decode()
    assert asked() <= stories


def test_the_newest_of_each_side_are_looked_up_once_also_when_the_database_thinks_its_tables_empty(
    element: Any,
) -> None:
    for number in range(6):
        say(element, "helped", f"Fijn {number}.")
        say(element, "hindered", f"Naar {number}.")
    with CaptureQueriesContext(connection) as asked:
        helped, other = sides(heard(AnonymousUser(), element=element), SIDES)
    assert [one.words for one in helped.said] == ["Fijn 5.", "Fijn 4.", "Fijn 3."]
    assert [one.words for one in other.said] == ["Naar 5.", "Naar 4.", "Naar 3."]
    assert len(asked) == 1
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "update pg_class set reltuples = 0, relpages = greatest(relpages, 1)"
                " where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace"
            )
            cursor.execute(f"EXPLAIN {asked[0]['sql']}")
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "InitPlan" in plan
        assert "Semi Join" not in plan, "a cut question may be asked again for every row"
        assert "SubPlan" not in plan
