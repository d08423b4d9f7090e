"""Members bring a case; who may read it thinks along; who brought it tells what came of it."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from accounts.models import Perspective
from forums.models import Case, LookBack, Place
from moderation.models import Review
from notifications.models import Notification
from practices.models import Audience, Contribution, Weighing
from search.models import IndexEntry
from tests.forums.conftest import Cast
from tests.makers import make_case, make_element, make_intervention, make_practice, make_reply, make_theme


@pytest.fixture
def told() -> dict[str, str]:
    """A complete case, as the form sends it."""
    return {
        "title": "De zoon die tolkt",
        "situation": "Een jongen van dertien tolkt bij elk gesprek.",
        "tried": "Een tolk aan de telefoon.\nEen kort gesprek.",
        "dilemma": "Nu helpen of wachten?",
        "question": "Hoe help ik het gezin snel?",
        "audience": "practice",
        "perspective": "pro",
        "pseudonym": "Joost",
    }


def new(cast: Cast) -> str:
    return f"/praktijken/{cast.practice.slug}/casussen/nieuw/"


def test_a_member_brings_a_case(cast: Cast, as_user, told) -> None:
    theme, element = make_theme(), make_element("Iemand die bleef")
    cast.practice.themes.add(theme)
    approach = make_intervention("Mobility Mentoring", theme)
    cards = {"element_1": element.slug, "polarity_1": "missing", "interventions": [approach.slug]}
    answer = as_user(cast.joost).post(new(cast), told | cards)
    case = Case.objects.latest("pk")
    assert answer["Location"] == case.get_absolute_url()
    assert (case.author, case.practice, case.audience) == (cast.joost, cast.practice, Audience.PRACTICE)
    assert list(case.themes.all()) == [theme]
    assert Weighing.objects.get(contribution=case).polarity == "missing"
    page = as_user(cast.samira).get(case.get_absolute_url()).content.decode()
    for words in (*told.values(), "Iemand die bleef", "Mobility Mentoring"):
        if words not in {"practice", "pro", told["tried"]}:
            assert words in page
    assert "<li>Een kort gesprek.</li>" in page


def test_who_is_no_member_is_told_so(cast: Cast, as_user, client, told) -> None:
    answer = as_user(cast.vera).post(new(cast), told)
    assert answer.status_code == 403
    assert "Alleen leden van deze praktijk" in answer.content.decode()
    client.logout()
    assert client.post(new(cast), told)["Location"].startswith("/inloggen/")
    assert client.get("/praktijken/niet-daar/casussen/").status_code == 404
    assert Case.objects.count() == 1


def test_a_case_is_read_by_whom_it_was_meant_for(cast: Cast, as_user, client) -> None:
    public = make_case(cast.practice, cast.joost, Audience.EVERYONE, title="Voor iedereen")
    signed_in = make_case(cast.practice, cast.joost, Audience.SIGNED_IN, title="Met een account")
    lists = ["/casussen/", f"/praktijken/{cast.practice.slug}/casussen/"]
    readers = {None: [public], cast.vera: [public, signed_in], cast.samira: [public, signed_in, cast.case]}
    for reader, seen in readers.items():
        client.logout()
        here = as_user(reader) if reader else client
        for case in (public, signed_in, cast.case):
            assert here.get(case.get_absolute_url()).status_code == (200 if case in seen else 404)
            for path in lists:
                assert (case.title in here.get(path).content.decode()) == (case in seen)


def test_a_case_has_one_address(cast: Cast, as_user) -> None:
    other = make_practice("Een ander")
    wrong = f"/praktijken/{other.slug}/casussen/{cast.case.pk}/"
    assert as_user(cast.joost).get(wrong).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"situation": ""},
        {"situation": "x" * 4001},
        {"question": "   "},
        {"question": "x" * 1_000_000},
        {"audience": "me"},
        {"audience": "the-world"},
        {"perspective": ""},
        {"pseudonym": ""},
        {"element_1": "niet-daar", "polarity_1": "helped"},
        {"interventions": ["niet-daar"]},
    ],
    ids=lambda wrong: f"{next(iter(wrong))}={str(next(iter(wrong.values())))[:12]!r}",
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast: Cast, as_user, told, wrong) -> None:
    answer = as_user(cast.joost).post(new(cast), told | wrong)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Er mist nog iets" in page
    assert told["dilemma"] in page
    assert Case.objects.count() == 1


def test_an_element_without_what_it_did_or_twice_is_asked_again(cast: Cast, as_user, told) -> None:
    element = make_element()
    client = as_user(cast.joost)
    assert client.post(new(cast), told | {"element_1": element.slug}).status_code == 200
    twice = {
        f"{name}_{n}": value for n in (1, 2) for name, value in [("element", element.slug), ("polarity", "helped")]
    }
    assert "Dit koos je al." in client.post(new(cast), told | twice).content.decode()
    assert Case.objects.count() == 1


def test_a_repeated_submit_is_one_case(cast: Cast, as_user, told) -> None:
    client = as_user(cast.joost)
    once = told | {"once": "c" * 22}
    assert client.post(new(cast), once)["Location"] == client.post(new(cast), once)["Location"]
    assert Case.objects.count() == 2


def test_a_name_in_a_case_is_shown_before_it_is_placed(cast: Cast, as_user, told) -> None:
    client = as_user(cast.joost)
    risky = told | {"situation": "Mevrouw Jansen belde naar 0612345678."}
    page = client.post(new(cast), risky).content.decode()
    assert "Let op" in page
    assert Case.objects.count() == 1
    seen = page.split('name="gezien" value="')[1].split('"')[0]
    assert client.post(new(cast), risky | {"gezien": seen}).status_code == 302


def test_only_who_brought_it_mends_it(cast: Cast, as_user, told) -> None:
    path = cast.case.get_absolute_url() + "aanpassen/"
    assert as_user(cast.samira).post(path, told).status_code == 403
    assert as_user(cast.vera).post(path, told).status_code == 404
    client = as_user(cast.joost)
    assert cast.case.situation in client.get(path).content.decode()
    assert client.post(path, told | {"audience": "everyone"}).status_code == 302
    cast.case.refresh_from_db()
    assert (cast.case.title, cast.case.audience) == (told["title"], "everyone")
    client.logout()
    assert "Aangepast op" in client.get(cast.case.get_absolute_url()).content.decode()


def test_only_who_brought_it_tells_what_came_of_it(cast: Cast, as_user) -> None:
    make_reply(cast.case, cast.samira)
    path = cast.case.get_absolute_url() + "uitkomst/"
    outcome = {"outcome": "Hij kwam vier keer op rij."}
    assert as_user(cast.samira).post(path, outcome).status_code == 403
    assert as_user(cast.vera).post(path, outcome).status_code == 404
    client = as_user(cast.joost)
    assert client.post(path, {"outcome": " "}).status_code == 200
    assert client.post(path, outcome).status_code == 302
    assert client.post(path, {"outcome": "Hij kwam vijf keer."}).status_code == 302
    page = client.get(cast.case.get_absolute_url()).content.decode()
    assert page.index("Hij kwam vijf keer.") < page.index(cast.case.situation)
    assert Notification.objects.filter(user=cast.samira, kind="outcome").count() == 1


def test_taking_a_case_back_ends_it_everywhere(cast: Cast, as_user, told) -> None:
    client = as_user(cast.joost)
    path = client.post(new(cast), told)["Location"]
    case = Case.objects.latest("pk")
    make_reply(case, cast.samira)
    assert as_user(cast.samira).post(path + "terughalen/").status_code == 403
    assert as_user(cast.vera).post(path + "terughalen/").status_code == 404
    client = as_user(cast.joost)
    assert client.get(path + "terughalen/").status_code == 405
    assert client.post(path + "terughalen/").status_code == 302
    for reader in (cast.joost, cast.samira):
        assert as_user(reader).get(path).status_code == 404
    assert told["title"] not in client.get("/casussen/").content.decode()
    assert not IndexEntry.objects.exists()
    assert Case.objects.get(pk=case.pk).situation == ""


def test_the_workspace_shows_the_newest_cases_and_members_what_they_can_do(cast: Cast, as_user) -> None:
    page = as_user(cast.samira).get(cast.practice.get_absolute_url()).content.decode()
    assert cast.case.title in page
    assert "Breng een casus in" in page
    page = as_user(cast.vera).get(cast.practice.get_absolute_url()).content.decode()
    assert cast.case.title not in page
    assert "Breng een casus in" not in page


def test_many_cases_cost_the_same_work_as_few(cast: Cast, as_user, django_assert_max_num_queries) -> None:
    client = as_user(cast.samira)
    for number in (1, 40):
        for _ in range(number):
            make_case(cast.practice, cast.joost, Audience.EVERYONE)
        with django_assert_max_num_queries(12):
            client.get("/casussen/")
        with django_assert_max_num_queries(12):
            client.get(f"/praktijken/{cast.practice.slug}/casussen/")


def test_who_has_nothing_to_read_is_shown_the_way(client, db) -> None:
    assert "Zoek een praktijk" in client.get("/casussen/").content.decode()
    assert client.get("/casussen/?thema=onzin&page=x").status_code == 200


def test_the_demonstration_brings_cases_and_talk(db) -> None:
    call_command("load_catalogue", verbosity=0)
    call_command("load_demonstration", verbosity=0)
    assert Case.objects.shown().filter(is_duo=False).count() == 20
    assert Case.objects.shown().filter(is_duo=True).count() == Case.objects.filter(is_duo=True).count() - 1 == 1
    assert LookBack.objects.shown().count() == 3
    assert Place.objects.count() == 21
    assert Case.objects.filter(result="niet-gelukt").count() == 8
    assert Review.objects.open().filter(subject_kind="case").count() == 1
    made = Contribution.objects.filter(kind__in=["case", "reply"])
    assert made.filter(kind="reply").count() > 20
    assert not made.exclude(is_fictional=True).exists()
    assert set(made.values_list("perspective", flat=True)) == set(Perspective.values)
