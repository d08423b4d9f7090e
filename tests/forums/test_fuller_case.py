"""A case is brought with three answers and grows as far as its bringer wants; what failed is as welcome."""

from __future__ import annotations

import pytest

from forums.models import AtStake, Case, Hindrance
from search.models import IndexEntry
from tests.forums.conftest import Cast

QUICK = {
    "title": "De brief die niemand las",
    "situation": "De brief kwam, en niemand deed hem open.",
    "question": "Hoe bereik ik hem wel?",
    "audience": "practice",
    "perspective": "pro",
    "pseudonym": "Joost",
}
MORE = {
    "tried": "Bellen op vrijdag.",
    "knowledge": "Een les over stress.",
    "dilemma": "Doorgaan of laten?",
    "interest": "De verhuurder wil zijn huur.",
    "cost_money": "Een ontruiming kost veel meer.",
    "cost_suffering": "Hij slaapt niet.",
    "alternative": "Langsgaan zonder brief.",
    "needed": "Iemand die meegaat.",
}
FAILED = {
    "result": "niet-gelukt",
    "outcome": "Hij verhuisde en wij wisten het niet.",
    "barriers": ["regel", "tijd"],
    "values": ["vertrouwen"],
    "obstacle": "Na drie brieven moesten we sluiten.",
}


@pytest.fixture
def new(cast: Cast) -> str:
    return f"/praktijken/{cast.practice.slug}/casussen/nieuw/"


def test_three_answers_are_enough(cast: Cast, as_user, new) -> None:
    client = as_user(cast.joost)
    page = client.get(new, {"verder": "1"}).content.decode()
    assert page.index('name="question"') < page.index("Meer vertellen") < page.index('name="tried"')
    assert "<details open" not in page
    assert client.post(new, QUICK).status_code == 302
    assert Case.objects.latest("pk").title == QUICK["title"]


def test_all_that_was_told_stands_on_the_page_and_is_found(cast: Cast, as_user, new) -> None:
    client = as_user(cast.joost)
    where = client.post(new, QUICK | MORE | FAILED)["Location"]
    page = as_user(cast.samira).get(where).content.decode()
    for words in (*MORE.values(), FAILED["outcome"], FAILED["obstacle"], "Een regel", "Tijd", "Vertrouwen"):
        assert words in page
    assert "De uitkomst tot nu toe: niet gelukt" in page
    case = Case.objects.latest("pk")
    assert set(Hindrance.objects.filter(case=case).values_list("barrier", flat=True)) == {"regel", "tijd"}
    body = IndexEntry.objects.get(kind="casus", object_id=case.pk).body
    assert all(words in body for words in (*MORE.values(), FAILED["obstacle"]))


def test_a_folded_part_opens_where_something_is_wrong_and_nothing_is_lost(cast: Cast, as_user, new) -> None:
    wrong = QUICK | MORE | FAILED | {"cost_money": "x" * 1001, "title": ""}
    page = as_user(cast.joost).post(new, wrong).content.decode()
    assert page.count("<details open") == 2
    for words in (*MORE.values(), FAILED["outcome"], FAILED["obstacle"]):
        if words != MORE["cost_money"]:
            assert words in page
    assert 'value="tijd"' in page
    assert page.count("checked") >= 5
    assert not Hindrance.objects.exists()


def test_mending_keeps_and_changes_what_was_told(cast: Cast, as_user, new) -> None:
    client = as_user(cast.joost)
    where = client.post(new, QUICK | MORE | FAILED)["Location"]
    page = client.get(where + "aanpassen/").content.decode()
    assert all(words in page for words in MORE.values())
    client.post(where + "aanpassen/", QUICK | MORE | FAILED | {"barriers": ["geld"], "values": []})
    assert list(Hindrance.objects.values_list("barrier", flat=True)) == ["geld"]
    assert not AtStake.objects.exists()


def test_the_outcome_says_what_failed_and_why(cast: Cast, as_user) -> None:
    path = cast.case.get_absolute_url() + "uitkomst/"
    assert as_user(cast.joost).post(path, FAILED | {"barriers": ["niet-daar"]}).status_code == 200
    assert as_user(cast.joost).post(path, FAILED).status_code == 302
    cast.case.refresh_from_db()
    assert cast.case.result == "niet-gelukt"
    assert cast.case.hindrances.count() == 2


def test_taking_back_wipes_every_word(cast: Cast, as_user, new) -> None:
    client = as_user(cast.joost)
    where = client.post(new, QUICK | MORE | FAILED)["Location"]
    client.post(where + "terughalen/")
    case = Case.objects.latest("pk")
    assert not any(getattr(case, name) for name in (*Case.WORDS, "pseudonym", "result"))
    assert not Hindrance.objects.exists()
