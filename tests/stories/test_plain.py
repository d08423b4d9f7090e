"""Below a text stand its length and at most one gentle hint; never a score."""

import pytest

from stories.plain import hint, size


@pytest.mark.parametrize(("text", "words", "minutes"), [("", 0, 1), ("Zij bleef.", 2, 1), ("woord " * 700, 700, 4)])
def test_words_and_minutes(text, words, minutes):
    assert (size(text).words, size(text).minutes) == (words, minutes)


def test_a_long_sentence_may_be_cut_and_short_ones_are_left_alone():
    assert "is lang" in hint("Eerst kort. " + "en toen " * 15 + "klaar.")
    assert hint("Kort. " * 40) == ""
    assert hint("een regel zonder punt\n" * 20) == ""


def test_a_hard_word_gets_an_easy_one_but_not_inside_another_word():
    assert "Misschien bedoel je: als" in hint("Indien het kan.")
    assert hint("De trajectbegeleiderskamer was leeg.") == ""
    assert hint("Zij bleef komen, elke week.") == ""


@pytest.mark.django_db
def test_the_hint_stands_below_the_field_without_scripts(teller):
    teller.begin("Zij hielp mij middels een brief.")
    assert "Niet iedereen kent ‘middels’." in teller.read("nalezen")
    page = teller.read("gebeurd")
    assert "6 woorden. Lezen duurt ongeveer 1 minuut." in page
    assert "Niet iedereen kent ‘middels’." in page
