"""Mean and spread of a group: nobody's answer can be worked out, by subtracting neither, whatever was answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement

import pytest

from practices.difference import scores
from practices.difference.scores import APART, CLOSE, Score, score

ANSWERS = range(scores.TOP + 1)


def means(answers, before: int = 0) -> set[int]:
    """Every mean, in quarters, as which these answers may be shown."""
    band = scores.banded(len(answers))
    moved = before not in {0, band}
    coarse = max(scores.step(band), scores.step(before)) if moved else scores.step(band)
    below, rest = divmod(scores.units(scores.of_all(answers)[0], coarse), 5)
    steps = {below, below + 1} if rest in (range(1, 5) if moved else scores.MIDDLE) else {below + (rest > 2)}
    return {one * coarse for one in steps}


def spreads(answers) -> set[str]:
    fifths = scores.apartness(scores.of_all(answers)[1])
    return ({CLOSE} if fifths < 5 else set()) | ({APART} if fifths else set())


def shown(answers, before: int = 0) -> Iterator[tuple[int, str]]:
    """Every pair of mean and spread as which these answers may be shown, after a round with a band before."""
    band = scores.banded(len(answers))
    for quarters in means(answers, before):
        least = min(band, before or band)
        for spread in spreads(answers) if scores.shows_spread(least, quarters) else {""}:
            yield quarters, spread


def safe_groups(people: int, answers: int = 4) -> Iterator[tuple[int, ...]]:
    """Every way to deal people over answers with nobody or at least five each."""
    if answers == 1:
        yield from [(people,)] if people == 0 or people >= 5 else []
        return
    for first in (0, *range(5, people + 1)):
        for rest in safe_groups(people - first, answers - 1):
            yield first, *rest


def test_fewer_than_five_are_no_figure():
    assert score([3, 3, 3, 3], "x") is None
    assert score([], "x") is None
    assert score([3, 3, 3, 3, 3], "x") == Score(5, 12)


def test_under_ten_people_only_whole_points_and_no_spread():
    found = {score([0, 1, 1, 2, 2, 3], number) for number in range(50)}
    assert {(one.people, one.quarters % 4, one.spread) for one in found} == {(5, 0, "")}
    assert len(found) == 2, "chance decides between the two points around the mean"


def test_people_are_told_in_bands_of_five():
    assert [score([2] * people, "x").people for people in (5, 9, 10, 14, 15)] == [5, 5, 10, 10, 15]


def test_the_mean_is_less_than_a_step_from_the_truth():
    for answers in combinations_with_replacement(ANSWERS, 7):
        assert abs(score(answers, "x").quarters / 4 - sum(answers) / 7) < 0.7


def test_whoever_all_say_the_same_is_close_and_whoever_say_opposites_is_apart():
    assert {score([2] * 12, number).spread for number in range(20)} == {CLOSE}
    assert {score([0] * 6 + [3] * 6, number).spread for number in range(20)} == {APART}


def test_the_same_answers_in_another_round_are_rounded_anew():
    answers = [1] * 6 + [2] * 5
    assert len({score(answers, number) for number in range(40)}) > 1
    assert score(answers, "a") == score(answers, "a")


@pytest.mark.parametrize("band", [5, 10, 15, 20])
def test_all_that_is_shown_could_be_said_of_a_group_without_small_groups(band):
    possible = {
        told
        for people in range(band, band + 5)
        for counts in safe_groups(people)
        for told in shown([answer for answer in ANSWERS for _one in range(counts[answer])])
    }
    step = scores.step(band)
    for quarters in range(0, 13, step):
        for spread in (CLOSE, APART) if scores.shows_spread(band, quarters) else ("",):
            assert (quarters, spread) in possible, (band, quarters, spread)


def told_by(pairs) -> dict:
    """Give, for every two figures a reader may see, what can have happened in between."""
    told, seen = defaultdict(set), {}

    def ways(answers, before=0):
        key = tuple(sorted(answers)), before
        if key not in seen:
            seen[key] = list(shown(*key))
        return seen[key]

    for first, second, happened in pairs:
        for one in ways(first):
            for two in ways(second, scores.banded(len(first))):
                told[one, two].add(happened)
    return told


@pytest.mark.parametrize("people", [5, 6, 9, 10])
def test_two_rounds_do_not_tell_what_somebody_answered_who_came_in_between(people):
    """Even who knows that nobody else moved, and how many there were, is left with several answers."""
    some = list(combinations_with_replacement(ANSWERS, people))
    told = told_by((before, (*before, newcomer), newcomer) for before in some for newcomer in ANSWERS)
    assert {pair: answers for pair, answers in told.items() if len(answers) < 2} == {}


@pytest.mark.parametrize("people", [6, 9, 10, 11])
def test_two_rounds_do_not_tell_what_somebody_answered_who_left_in_between(people):
    some = list(combinations_with_replacement(ANSWERS, people - 1))
    told = told_by(((*after, gone), after, gone) for after in some for gone in ANSWERS)
    assert {pair: answers for pair, answers in told.items() if len(answers) < 2} == {}


@pytest.mark.parametrize("people", [5, 9, 10])
def test_two_rounds_do_not_tell_what_somebody_answered_who_changed_an_answer(people):
    some = list(combinations_with_replacement(ANSWERS, people - 1))
    changes = ((was, now) for was in ANSWERS for now in ANSWERS)
    told = told_by(((*o, was), (*o, now), (was, now)) for was, now in changes for o in some)
    for pair, answers in told.items():
        assert {was for was, _now in answers} == set(ANSWERS), pair
        assert {now for _was, now in answers} == set(ANSWERS), pair
        assert any(was == now for was, now in answers), (pair, "it must be possible that nothing changed")


def test_halves_of_a_point_count_as_they_are():
    assert score([Fraction(5, 2)] * 10, "x") == Score(10, 10, CLOSE)
