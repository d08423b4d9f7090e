"""The tally stays what counting afresh would give, whatever people do, in whatever order, and for every reader."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from accounts.models import Perspective
from knowledge.models import WorkingElement
from practices.actions.contributions import consent, hide, publish, set_audience, withdraw
from practices.actions.membership import join, leave
from practices.actions.weighing import set_weighings, unweigh, weigh
from practices.difference.counting import ALWAYS, Spot, count, count_answers, levels
from practices.difference.keeping import differences, rebuild, settle
from practices.difference.scopes import within
from practices.models import Audience, Cell, Contribution, Due, Membership, Weighing
from tests.makers import (
    make_contribution,
    make_element,
    make_intervention,
    make_municipality,
    make_practice,
    make_theme,
    make_user,
)

POLARITIES = ("helped", "hindered", "missing")


class World:
    """A few of everything, and people who do things at random."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.themes = [make_theme("Schulden"), make_theme("Wonen")]
        self.elements = [make_element(f"Element {n}", *self.themes) for n in range(3)]
        self.towns = [make_municipality("Enschede"), make_municipality("Almelo")]
        self.practices = [make_practice(labour_region=town.labour_region) for town in self.towns]
        self.interventions = [make_intervention("Huis eerst")]
        self.people = [make_user(f"Mens {n}", Perspective.LIVED) for n in range(5)]
        self.said: list[Contribution] = []

    def pick(self, things: Any) -> Any:
        return self.chance.choice(list(things))

    def speak(self) -> None:
        """Tell something of one's own, or reply to something, perhaps without an account."""
        alive = list(Contribution.objects.order_by("pk"))  # taking back a weighing leaves nothing of it
        self.said = [one for one in self.said if one in alive]
        root = self.pick(self.said).root if self.said and self.chance.random() < 0.3 else None
        practice = self.pick([None, *self.practices])
        audience = self.pick(Audience.values) if practice else self.pick(["me", "signed-in", "everyone"])
        one = make_contribution(
            self.pick([None, *self.people]),
            audience,
            perspective=self.pick(["lived", "pro"]),
            practice=practice,
            root=root,
            shown=self.chance.random() < 0.8,
            group=self.pick(["", "jongeren"]),
            municipality=self.pick([None, *self.towns]),
            is_fictional=self.chance.random() < 0.2,
        )
        if self.chance.random() < 0.5:
            year = timezone.now() - timedelta(days=365 * self.chance.randint(1, 2))
            Contribution.objects.filter(pk=one.pk, published_at__isnull=False).update(published_at=year)
        one.themes.set(self.chance.sample(self.themes, self.chance.randint(0, 2)))
        self.said.append(one)
        self.change_weighings(one)

    def change_weighings(self, one: Contribution) -> None:
        pairs = {(self.pick(self.elements), self.pick(POLARITIES)) for _ in range(self.chance.randint(0, 3))}
        approach = self.pick([None, *self.interventions])
        rows = [Weighing(element=element, polarity=what, intervention=approach) for element, what in pairs]
        rows += [Weighing(own_words="koffie", polarity="helped")] if self.chance.random() < 0.2 else []
        set_weighings(one, rows)

    def act(self) -> None:
        """Let something happen."""
        if not self.said or self.chance.random() < 0.4:
            self.speak()
            return
        one = Contribution.objects.filter(pk=self.pick(self.said).pk).first()
        if one is None:
            self.speak()
            return
        person, element = self.pick(self.people), self.pick(self.elements)
        deeds = [
            lambda: self.change_weighings(one),
            lambda: publish(one),
            lambda: hide(one),
            lambda: withdraw(one),
            lambda: one.themes.set(self.chance.sample(self.themes, self.chance.randint(0, 2))),
            lambda: consent(one, [], self.pick([None, timezone.localdate(), timezone.localdate() - timedelta(1)])),
            lambda: weigh(person, element, self.pick(POLARITIES), "lived"),
            lambda: unweigh(person, element),
            lambda: join(self.pick(self.practices), person, "lived"),
            lambda: leave(self.pick(self.practices), person),
            lambda: Contribution.objects.filter(pk=one.pk).update(municipality=self.pick([None, *self.towns])),
            lambda: Contribution.objects.filter(pk=one.pk).update(group=self.pick(["", "jongeren"])),
            lambda: Weighing.objects.filter(element=element).delete(),
        ]
        if one.root_id == one.pk:
            practice = self.pick(self.practices)
            deeds += 2 * [lambda: set_audience(one, Audience(self.pick(Audience.values)), practice)]
        self.pick(deeds)()


def counted_afresh(reader: Any, spot: Spot) -> dict[tuple[int, str, str], int]:
    """Count different people in the weighings themselves, as this reader may see them; "only me" is on no map."""
    found = Weighing.objects.visible_to(reader).exclude(contribution__root__audience="me").filter(within(spot))
    names = ("contribution__perspective", "polarity")
    people = Count("contribution__person", distinct=True)
    told = found.order_by().values_list("contribution__perspective").annotate(people)
    said = found.filter(element__isnull=False).order_by().values_list("element", *names).annotate(people)
    return {(0, who, ""): number for who, number in told} | {tuple(key): number for *key, number in said}


def counted_by_tally(reader: Any, spot: Spot) -> dict[tuple[int, str, str], int]:
    settle()
    tally = count(levels(reader), {spot.scope}, {spot.place}, {spot.group})
    count_answers(tally, [spot])
    told = {(0, who, ""): tally.spoke(spot, who) for who in Perspective.values}
    return {key: number for key, number in told.items() if number} | tally.said[spot]


def spots(world: World) -> list[Spot]:
    year = timezone.localdate().year
    scopes = ["*", *(f"t{theme.pk}" for theme in world.themes)]
    places = [0, *(town.labour_region_id for town in world.towns)]
    found = [
        Spot(scope, place, group, years)
        for scope in scopes
        for place in places
        for group in ("", "jongeren")
        for years in (ALWAYS, (year, year), (year - 1, year), (year - 2, year - 1))
    ]
    return [*found, *(Spot(f"p{one.pk}") for one in world.practices), Spot(f"i{world.interventions[0].pk}")]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_after_any_row_of_deeds_the_tally_is_what_counting_afresh_gives(seed: int) -> None:
    world = World(seed)
    readers = [AnonymousUser(), *world.people[:3]]
    for _ in range(6):
        for _ in range(12):
            world.act()
        assert differences() == 0
        for reader in readers:
            for spot in world.chance.sample(spots(world), 8):
                assert counted_by_tally(reader, spot) == counted_afresh(reader, spot), (reader, spot)
    before = Counter(Cell.objects.values_list("scope", "place", "element", "perspective", "signature__key", "people"))
    rebuild()
    assert before == Counter(
        Cell.objects.values_list("scope", "place", "element", "perspective", "signature__key", "people")
    )


@pytest.mark.django_db
def test_what_is_past_its_last_day_leaves_the_map_without_anybody_doing_anything(monkeypatch: Any) -> None:
    one = make_contribution(perspective="lived")
    set_weighings(one, [Weighing(element=make_element(), polarity="helped")])
    consent(one, [], timezone.localdate() + timedelta(1))
    assert counted_by_tally(AnonymousUser(), Spot())[0, "lived", ""] == 1
    day_after_tomorrow = timezone.localdate() + timedelta(2)
    monkeypatch.setattr(timezone, "localdate", lambda *_args: day_after_tomorrow)
    assert counted_by_tally(AnonymousUser(), Spot()) == {}


@pytest.mark.django_db
def test_a_merged_element_brings_its_weighings_along_and_nobody_counts_twice() -> None:
    old, new = make_element("Zelfde gezicht"), make_element("Iemand die bleef")
    one = make_contribution(perspective="lived")
    set_weighings(one, [Weighing(element=element, polarity="helped") for element in (old, new)])
    settle()
    WorkingElement.objects.filter(pk=old.pk).update(merged_into=new)
    assert counted_by_tally(AnonymousUser(), Spot()) == {(0, "lived", ""): 1, (new.pk, "lived", "helped"): 1}


@pytest.mark.django_db
def test_a_practice_that_moves_takes_what_was_said_in_it_along() -> None:
    here, there = make_municipality("Enschede").labour_region, make_municipality("Almelo").labour_region
    practice = make_practice(labour_region=here)
    one = make_contribution(perspective="lived", practice=practice)
    set_weighings(one, [Weighing(element=make_element(), polarity="helped")])
    assert counted_by_tally(AnonymousUser(), Spot(place=here.pk))
    practice.labour_region = there
    practice.save()
    assert counted_by_tally(AnonymousUser(), Spot(place=here.pk)) == {}
    assert counted_by_tally(AnonymousUser(), Spot(place=there.pk))


@pytest.mark.django_db
def test_what_is_undone_together_with_its_transaction_counts_for_nothing() -> None:
    class Undone(Exception):
        pass

    one, element = make_contribution(perspective="lived"), make_element()

    def undo() -> None:
        with transaction.atomic():
            set_weighings(one, [Weighing(element=element, polarity="helped")])
            raise Undone

    with pytest.raises(Undone):
        undo()
    assert counted_by_tally(AnonymousUser(), Spot()) == {}


@pytest.mark.django_db
def test_the_command_mends_a_tally_that_was_damaged_and_says_so(capsys: Any) -> None:
    one = make_contribution(perspective="lived")
    set_weighings(one, [Weighing(element=make_element(), polarity="helped")])
    settle()
    Cell.objects.update(people=40)
    with pytest.raises(SystemExit):
        call_command("recount_weighings", check=True)
    call_command("recount_weighings")
    call_command("recount_weighings", check=True)
    assert counted_by_tally(AnonymousUser(), Spot())[0, "lived", ""] == 1


@pytest.mark.django_db(transaction=True)
def test_many_writers_and_readers_at_once_lose_nothing_and_never_wait_for_each_other_crosswise() -> None:
    element, theme = make_element(), make_theme()
    people = [make_user(f"Mens {n}", Perspective.LIVED) for n in range(6)]
    shared = [make_contribution(perspective="pro") for _ in range(3)]
    errors: list[BaseException] = []

    def write(number: int) -> None:
        chance = random.Random(number)
        try:
            for _ in range(12):
                with transaction.atomic():
                    weigh(people[number], element, chance.choice(POLARITIES), "lived")
                    one = chance.choice(shared)
                    chance.choice([publish, hide])(one)
                settle()
                if chance.random() < 0.3:
                    unweigh(people[number], element)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    for one in shared:
        one.themes.add(theme)
        Weighing.objects.create(contribution=one, element=element, polarity="helped")
    threads = [Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors, errors
    assert differences() == 0
    assert not Due.objects.filter(due_on__lte=timezone.localdate()).exists()
    assert counted_by_tally(AnonymousUser(), Spot()) == counted_afresh(AnonymousUser(), Spot())


@pytest.mark.django_db
def test_becoming_a_member_shows_more_without_a_recount() -> None:
    practice, someone = make_practice(), make_user()
    one = make_contribution(perspective="lived", audience="practice", practice=practice)
    set_weighings(one, [Weighing(element=make_element(), polarity="helped")])
    assert counted_by_tally(someone, Spot()) == {}
    Membership.objects.create(practice=practice, user=someone, perspective="lived")
    assert not Due.objects.exists()
    assert counted_by_tally(someone, Spot())[0, "lived", ""] == 1
