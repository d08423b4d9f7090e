"""What the index makes of Dutch words."""

import pytest

from search.words import fold, matches, parts, stems, words

SAME = [
    ("schulden", "schuld"),
    ("geholpen", "hielp"),
    ("huizen", "huis"),
    ("brieven", "brief"),
    ("gezinnen", "gezin"),
    ("kinderen", "kind"),
    ("steden", "stad"),
    ("werkzame", "werkzaam"),
    ("gewerkt", "werken"),
    ("aangepakt", "aanpak"),
    ("gekozen", "kiezen"),
    ("eenzame", "eenzaam"),
    ("vrijwilligers", "vrijwilliger"),
    ("verhalen", "verhaal"),
    ("cliënten", "client"),
]
APART = [("begeleiding", "beleid"), ("gezin", "zin"), ("wijk", "week"), ("huur", "uur")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert set(stems(fold(one))) & set(stems(fold(other)))


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert not set(stems(one)) & set(stems(other))


def test_a_long_word_opens() -> None:
    assert {"schuld", "schuldhulp", "hulp"} <= set(parts("schuldhulpverlening"))
    assert set(stems("ervaringen")) & matches("ervaringsdeskundige")


def test_a_word_that_only_begins_like_one_stays_whole() -> None:
    assert parts("verantwoordelijkheid") == ()


def test_accents_and_capitals_do_not_count() -> None:
    assert words("Cliënt, ÉÉN café – ook in België!") == ["client", "een", "cafe", "ook", "in", "belgie"]


def test_an_endless_word_is_cut_and_costs_nothing() -> None:
    assert len(words("schuldhulp" * 5000)[0]) == 60
    assert parts("schuldhulp" * 5) == ()
