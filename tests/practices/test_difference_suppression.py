"""No group under five people becomes a figure, not for a reader who subtracts and knows the rules."""

import random
from collections import defaultdict
from itertools import combinations

import pytest

from practices.difference.suppression import Group, answers_to_show, people_may_show

ANSWERS = ("helped", "hindered", "missing")
Shown = tuple[tuple[str, int], ...]


def group(people: int, helped: int = 0, hindered: int = 0, missing: int = 0) -> Group:
    return Group(people, {"helped": helped, "hindered": hindered, "missing": missing})


@pytest.mark.parametrize("few", [0, 1, 4])
def test_fewer_than_five_are_not_shown_nor_told_from_nobody(few: int) -> None:
    assert answers_to_show(group(40, helped=20, hindered=few)) == {"helped"}


def test_a_perspective_of_fewer_than_five_is_not_shown_at_all() -> None:
    assert not people_may_show(group(4, helped=4))
    assert answers_to_show(group(4, helped=4)) == set()


@pytest.mark.parametrize(("people", "shown"), [(25, {"helped"}), (24, set()), (21, set()), (20, {"helped"})])
def test_what_n_leaves_over_is_nobody_or_at_least_five(people: int, shown: set[str]) -> None:
    assert answers_to_show(group(people, helped=20)) == shown


def test_two_answers_that_leave_a_few_over_lose_the_smaller_but_keep_helped() -> None:
    assert answers_to_show(group(20, helped=8, missing=10)) == {"helped"}
    assert answers_to_show(group(20, hindered=8, missing=10)) == {"missing"}
    assert answers_to_show(group(25, helped=8, missing=10)) == {"helped", "missing"}


def test_three_answers_that_leave_a_few_over_lose_one() -> None:
    assert answers_to_show(group(30, helped=10, hindered=8, missing=9)) == {"helped", "missing"}


def test_a_map_inside_another_shows_nothing_that_subtracting_gives() -> None:
    inside = group(40, helped=20)
    assert answers_to_show(inside, [group(60, helped=30)]) == {"helped"}
    assert answers_to_show(inside, [group(60, helped=22)]) == set()  # two people outside it say so
    assert answers_to_show(inside, [group(43, helped=22)]) == set()
    assert not people_may_show(inside, [group(43)])
    assert answers_to_show(inside, [group(60, helped=38)]) == set()  # two people outside it do not say so
    assert answers_to_show(inside, [group(40, helped=20)]) == {"helped"}  # the same map tells nothing new


def seen(one: Group) -> Shown:
    return tuple((answer, one.said[answer]) for answer in ANSWERS if answer in answers_to_show(one))


@pytest.mark.parametrize("people", range(5, 23))
def test_a_reader_who_knows_the_rules_learns_of_no_small_group(people: int) -> None:
    """Look at every way the answers can fall; what looks the same must leave every small number in doubt."""
    looks: dict[Shown, list[tuple[int, ...]]] = defaultdict(list)
    for helped in range(people + 1):
        for hindered in range(people + 1 - helped):
            for missing in range(people + 1 - helped - hindered):
                looks[seen(group(people, helped, hindered, missing))].append((helped, hindered, missing))
    for ways in looks.values():
        for size in (1, 2, 3):
            for chosen in combinations(range(3), size):
                sums = {sum(way[answer] for answer in chosen) for way in ways}
                for numbers in (sums, {people - number for number in sums}):
                    # Certainly somebody, and certainly fewer than five: that would be a figure about a small group.
                    assert not (min(numbers) > 0 and max(numbers) < 5)


def test_drawn_at_random_no_subtraction_within_or_between_maps_gives_one_to_four() -> None:
    chance = random.Random(20261122)
    for _ in range(20_000):
        inner, outer = drawn(chance), drawn(chance)
        wide = Group(inner.people + outer.people, {a: inner.said[a] + outer.said[a] for a in ANSWERS})
        both = answers_to_show(inner, [wide]) & answers_to_show(wide)
        for one, answers in ((inner, answers_to_show(inner, [wide])), (wide, answers_to_show(wide)), (outer, both)):
            for size in range(1, len(answers) + 1):
                for chosen in combinations(answers, size):
                    assert not 0 < one.people - sum(one.said[answer] for answer in chosen) < 5
            assert all(not 0 < one.said[answer] < 5 for answer in answers)
        if people_may_show(inner, [wide]):
            assert not 0 < outer.people < 5


def drawn(chance: random.Random) -> Group:
    """Let each of a few dozen people give no answer, one, or now and then two."""
    people = chance.randint(0, 40)
    said = dict.fromkeys(ANSWERS, 0)
    weights = [chance.random() for _ in ANSWERS]
    for _ in range(people):
        for answer in {chance.choices((*ANSWERS, ""), (*weights, 0.3))[0] for _ in range(chance.choice((1, 1, 1, 2)))}:
            if answer:
                said[answer] += 1
    return Group(people, said)
