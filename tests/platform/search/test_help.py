"""Help when nothing was found; synonyms."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group

from search.plugs import registry
from search.queries import parse
from search.suggestions import proposals, typing_distance
from tests.platform.search.conftest import results

Put = Callable[..., Group]


@pytest.fixture
def edited(put: Put) -> None:
    """What the editors wrote."""
    registry.kinds["toy"].__class__.vocabulary = True  # type: ignore[misc]
    put("Schulden en eenzaamheid", "vrijwilliger mantelzorg opvang begeleiding gemeente huisvesting")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("schuldne", "schulden"),
        ("eenzaamhied", "eenzaamheid"),
        ("vrijwillgier", "vrijwilliger"),
        ("mantelzrg", "mantelzorg"),
        ("begleiding", "begeleiding"),
        ("gemeetne", "gemeente"),
        ("hondenopvang", "opvang"),
    ],
)
def test_a_slip_is_mended(edited: None, typed: str, meant: str) -> None:
    assert proposals(parse(typed))[0] == meant


def test_a_slip_in_a_question_is_mended_and_said(edited: None) -> None:
    found = results("eenzaamhied in mijn dorp")
    assert [hit.row.title for hit in found.hits] == ["Schulden en eenzaamheid"]
    assert found.mended == ["eenzaamheid"]


def test_a_slip_is_never_mended_with_a_word_that_people_wrote(put: Put) -> None:
    put("Schulden")
    assert results("schuldne").total == 0
    assert results("schuldne").mended == []


def test_a_word_that_looks_like_nothing_gets_no_proposal(edited: None) -> None:
    assert proposals(parse("xylofoon")) == []


def test_words_out_of_things_people_wrote_are_never_proposed(put: Put) -> None:
    put("Schulden")  # everybody may read it, but a person wrote it and may withdraw it
    assert proposals(parse("schuldne")) == []


def test_slips_are_counted() -> None:
    assert typing_distance("huis", "hius", 1) == 1
    assert typing_distance("huis", "huizen", 2) is None
    assert typing_distance("huis", "huis", 1) == 0


def test_synonyms_are_named() -> None:
    assert parse("huurachterstand").also == ["huurschuld", "achter met de huur"]
