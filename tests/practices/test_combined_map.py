"""Theme, region, target group and years together: what the address means, and what is too small to be shown."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from accounts.models import Perspective
from knowledge.models import Theme, WorkingElement
from places.models import LabourRegion
from practices.actions.contributions import withdraw
from practices.actions.merging import merge_elements
from practices.difference.combined import Choice, CombinedScope, neighbours, spans_around, years_of
from practices.difference.counting import ALWAYS, Spot
from practices.difference.gap import gap, times
from practices.difference.rows import Map
from practices.models import Contribution, KeptMap, Weighing
from tests.makers import (
    make_contribution,
    make_element,
    make_member,
    make_municipality,
    make_practice,
    make_theme,
    make_user,
)

LIVED, PRO = Perspective.LIVED, Perspective.PROFESSIONAL
Say = Callable[..., list[Contribution]]


@pytest.fixture
def theme() -> Theme:
    return make_theme("Schulden", slug="schulden")


@pytest.fixture
def element(theme: Theme) -> WorkingElement:
    return make_element("Iemand die bleef", theme, slug="bleef")


@pytest.fixture
def twente() -> Any:
    town = make_municipality("Enschede")
    LabourRegion.objects.filter(pk=town.labour_region_id).update(slug="twente", name="Twente")
    return town


@pytest.fixture
def say(theme: Theme, element: WorkingElement) -> Say:
    def make(number: int, perspective: str, polarity: str = "helped", year: int = 2026, **facts: Any) -> list[Any]:
        made = []
        for _ in range(number):
            one = make_contribution(perspective=perspective, **facts)
            at = timezone.make_aware(datetime(year, 3, 1))  # noqa: DTZ001
            Contribution.objects.filter(pk=one.pk).update(published_at=at)
            one.themes.add(theme)
            Weighing.objects.create(contribution=one, element=element, polarity=polarity)
            made.append(one)
        return made

    return make


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


# --- figures ------------------------------------------------------------------------------------------


def test_the_interval_is_that_of_newcombe() -> None:
    found = gap(56, 70, 48, 80)  # the first example of his paper: 0.0524 to 0.3339
    assert (found.points, found.low, found.high) == (20, 5, 33)
    assert not found.may_be_chance
    assert gap(15, 20, 12, 20).may_be_chance
    assert (gap(20, 20, 10, 20).low, gap(10, 20, 20, 20).high) == (24, -24)


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (1, ""),
        (1.2, ""),
        (1.3, "iets vaker dan"),
        (1.5, "anderhalf keer zo vaak als"),
        (2.1, "twee keer zo vaak als"),
        (3.9, "vier keer zo vaak als"),
        (9, "meer dan vijf keer zo vaak als"),
    ],
)
def test_a_ratio_in_plain_words(ratio: float, words: str) -> None:
    assert times(ratio) == words


# --- the address --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "years"),
    [
        (("2025", "2026"), (2025, 2026)),
        (("2026", "2025"), (2025, 2026)),
        (("2025", ""), (2025, 9999)),
        (("", "2025"), (0, 2025)),
        (("x", "-1"), ALWAYS),
        (("99999", "²⁰²⁵"), ALWAYS),
        (("1800", "2525"), ALWAYS),
    ],
)
def test_odd_years_mean_nothing(asked: tuple[str, str], years: tuple[int, int]) -> None:
    assert years_of(*asked) == years


def test_the_neighbours_of_years_come_one_by_one() -> None:
    assert list(spans_around((2025, 2025), {2023, 2026})) == [(2024, 2025), (2024, 2026), (2023, 2026)]
    wider = list(neighbours(Spot("t1", 3, "jongeren", (2025, 2025)), {2025}))
    assert wider[0] == Spot("t1", 3, "jongeren", (2025, 2025))
    assert wider[-1] == Spot("t1")


@pytest.mark.django_db
def test_one_limit_alone_has_its_own_address(theme: Theme, twente: Any, client: Client) -> None:
    assert client.get("/verschilkaart/?regio=twente")["Location"] == "/verschilkaart/regio/twente/"
    assert (
        client.get("/verschilkaart/?thema=schulden&van=onzin")["Location"]
        == theme.get_absolute_url() + "verschilkaart/"
    )
    assert client.get("/verschilkaart/?thema=schulden&kies=1").status_code == 200
    assert client.get("/verschilkaart/regio/nergens/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ["", "'", "<script>", "\x00", "x" * 3000, "-1", "twente; DROP", "😀", "2025"])
def test_odd_values_change_nothing_and_never_break(say: Say, twente: Any, client: Client, odd: str) -> None:
    for name in ("thema", "regio", "groep", "van", "tot", "element", "stem", "volgorde", "per", "vorm"):
        asked = {"thema": "schulden", "regio": "twente", "groep": "jongeren"} | {name: odd}
        answer = client.get("/verschilkaart/", asked, follow=True)
        assert answer.status_code == 200
        assert "<script>x" not in answer.content.decode()


@pytest.mark.django_db
def test_five_hundred_parameters_do_not_hurt(twente: Any, client: Client) -> None:
    asked = "&".join(f"regio=twente&x{number}={number}" for number in range(250))
    assert client.get(f"/verschilkaart/?{asked}", follow=True).status_code == 200


# --- what is shown ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_limits_work_together_and_each_can_be_taken_away(say: Say, twente: Any, client: Client) -> None:
    for perspective, helped in ((LIVED, 30), (PRO, 10)):
        say(helped, perspective, municipality=twente, group="jongeren")
        say(40 - helped, perspective, "missing", municipality=twente, group="jongeren")
        say(50, perspective, year=2024)
    page = read(client, "/verschilkaart/?thema=schulden&regio=twente&groep=jongeren&van=2025&tot=2026")
    assert "<b>50</b>punten verschil." in page
    assert "Mensen noemen ‘Iemand die bleef’ drie keer zo vaak als professionals." in page
    assert "Ervaring: ongeveer 40 mensen" in page
    assert 'href="/verschilkaart/?thema=schulden&amp;groep=jongeren&amp;van=2025&amp;tot=2026"' in page
    assert "te weinig mensen" not in page
    opened = read(client, "/verschilkaart/?thema=schulden&regio=twente&element=bleef&stem=lived&wat=helped")
    assert "?thema=schulden&amp;regio=twente&amp;element=bleef&amp;stem=pro" in opened


@pytest.mark.django_db
def test_a_limit_that_leaves_too_few_takes_its_neighbours_along_and_says_so(
    say: Say, twente: Any, client: Client
) -> None:
    for perspective in (LIVED, PRO):
        say(20, perspective, municipality=twente, year=2024)
        say(3, perspective, municipality=twente, year=2025)
    page = read(client, "/verschilkaart/?regio=twente&van=2025&tot=2025")
    assert "Hier vertelden te weinig mensen." in page
    assert "Je ziet nu ook wat ernaast ligt in de tijd: 2024 tot en met 2025." in page
    page = read(client, "/verschilkaart/?thema=schulden&groep=ouderen")
    assert "Je ziet nu alle groepen samen." in page


@pytest.mark.django_db
def test_where_even_the_neighbours_are_too_few_it_says_it_cannot(say: Say, twente: Any, client: Client) -> None:
    say(4, LIVED, municipality=twente)
    page = read(client, "/verschilkaart/regio/twente/")
    assert "Ook met de buren erbij zijn het er te weinig om een verschil te tonen." in page
    assert not re.search(r"ongeveer \d", page)


@pytest.mark.django_db
def test_of_a_small_world_no_two_maps_give_a_group_under_five(theme: Theme, element: WorkingElement) -> None:
    """Look at every combination there is, as a visitor and as a member, and subtract all of them from each other."""
    chance, towns = random.Random(22), [make_municipality("Enschede"), make_municipality("Almelo")]
    practice, other = make_practice(), make_theme("Wonen")
    member = make_member(practice)
    for _ in range(160):
        one = make_contribution(
            perspective=chance.choice([LIVED, PRO]),
            municipality=chance.choice(towns),
            group=chance.choice(["", "jongeren", "ouderen"]),
            audience=chance.choice(["everyone", "everyone", "signed-in", "practice"]),
            practice=practice,
        )
        year = timezone.make_aware(datetime(chance.choice([2025, 2026]), 3, 1))  # noqa: DTZ001
        Contribution.objects.filter(pk=one.pk).update(published_at=year)
        one.themes.set(chance.sample([theme, other], chance.randint(1, 2)))
        Weighing.objects.create(contribution=one, element=element, polarity=chance.choice(["helped", "missing"]))
    regions = [None, *(town.labour_region for town in towns)]
    seen: dict[tuple[Any, ...], int] = {}
    for who in (AnonymousUser(), member):
        for about in (None, theme, other):
            for region in regions:
                for group in ("", "jongeren"):
                    for years in (ALWAYS, (2025, 2025), (2026, 2026)):
                        choice = Choice(about, region, group, years)
                        scope = CombinedScope(choice, who)
                        if scope.spot.is_whole:
                            continue
                        for row in Map(scope).all_rows:
                            for side in row.sides.values():
                                numbers = {"": side.people} | {a.polarity: a.people for a in side.answers}
                                for answer, number in numbers.items():
                                    if number is not None:
                                        seen[who.is_authenticated, scope.spot, row.key, side.perspective, answer] = (
                                            number
                                        )
    assert len(seen) > 60
    assert all(number % 5 == 0 and number >= 10 for number in seen.values())
    for (account, spot, key, voice, answer), number in seen.items():
        for (account_too, wide, key_too, voice_too, answer_too), around in seen.items():
            same = (key, voice, answer) == (key_too, voice_too, answer_too) and answer == ""
            if same and account <= account_too and lies_in(spot, wide):
                assert number <= around, (spot, wide)


def lies_in(spot: Spot, wide: Spot) -> bool:
    limits = ((spot.scope, wide.scope, "*"), (spot.place, wide.place, 0), (spot.group, wide.group, ""))
    years = wide.years[0] <= spot.years[0] and spot.years[1] <= wide.years[1]
    return years and all(of == around or around == nothing for of, around, nothing in limits)


# --- keeping ------------------------------------------------------------------------------------------

MAP = "/kennis/themas/schulden/verschilkaart/"


def keep(client: Client, address: str = MAP) -> str:
    answer = client.post(address)
    assert answer.status_code == 302
    return str(answer["Location"])


@pytest.fixture
def told(say: Say) -> None:
    for perspective, helped in ((LIVED, 30), (PRO, 10)):
        say(helped, perspective)
        say(40 - helped, perspective, "missing")


@pytest.mark.django_db
def test_a_kept_map_shows_what_was_seen_that_day_also_when_more_was_told(told: None, say: Say, client: Client) -> None:
    client.force_login(make_user())
    address = keep(client)
    assert keep(client) == address, "the same figures are one kept map"
    say(20, LIVED, "missing")
    assert "<b>25</b>punten verschil." in read(client, MAP)
    client.logout()
    client.force_login(make_user())
    page = read(client, address)
    assert "<b>50</b>punten verschil." in page
    assert f"Zo stond het er op {timezone.localdate().day} " in page


@pytest.mark.django_db
def test_a_kept_map_keeps_its_titles_and_order_also_when_an_element_was_joined_with_another(
    told: None, theme: Theme, element: WorkingElement, client: Client
) -> None:
    other = make_element("Een kop koffie", theme, slug="koffie")
    for perspective, helped in ((LIVED, 10), (PRO, 15)):
        for place in range(40):
            one = make_contribution(perspective=perspective)
            one.themes.add(theme)
            Weighing.objects.create(contribution=one, element=other, polarity="helped" if place < helped else "missing")
    client.force_login(make_user())
    address, by_name = keep(client, f"{MAP}?volgorde=eens"), keep(client, f"{other.get_absolute_url()}verschilkaart/")
    assert keep(client) != address, "another order is another page"

    def lines() -> list[tuple[str, str]]:
        return re.findall(r'<h2 class="h4" lang="nl">([^<]+)</h2>.*?<b>(\d+)</b>', read(client, address))

    before = lines()
    assert [title for title, _gap in before] == ["Een kop koffie", "Iemand die bleef"]
    into = WorkingElement.objects.get(pk=element.pk)
    into.plain_wording = "Steeds dezelfde mens"
    into.save()
    Theme.objects.update(name="Geldzorgen")
    merge_elements(other, into, make_user(), "Hetzelfde.")
    assert [title for title, _gap in lines()] == ["Een kop koffie", "Iemand die bleef"]
    page = read(client, address)
    assert "Steeds dezelfde mens" not in page
    assert "Geldzorgen" not in page.partition("<h1>")[2].partition("</h1>")[0]
    for people in re.findall(r"<b>(\d+)</b>punt", page):
        assert int(people) > 0
    assert "‘Een kop koffie’" in read(client, by_name).partition("<h1>")[2].partition("</h1>")[0]


@pytest.mark.django_db
def test_what_was_taken_back_does_not_live_on_in_a_kept_map(told: None, client: Client) -> None:
    client.force_login(make_user())
    address = keep(client)
    for one in Contribution.objects.filter(perspective=PRO, weighings__polarity="helped"):
        withdraw(one)
    page = read(client, address)
    assert "punten verschil" not in page


@pytest.mark.django_db
def test_two_kept_maps_a_few_people_apart_are_rounded_so_that_nobody_can_subtract(
    told: None, say: Say, client: Client
) -> None:
    client.force_login(make_user())
    addresses = [keep(client)]
    say(2, LIVED)
    addresses.append(keep(client))
    say(30, LIVED)
    for address in addresses:
        (people,) = re.findall(r"Ervaring: ongeveer (\d+) mensen", read(client, address))
        assert int(people) % 5 == 0


@pytest.mark.django_db
def test_a_kept_map_opens_for_whoever_may_read_all_of_it_and_for_nobody_else(
    told: None, say: Say, client: Client
) -> None:
    practice = make_practice()
    say(10, LIVED, audience="practice", practice=practice)
    client.force_login(make_member(practice))
    address = keep(client)
    assert client.get(address).status_code == 200
    client.force_login(make_user())
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 404
    assert "Hij" not in str(KeptMap.objects.get().figures), "quotes are not kept"


@pytest.mark.django_db
def test_a_visitor_is_asked_to_sign_in_before_keeping(told: None, client: Client) -> None:
    assert "/inloggen" in keep(client) or "login" in keep(client)
    assert not KeptMap.objects.exists()


@pytest.mark.django_db
def test_every_kind_of_map_can_be_kept_and_printed(
    told: None, say: Say, element: WorkingElement, twente: Any, client: Client
) -> None:
    client.force_login(make_user())
    practice = make_practice()
    for address in (
        MAP,
        f"{element.get_absolute_url()}verschilkaart/",
        f"{element.get_absolute_url()}verschilkaart/?per=regio",
        f"{practice.get_absolute_url()}verschilkaart/",
        "/verschilkaart/regio/twente/",
        "/verschilkaart/?thema=schulden&groep=jongeren",
    ):
        assert "Zo stond het er op" in read(client, keep(client, address))
        assert "Druk dit blad af" in read(client, address + ("&" if "?" in address else "?") + "vorm=blad")
