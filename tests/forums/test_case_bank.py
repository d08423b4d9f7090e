"""Cases are searched and narrowed in the address; every count holds only what the reader may see."""

from __future__ import annotations

import re

import pytest
from django.test import Client

import search
from forums.actions.cases import add_outcome
from forums.models import Case
from practices.models import Audience
from tests.forums.conftest import Cast
from tests.makers import make_case, make_element, make_practice, make_theme

FAILED = {"outcome": "Het ging niet.", "result": "niet-gelukt", "barriers": ["regel"], "values": []}


def titles(page: str) -> set[str]:
    return set(re.findall(r"<h3 lang=\"nl\"><a[^>]*>([^<]+)</a>", page))


def chip(page: str, label: str) -> int | None:
    found = re.search(rf">{label} <i>(\d+)</i>", page)
    return int(found[1]) if found else None


@pytest.fixture
def bank(cast: Cast) -> dict[str, Case]:
    theme, element = make_theme("Schulden"), make_element("Iemand die bleef")
    failed = make_case(cast.practice, cast.joost, Audience.EVERYONE, title="Mislukt", situation="De fiets was weg.")
    inside = make_case(cast.practice, cast.joost, title="Binnen", situation="De fiets stond er nog.")
    plain = make_case(cast.practice, cast.joost, Audience.EVERYONE, title="Gewoon", situation="Een brief.")
    for case in (failed, inside):
        add_outcome(case, FAILED)
        case.themes.add(theme)
        case.weighings.create(element=element, polarity="helped")
    for case in (failed, inside, plain):
        search.index(case)
    return {"failed": failed, "inside": inside, "plain": plain, "theme": theme, "element": element}


@pytest.mark.parametrize("name", ["thema", "stand", "afloop", "belemmering", "element"])
def test_each_filter_narrows_counts_and_can_be_taken_away(cast: Cast, as_user, bank, name: str) -> None:
    value = {
        "thema": bank["theme"].slug,
        "stand": "geprobeerd",
        "afloop": "niet-gelukt",
        "belemmering": "regel",
        "element": bank["element"].slug,
    }[name]
    label = {"thema": "Schulden", "stand": "Geprobeerd", "afloop": "Niet gelukt", "belemmering": "Een regel"}
    for reader, seen in ((None, {"Mislukt"}), (cast.samira, {"Mislukt", "Binnen"})):
        client = as_user(reader) if reader else Client()
        page = client.get("/casussen/").content.decode()
        assert chip(page, label.get(name, "Iemand die bleef")) == len(seen)
        page = client.get("/casussen/", {name: value, "q": "fiets"}).content.decode()
        assert titles(page) == seen
        assert 'href="?q=fiets"' in page, "the filter is taken away, the question stays"


def test_words_find_only_what_may_be_read(cast: Cast, as_user, bank) -> None:
    assert titles(Client().get("/casussen/?q=fiets").content.decode()) == {"Mislukt"}
    assert titles(as_user(cast.vera).get("/casussen/?q=fiets").content.decode()) == {"Mislukt"}
    assert titles(as_user(cast.samira).get("/casussen/?q=fiets").content.decode()) == {"Mislukt", "Binnen"}
    assert "Geen casus past hierbij" in Client().get("/casussen/?q=olifant").content.decode()


def test_the_bank_of_a_practice_holds_only_its_own(cast: Cast, as_user, bank) -> None:
    other = make_practice("Een ander")
    make_case(other, cast.joost, Audience.EVERYONE, title="Van elders")
    page = as_user(cast.samira).get(f"/praktijken/{cast.practice.slug}/casussen/?afloop=niet-gelukt").content.decode()
    assert titles(page) == {"Mislukt", "Binnen"}
    page = Client().get(f"/praktijken/{other.slug}/casussen/").content.decode()
    assert titles(page) == {"Van elders"}
    assert chip(page, "Open") == 1


def test_two_filters_of_rows_meet_in_one_case(cast: Cast, bank) -> None:
    page = Client().get("/casussen/", {"belemmering": "regel", "element": bank["element"].slug}).content.decode()
    assert titles(page) == {"Mislukt"}
    assert Client().get("/casussen/", {"belemmering": "geld"}).content.decode().count("<h3 lang") == 0


@pytest.mark.parametrize("odd", ["stand=x", "afloop=%00", "element=%00", "thema=" + "x" * 3000, "page=x", "q=%00"])
def test_nonsense_in_the_address_is_ignored(bank, odd: str) -> None:
    assert Client().get(f"/casussen/?{odd}").status_code == 200


def test_many_cases_cost_the_same_work_as_few(cast: Cast, as_user, bank, django_assert_max_num_queries) -> None:
    client = as_user(cast.samira)
    client.get("/casussen/?q=fiets")
    for number in (0, 40):
        for _ in range(number):
            case = make_case(cast.practice, cast.joost, Audience.EVERYONE, situation="De fiets.")
            search.index(case)
        with django_assert_max_num_queries(12):
            client.get("/casussen/")
        with django_assert_max_num_queries(14):
            client.get("/casussen/?q=fiets&stand=open")
