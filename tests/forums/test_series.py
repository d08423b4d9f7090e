"""A series gathers cases up to a number, shows what comes back in them, and is decided upon."""

from __future__ import annotations

import pytest
from django.test import Client

from forums.actions.cases import add_outcome
from forums.actions.series import put
from forums.harvest_of_cases import harvest
from forums.models import Case, Place, Scaling, Series
from practices.actions.contributions import withdraw
from practices.models import Audience, Weighing
from tests.forums.conftest import Cast
from tests.makers import make_case, make_element, make_member, make_practice, make_user

BEGIN = {"name": "Honderd casussen", "question": "Wat helpt echt?", "goal": "100"}
DECIDE = {"verdict": "opschalen", "why": "In twintig casussen hielp bellen.", "signed": "De begeleiders"}


@pytest.fixture
def series(cast: Cast) -> Series:
    return Series.objects.create(
        name="Honderd casussen", slug="honderd", question="Wat helpt?", goal=10, practice=cast.practice
    )


def many(cast: Cast, series: Series, number: int, audience: str, barrier: str = "regel") -> None:
    """Put cases of different people in the series, each with the same element and barrier."""
    element = make_element("Iemand die belde") if not Weighing.objects.exists() else Weighing.objects.all()[0].element
    for n in range(number):
        writer = make_member(cast.practice, f"W{n}")
        case = make_case(cast.practice, writer, audience)
        add_outcome(case, {"outcome": "Het ging niet.", "barriers": [barrier], "values": []})
        case.weighings.create(element=element, polarity="helped")
        put(series, case, writer)


def figures(series: Series, reader: object) -> dict[str, int | None]:
    within = Case.objects.filter(places__series=series)
    return {line.name: line.people for part in harvest(within, reader) for line in part.lines}


def test_editors_begin_for_all_facilitators_for_their_practice_and_nobody_else(cast: Cast, as_user) -> None:
    path, fay = "/casussen/reeksen/nieuw/", make_member(cast.practice, "Fay", is_facilitator=True)
    assert as_user(cast.samira).post(path, BEGIN).status_code == 403
    assert as_user(fay).post(path, BEGIN).status_code == 200, "a facilitator names the practice"
    assert as_user(fay).post(path, BEGIN | {"practice": make_practice("X").slug}).status_code == 200
    assert as_user(fay).post(path, BEGIN | {"practice": cast.practice.slug}).status_code == 302
    assert as_user(make_user("Ed", is_editor=True)).post(path, BEGIN).status_code == 302
    first, second = Series.objects.order_by("pk")
    assert (first.practice, second.practice) == (cast.practice, None)
    assert first.slug != second.slug
    assert as_user(fay).post(path, BEGIN | {"goal": "1", "practice": cast.practice.slug}).status_code == 200


def test_who_brought_a_case_or_leads_puts_it_in_and_takes_it_out(cast: Cast, as_user, series) -> None:
    path = cast.case.get_absolute_url() + "reeks/"
    elsewhere = Series.objects.create(name="Elders", slug="elders", question="?", practice=make_practice("Elders"))
    assert as_user(cast.samira).post(path, {"series": series.slug}).status_code == 403
    assert as_user(cast.vera).post(path, {"series": series.slug}).status_code == 404
    as_user(cast.joost).post(path, {"series": elsewhere.slug})
    assert not Place.objects.exists()
    as_user(cast.joost).post(path, {"series": series.slug})
    assert series.name in as_user(cast.samira).get(cast.case.get_absolute_url()).content.decode()
    as_user(cast.joost).post(f"{path}{series.slug}/weghalen/")
    assert not Place.objects.exists()


def test_the_counter_holds_only_what_the_reader_may_see(cast: Cast, as_user, series) -> None:
    put(series, cast.case, cast.joost)
    put(series, make_case(cast.practice, cast.joost, Audience.EVERYONE, title="Voor iedereen"), cast.joost)
    page = Client().get(series.get_absolute_url()).content.decode()
    assert "1 van 10 casussen" in page
    assert cast.case.title not in page
    assert "1 van 10 casussen" in Client().get("/casussen/reeksen/").content.decode()
    assert "2 van 10 casussen" in as_user(cast.samira).get(series.get_absolute_url()).content.decode()
    withdraw(cast.case)
    assert "1 van 10 casussen" in as_user(cast.samira).get(series.get_absolute_url()).content.decode()


def test_what_comes_back_is_a_figure_from_five_people_on(cast: Cast, series) -> None:
    many(cast, series, 4, Audience.EVERYONE)
    assert figures(series, cast.vera) == {"Iemand die belde": None, "Een regel": None}
    many(cast, series, 1, Audience.EVERYONE)
    assert figures(series, cast.vera) == {"Iemand die belde": 5, "Een regel": 5}


def test_one_person_with_many_cases_is_one_person(cast: Cast, series) -> None:
    many(cast, series, 1, Audience.EVERYONE)
    Case.objects.filter(places__series=series).get()
    for _ in range(6):
        case = make_case(cast.practice, cast.joost, Audience.EVERYONE)
        add_outcome(case, {"outcome": "Nee.", "barriers": ["geld"], "values": []})
        put(series, case, cast.joost)
    assert figures(series, cast.vera)["Geld"] is None


def test_nearly_everybody_is_a_figure_about_the_few_that_are_left(cast: Cast, series) -> None:
    many(cast, series, 6, Audience.EVERYONE)
    many(cast, series, 2, Audience.EVERYONE, barrier="geld")
    assert figures(series, cast.vera)["Een regel"] is None


def test_no_small_group_is_left_between_two_readers(cast: Cast, series) -> None:
    many(cast, series, 6, Audience.EVERYONE)
    many(cast, series, 2, Audience.PRACTICE)
    assert figures(series, cast.vera)["Een regel"] == 6
    assert figures(series, cast.samira)["Een regel"] == 6, "eight minus six would be a figure about two people"
    many(cast, series, 3, Audience.PRACTICE)
    assert figures(series, cast.samira)["Een regel"] == 11


def test_who_leads_it_decides_and_everybody_reads_why(cast: Cast, as_user, series) -> None:
    fay = make_member(cast.practice, "Fay", is_facilitator=True)
    for who in (cast.samira, make_user("Ed", is_editor=True)):
        assert as_user(who).post(series.get_absolute_url(), DECIDE).status_code == 403
    assert as_user(fay).post(series.get_absolute_url(), DECIDE | {"why": ""}).status_code == 200
    assert as_user(fay).post(series.get_absolute_url(), DECIDE).status_code == 302
    as_user(fay).post(series.get_absolute_url(), DECIDE | {"verdict": "later", "why": "Toch nog niet."})
    page = Client().get(series.get_absolute_url()).content.decode()
    assert page.index("Toch nog niet.") < page.index(DECIDE["why"])
    assert "Fay" not in page
    assert Scaling.objects.count() == 2


@pytest.mark.parametrize("number", [2, 30])
def test_a_series_costs_the_same_work_for_many_cases(
    cast: Cast, as_user, series, django_assert_max_num_queries, number: int
) -> None:
    many(cast, series, number, Audience.EVERYONE)
    client = as_user(cast.samira)
    with django_assert_max_num_queries(14):
        client.get(series.get_absolute_url())
