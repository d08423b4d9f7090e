"""No group under five people becomes a figure, not for a reader who lays maps side by side and knows every rule."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from itertools import product
from typing import NamedTuple

import pytest

from practices.difference.rounding import beneath, enveloped, goes_up, may_show, rounded
from practices.difference.suppression import Group, answers_to_show, people_may_show

FAR = 10**6
Bounds = tuple[int, int]


@pytest.mark.parametrize("count", range(60))
def test_a_figure_is_a_multiple_of_five_at_most_four_away_and_the_same_every_time(count: int) -> None:
    for figure in range(50):
        number = rounded(count, "figure", figure)
        assert number % 5 == 0
        assert abs(number - count) <= 4
        assert number == rounded(count, "figure", figure)


def test_under_ten_is_not_shown_so_a_shown_group_has_at_least_six() -> None:
    assert {may_show(rounded(count, n)) for count in range(6) for n in range(200)} == {None}
    assert {may_show(rounded(6, n)) for n in range(200)} == {None, 10}


def test_on_average_nothing_is_added_or_lost() -> None:
    for count in range(20, 26):
        assert abs(sum(rounded(count, n) for n in range(4000)) / 4000 - count) < 0.2


def test_another_count_or_another_figure_is_rounded_on_its_own() -> None:
    ways = Counter((goes_up(12, n), goes_up(13, n), goes_up(12, n, "other")) for n in range(2000))
    assert len(ways) == 8
    assert min(ways.values()) > 60


# --- two maps, one inside the other: every world ------------------------------------------------------


def possible(count: int) -> set[int]:
    """Give what a count may become; the reader does not know which."""
    return {count - count % 5, count - count % 5 + (5 if count % 5 else 0)}


def test_of_two_maps_one_inside_the_other_no_small_group_is_certain() -> None:
    """Go through every world; what looks the same must leave nobody, or five and more, possible for every group."""
    looks: dict[tuple[int | None, ...], list[Bounds]] = {}
    for inside, others in product(range(25), repeat=2):
        if inside + others >= 25:  # every world in which the wider map shows 20 or less
            continue
        for said, others_said in product(range(inside + 1), range(others + 1)):
            groups = (inside, said, inside - said, others, others_said, others - others_said)
            both = inside + others, said + others_said
            for narrow, wide, helped, all_helped in product(
                possible(inside), possible(both[0]), possible(said), possible(both[1])
            ):
                narrow_people, wide_people = may_show(min(narrow, wide)), may_show(wide)
                seen = (
                    narrow_people,
                    wide_people,
                    narrow_people and may_show(min(helped, narrow_people)),
                    wide_people and may_show(min(all_helped, wide_people)),
                )
                known = looks.get(seen)
                looks[seen] = [
                    (min(low, group), max(high, group))
                    for (low, high), group in zip(known or [(FAR, -1)] * len(groups), groups, strict=True)
                ]
    for seen, known in looks.items():
        assert seen[1] == 25 or not [bounds for bounds in known if 1 <= bounds[0] <= bounds[1] <= 4], (seen, known)


def test_of_a_rounded_map_inside_an_exact_one_no_small_group_is_certain() -> None:
    looks: dict[tuple[int | None, ...], list[Bounds]] = {}
    for inside, others in product(range(27), repeat=2):
        if inside + others >= 27:
            continue
        for said, others_said in product(range(inside + 1), range(others + 1)):
            groups = (inside, said, inside - said, others, others_said, others - others_said)
            whole = Group(inside + others, {"helped": said + others_said})
            wide_people = whole.people if people_may_show(whole) else None
            wide_said = whole.said["helped"] if answers_to_show(whole) else None
            for narrow, helped in product(possible(inside), possible(said)):
                people = may_show(beneath(narrow, whole.people)) if wide_people else None
                answer = may_show(beneath(min(helped, people), wide_said)) if people and wide_said else None
                seen = (people, wide_people, answer, wide_said)
                known = looks.get(seen)
                looks[seen] = [
                    (min(low, group), max(high, group))
                    for (low, high), group in zip(known or [(FAR, -1)] * len(groups), groups, strict=True)
                ]
    for seen, known in looks.items():
        if seen[1] is not None:
            assert not [bounds for bounds in known if 1 <= bounds[0] <= bounds[1] <= 4], (seen, known)


# --- three maps: a reader who draws every conclusion ----------------------------------------------------


class Part(NamedTuple):
    """People who are in the same maps: how many, and how many of them say it helped."""

    people: int
    said: int


# Which parts each of three maps holds: side by side in a whole, one inside the other, overlapping.
SHAPES = {
    "side by side": [(0,), (1,), (0, 1, 2)],
    "nested": [(0,), (0, 1), (0, 1, 2)],
    "overlapping": [(0, 1), (1, 2), (0, 1, 2)],
    "apart": [(0, 1), (1, 2), (0, 2)],
}


def shown(chance: random.Random, parts: list[Part], maps: list[tuple[int, ...]]) -> list[tuple[Bounds, Bounds]]:
    """Give for every map what a reader knows of its people and of who says it helped."""
    key = chance.random()
    raw = {of: rounded(sum(parts[part].people for part in of), key, of) for of in maps}
    known = []
    for of in maps:
        people = may_show(enveloped([one for one in maps if set(of) <= set(one)], 1, lambda one, _level: raw[one]))
        said = rounded(sum(parts[part].said for part in of), key, of, "said")
        answer = may_show(min(said, people)) if people else None
        known.append((bounds(people), bounds(answer) if people else (0, 13)))
    return known


def bounds(figure: int | None) -> Bounds:
    return (0, 9) if figure is None else (figure - 4, figure + 4)


def concluded(known: list[tuple[Bounds, Bounds]], maps: list[tuple[int, ...]]) -> list[tuple[Bounds, Bounds]]:
    """Give the closest bounds a reader can reach for every part, by using all that is known until nothing changes."""
    people, said = [[0, FAR] for _ in range(3)], [[0, FAR] for _ in range(3)]
    changed = True
    while changed:
        before = (repr(people), repr(said))
        for of, (of_people, of_said) in zip(maps, known, strict=True):
            for found, (low, high) in ((people, of_people), (said, of_said)):
                for part in of:
                    others = [found[other] for other in of if other != part]
                    found[part][0] = max(found[part][0], low - sum(other[1] for other in others))
                    found[part][1] = min(found[part][1], high - sum(other[0] for other in others))
        for one, two in zip(people, said, strict=True):
            two[1], one[0] = min(two[1], one[1]), max(one[0], two[0])
        changed = before != (repr(people), repr(said))
    return [((a[0], a[1]), (b[0], b[1])) for a, b in zip(people, said, strict=True)]


@pytest.mark.parametrize("shape", SHAPES)
def test_of_three_maps_no_small_group_is_certain(shape: str) -> None:
    chance, maps = random.Random(shape), SHAPES[shape]
    for _ in range(15_000):
        parts = [Part(people, chance.randint(0, people)) for people in (chance.randint(0, 24) for _ in range(3))]
        small = chance.randrange(3)
        few = chance.randint(1, 4)
        parts[small] = Part(few, chance.randint(0, few))
        for (low, high), (low_said, high_said) in concluded(shown(chance, parts, maps), maps):
            assert not 1 <= low <= high <= 4, parts
            assert not 1 <= low_said <= high_said <= 4, parts


def test_subtracting_any_figures_gives_a_multiple_of_five() -> None:
    chance = random.Random(20261122)
    figures = [rounded(chance.randint(0, 90), number) for number in range(500)]
    assert {abs(one - other) % 5 for one in figures for other in figures} == {0}


def test_the_number_of_people_grows_with_the_map_and_with_the_rights_of_the_reader() -> None:
    chance = random.Random(5)
    for _ in range(3000):
        counts: dict[tuple[str, int], int] = defaultdict(int)
        for level in range(3):
            counts["narrow", level] = (counts["narrow", level - 1] if level else 0) + chance.randint(0, 6)
            counts["wide", level] = max(counts["narrow", level], counts["wide", level - 1] if level else 0)
            counts["wide", level] += chance.randint(0, 6)
        salt = chance.random()

        def number(one: str, level: int, counts: dict[tuple[str, int], int] = counts, salt: float = salt) -> int:
            return rounded(counts[one, level], one, level, salt)

        found = {
            (one, levels): enveloped(wider, levels, number)
            for one, wider in (("narrow", ("narrow", "wide")), ("wide", ("wide",)))
            for levels in (1, 2, 3)
        }
        for (one, levels), figure in found.items():
            assert abs(figure - counts[one, levels - 1]) <= 4
            assert figure <= found["wide", levels]
            assert levels == 1 or found[one, levels - 1] <= figure
