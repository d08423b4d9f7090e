"""No figure on an agenda is about fewer than five people, also not by subtracting, and the order tells no more."""

from __future__ import annotations

from collections import defaultdict

import pytest
from django.test import Client

from accounts.models import Perspective
from practices.actions import agenda as act
from practices.agenda import Dots, figures, in_order
from practices.models import Dot
from tests.makers import make_practice, make_user

SMALL = {1, 2, 3, 4}
MOST = 24  # people of one perspective that are tried


def figure(people: int, others: int = 0, theme: int = 1) -> Dots:
    return figures(theme, {"citizen": people, "pro": others})


def test_nothing_is_shown_of_a_group_under_five() -> None:
    for theme in range(40):
        for people in range(6):
            dots = figure(people, theme=theme)
            assert dots.voices["citizen"] is None
            assert dots.together is None


def test_a_figure_is_near_the_truth_and_a_multiple_of_five() -> None:
    for theme in range(20):
        for people in range(MOST):
            shown = figure(people, theme=theme).voices["citizen"]
            assert shown is None or (shown % 5 == 0 and shown >= 10 and abs(shown - people) <= 4)


def test_what_is_shown_never_says_that_a_perspective_has_one_to_four_people() -> None:
    """Whatever a reader sees of two perspectives and the whole, both may also be nobody, or five and more."""
    worlds: dict[tuple[int | None, int | None, int | None], list[tuple[int, int]]] = defaultdict(list)
    for theme in range(300):  # a reader does not know the secret: any theme might have rounded so
        for people in range(0, MOST, 1):
            for others in (0, 1, 2, 3, 4, 5, 6, 9, 12):
                dots = figure(people, others, theme)
                worlds[(dots.voices["citizen"], dots.voices["pro"], dots.together)].append((people, others))
    for seen, possible in worlds.items():
        for which in (0, 1):
            numbers = {world[which] for world in possible}
            assert numbers - SMALL, (seen, sorted(numbers))


def test_giving_a_dot_of_your_own_never_tells_that_one_to_four_others_did() -> None:
    """A figure that appears with the reader's own dot says six others or more; that it does not, nothing."""
    for theme in range(200):
        for others in range(MOST):
            before, after = figure(others, theme=theme), figure(others + 1, theme=theme)
            if after.voices["citizen"] is not None and before.voices["citizen"] is None:
                assert others >= 5


def test_the_whole_is_never_less_than_a_part() -> None:
    for theme in range(100):
        for people in range(MOST):
            for others in range(12):
                dots = figure(people, others, theme)
                parts = [number for number in dots.voices.values() if number is not None]
                assert not parts or (dots.together is not None and dots.together >= max(parts))


def test_the_order_follows_what_is_shown_and_not_what_is_behind_it() -> None:
    behind = {1: {"citizen": 1}, 2: {"citizen": 4}, 3: {"citizen": 5}, 4: {"citizen": 20}, 5: {"pro": 40}}
    dots = {theme: figures(theme, counts) for theme, counts in behind.items()}
    newest_first = [1, 2, 3, 4, 5]
    assert in_order(newest_first, dots, "") == [4, 5, 1, 2, 3], "citizens first; who is not shown, newest first"
    assert in_order(newest_first, dots, "professional") == [5, 4, 1, 2, 3]
    assert in_order(newest_first, dots, "nieuw") == newest_first


@pytest.mark.django_db
def test_the_page_puts_what_citizens_find_important_first_and_names_no_small_figure(client: Client) -> None:
    practice, kim = make_practice(), make_user("Kim", Perspective.CITIZEN)
    titles = ("Wat bewoners willen", "Wat werkers willen", "Wat vier mensen willen")
    wanted, work, few = (
        act.propose(practice, kim, {"title": title, "perspective": "citizen", "pseudonym": "Kim"}) for title in titles
    )
    for number in range(20):
        user = make_user(f"Inwoner {number}")
        Dot.objects.create(theme=wanted, user=user, perspective="citizen")
        Dot.objects.create(theme=work, user=user, perspective="pro")
        if number < 4:
            Dot.objects.create(theme=few, user=user, perspective="citizen")
    shown = client.get(f"/praktijken/{practice.slug}/agenda/").content.decode()
    places = [shown.index(title) for title in titles]
    assert places == sorted(places)
    assert "ongeveer 20" in shown
    assert "Nog te weinig stippen" in shown.split(titles[2])[1]
    assert "ongeveer" not in client.get(few.get_absolute_url()).content.decode()
    turned = client.get(f"/praktijken/{practice.slug}/agenda/?volgorde=professional").content.decode()
    assert turned.index(titles[1]) < turned.index(titles[0])
