"""What belongs together is shown on every page, best first, only to whom may see it, at a bounded cost."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

import search
from accounts.models import User
from knowledge.models import Dossier, Theme
from practices.actions.agenda import propose
from practices.actions.contributions import publish, set_audience, withdraw
from practices.actions.insights import share_insight, write_insight
from practices.models import AgendaTheme, Audience, Contribution, Known, Practice, Start, Weighing
from practices.related import FRONT, SHOWN
from tests.makers import (
    make_case,
    make_element,
    make_intervention,
    make_member,
    make_practice,
    make_story,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db
MARK = "Zeldzaamwoord"
READERS = {
    Audience.EVERYONE: {"visitor", "stranger", "member", "teller"},
    Audience.SIGNED_IN: {"stranger", "member", "teller"},
    Audience.PRACTICE: {"member"},
    Audience.ME: {"teller"},
}


@pytest.fixture
def practice() -> Practice:
    practice = make_practice()
    search.index(practice)
    return practice


@pytest.fixture
def element() -> Any:
    element = make_element("Iemand die bleef")
    search.index(element)
    return element


def story(element: Any, title: str, author: User | None = None, **facts: Any) -> Any:
    made = make_story(author, title=title, **facts)
    Weighing.objects.create(contribution=made, element=element, polarity="helped")
    publish(made)
    return made


def case(element: Any, practice: Practice, title: str = "Drie gemiste afspraken", audience: str = "everyone") -> Any:
    made = make_case(practice, title=title, audience=audience)
    Weighing.objects.create(contribution=made, element=element, polarity="missing")
    publish(made)
    return made


def beside(address: str, user: User | None = None) -> str:
    """Give what stands under "Hoort hierbij"."""
    client = Client()
    if user:
        client.force_login(user)
    return client.get(address).content.decode().partition("Hoort hierbij")[2].partition("</section>")[0]


def test_a_story_and_a_case_with_one_element_lead_to_each_other(element: Any, practice: Practice) -> None:
    told, brought = story(element, "De man van dinsdag"), case(element, practice)
    assert brought.get_absolute_url() in beside(told.get_absolute_url())
    assert told.get_absolute_url() in beside(brought.get_absolute_url())
    assert told.get_absolute_url() not in beside(told.get_absolute_url()), "nothing belongs with itself"


def test_what_shares_most_comes_first(element: Any, practice: Practice) -> None:
    theme, intervention = make_theme(), make_intervention("Huis eerst")
    mine = story(element, "Mijn verhaal", intervention=intervention)
    mine.themes.add(theme)
    story(element, "Deelt één ding")
    twice = story(element, "Deelt twee dingen", intervention=intervention)
    less = story(make_element("Heel iets anders"), "Deelt alleen het thema")
    less.themes.add(theme)
    cache.clear()
    shown = beside(mine.get_absolute_url())
    order = [shown.index(title) for title in ("Deelt twee dingen", "Deelt één ding", "Deelt alleen het thema")]
    assert order == sorted(order)
    assert twice.get_absolute_url() in shown


def test_what_was_linked_at_the_gate_belongs_together(practice: Practice) -> None:
    intervention = make_intervention("Huis eerst")
    search.index(intervention)
    brought = make_case(practice, audience=Audience.EVERYONE)
    publish(brought)
    Known.objects.create(
        start=Start.objects.create(contribution=brought), kind="interventie", object_id=intervention.pk
    )
    assert brought.get_absolute_url() in beside(intervention.get_absolute_url())


def test_every_kind_of_page_shows_it(element: Any, practice: Practice) -> None:
    theme = make_theme()
    intervention = make_intervention("Huis eerst", theme)
    intervention.elements.add(element)
    search.index(intervention)
    practice.themes.add(theme)
    leader = make_member(practice, "Fay", is_facilitator=True)
    words = dict.fromkeys(("title", "learned", "context", "mechanism", "result"), "Eerst de koelkast vol.")
    insight = write_insight(practice, leader, {**words, "elements": [element]}, [])
    share_insight(insight, leader, Audience.EVERYONE)
    told, brought = story(element, "De man van dinsdag"), case(element, practice)
    for page in (told, brought, insight, element, intervention, practice):
        assert "<a href=" in beside(page.get_absolute_url()), page


def dossier(name: str, *elements: Any) -> Theme:
    theme = make_theme(name)
    Dossier.objects.create(theme=theme, title=f"Wat werkt bij {name}", summary="Kort.").elements.add(*elements)
    search.index(theme)
    return theme


def test_a_theme_leads_to_the_dossiers_that_share_its_elements_most_first(element: Any) -> None:
    another = make_element("Tijd")
    debts = dossier("schulden", element, another)
    one, two, none = dossier("wonen", element), dossier("armoede", element, another), dossier("taal", make_element("X"))
    shown = beside(debts.get_absolute_url())
    assert 0 < shown.index(two.get_absolute_url()) < shown.index(one.get_absolute_url())
    assert none.get_absolute_url() not in shown
    assert debts.get_absolute_url() not in shown, "nothing belongs with itself"
    assert debts.get_absolute_url() in beside(one.get_absolute_url())


def test_a_theme_shows_under_it_only_what_its_page_does_not_show_elsewhere(element: Any, practice: Practice) -> None:
    theme = dossier("schulden", element)
    practice.themes.add(theme)
    told, brought = story(element, "De man van dinsdag"), case(element, practice)
    intervention = make_intervention("Huis eerst", theme)
    search.index(intervention)
    for thing in (told, brought):
        thing.themes.add(theme)
    cache.clear()
    page = Client().get(theme.get_absolute_url()).content.decode()
    for thing in (told, brought, element, intervention, practice):
        assert thing.get_absolute_url() in page, thing
        assert thing.get_absolute_url() not in beside(theme.get_absolute_url()), thing


def test_a_theme_names_what_stands_on_an_agenda_only_to_who_may_read_it(practice: Practice) -> None:
    theme, member = dossier("schulden"), make_member(practice, "Bea")
    facts = {"title": MARK, "perspective": "citizen", "pseudonym": "Henk"}
    asked = propose(practice, make_user("Henk"), facts)
    asked.themes.add(theme)
    cache.clear()
    assert asked.get_absolute_url() in beside(theme.get_absolute_url())
    Contribution.objects.filter(pk=asked.pk).update(audience=Audience.PRACTICE)
    search.index(AgendaTheme.objects.get(pk=asked.pk))
    assert MARK in beside(theme.get_absolute_url(), member)
    for reader in (None, make_user("Sam")):
        assert MARK not in beside(theme.get_absolute_url(), reader)


@pytest.mark.parametrize("audience", list(Audience))
def test_only_who_may_read_it_learns_of_it(element: Any, practice: Practice, audience: Audience) -> None:
    people = {"visitor": None, "stranger": make_user("Sam"), "member": make_member(practice), "teller": make_user("T")}
    story(element, MARK, people["teller"], audience=audience, practice=practice)
    told, brought = story(element, "De man van dinsdag"), case(element, practice)
    for _again in range(2):  # the second time from what was kept for the others
        for who, user in people.items():
            for page in (told, brought, practice, element):
                if page in (told, brought):
                    assert (MARK in beside(page.get_absolute_url(), user)) is (who in READERS[audience]), (page, who)
                else:
                    assert MARK not in beside(page.get_absolute_url(), user), "stories stand elsewhere on that page"


def test_what_stands_behind_things_one_may_not_see_is_still_shown(element: Any, practice: Practice) -> None:
    shown = [story(element, f"Te lezen {number}") for number in range(2)]
    teller = make_user("Tel")
    for _number in range(FRONT + 1):  # newer, so nearer
        story(element, MARK, teller, audience=Audience.ME)
    told = story(element, "De man van dinsdag")
    found = beside(told.get_absolute_url())
    assert MARK not in found
    assert all(one.get_absolute_url() in found for one in shown)
    assert beside(told.get_absolute_url(), teller).count(MARK) == SHOWN


def test_what_is_taken_back_or_narrowed_is_gone_at_once(element: Any, practice: Practice) -> None:
    told, gone = story(element, "De man van dinsdag"), story(element, MARK)
    narrowed = story(element, f"{MARK} ook", make_user("Tel"))
    assert beside(told.get_absolute_url()).count(MARK) == 2
    withdraw(gone)
    set_audience(narrowed, Audience.ME)
    assert MARK not in beside(told.get_absolute_url())


def test_what_is_published_is_there_at_once(
    element: Any, practice: Practice, django_capture_on_commit_callbacks: Any
) -> None:
    told = story(element, "De man van dinsdag")
    assert MARK not in beside(told.get_absolute_url())
    with django_capture_on_commit_callbacks(execute=True):
        story(element, MARK)
    assert MARK in beside(told.get_absolute_url())


def test_a_practice_says_what_it_works_with(practice: Practice) -> None:
    intervention = make_intervention("Huis eerst")
    search.index(intervention)
    practice.interventions.add(intervention)
    page = Client().get(practice.get_absolute_url()).content.decode()
    assert "Huis eerst" in page.partition("Hier werken we mee")[2]


@pytest.mark.parametrize("number", [2, 40])
def test_it_asks_two_questions_however_much_belongs_together(
    element: Any, practice: Practice, number: int, django_assert_num_queries: Any
) -> None:
    from practices.slots import beside_contribution

    told, member = story(element, "De man van dinsdag"), make_member(practice)
    for each in range(number):
        story(element, f"Verhaal {each}")
        case(element, practice, f"Casus {each}")
    cache.clear()
    beside_contribution({"user": member}, told)
    with django_assert_num_queries(2):
        assert beside_contribution({"user": member}, told)
