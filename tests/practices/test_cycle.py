"""Starting a practice, finding it, and moving it through its cycle."""

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.models import Perspective
from knowledge.models import Theme
from places.models import LabourRegion
from practices.actions.cycle import found, move_to
from practices.models import Joining, Phase, Practice
from practices.permissions import may_facilitate
from tests.makers import make_member, make_municipality, make_practice, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def rijnmond():
    return LabourRegion.objects.create(code="RM", name="Rijnmond", slug="rijnmond")


@pytest.fixture
def typed(rijnmond):
    return {
        "name": "Eerder aan tafel",
        "question": "Hoe komen we binnen?",
        "labour_region": rijnmond.pk,
        "joining": Joining.OPEN,
        "perspective": "lived",
        "once": "een-token-van-genoeg-tekens",
    }


@pytest.fixture
def practice():
    return found(make_user("Marit"), "pro", {"name": "Eerder aan tafel", "question": "Hoe?"})


def test_who_starts_a_practice_leads_it_from_the_first_phase(client, typed):
    ans = make_user("Ans", Perspective.LIVED)
    client.force_login(ans)
    client.post(reverse("practices:practice_create"), typed)
    practice = Practice.objects.get()
    assert may_facilitate(ans, practice)
    assert [phase.state for phase in practice.phases.all()] == ["now"] + ["todo"] * 6


def test_an_english_reader_sees_the_steps_in_english_whoever_started_the_practice(client, typed):
    with translation.override("en"):
        practice = found(make_user("Marit"), "pro", {"name": "Eerder aan tafel", "question": "Hoe?"})
        assert practice.steps()[:2] == ["Question", "Knowing"]
    assert practice.steps()[:2] == ["Vraag", "Weten"]
    page = client.get(practice.get_absolute_url(), headers={"accept-language": "en"})
    assert "We choose one question together." in page.content.decode()


def test_sent_twice_is_one_practice(client, typed):
    client.force_login(make_user())
    first, second = (client.post(reverse("practices:practice_create"), typed) for _ in range(2))
    assert first.url == second.url
    assert Practice.objects.count() == 1


def test_no_hidden_sign_turns_the_name_of_a_practice_around(client, typed):
    client.force_login(make_user())
    client.post(reverse("practices:practice_create"), typed | {"name": "Eerder\u202e aan\n tafel\x07"})
    assert Practice.objects.get().name == "Eerder aan tafel"


def test_a_visitor_starts_nothing(client, typed):
    assert client.post(reverse("practices:practice_create"), typed).status_code == 302
    assert not Practice.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Geef de praktijk een naam"),
        ("question", " ", "Schrijf de vraag"),
        ("name", "x" * 121, "121"),
        ("labour_region", "", "Kies een regio of een gemeente"),
        ("joining", "toren", ""),
        ("municipalities", "Enschedé, Rotterdm", "Bedoel je Rotterdam?"),
        ("municipalities", "Atlantis", "kennen we niet"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_is_kept(client, typed, field, value, sentence):
    make_municipality("Rotterdam"), make_municipality("Enschedé")
    client.force_login(make_user())
    response = client.post(reverse("practices:practice_create"), typed | {field: value})
    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    kept = "question" if field == "name" else "name"
    assert typed[kept] in page
    assert not Practice.objects.exists()


def test_two_practices_of_one_name_have_two_addresses(practice):
    other = found(make_user(), "pro", {"name": practice.name, "question": "Wat?"})
    assert other.slug != practice.slug


def test_moving_on_closes_what_came_before(client, practice):
    client.force_login(practice.founded_by)
    third, now = practice.phases.get(order=3), practice.phases.get(order=1)
    client.post(reverse("practices:phase_move", args=[practice.slug, third.pk]), {"gezien": now.pk})
    states = [phase.state for phase in practice.phases.all()]
    assert states == ["done", "done", "now", "todo", "todo", "todo", "todo"]


def test_who_looks_at_an_old_page_moves_nothing(client, practice):
    client.force_login(practice.founded_by)
    first, second, third = practice.phases.filter(order__lte=3)
    address = "practices:phase_move"
    client.post(reverse(address, args=[practice.slug, third.pk]), {"gezien": first.pk})
    client.post(reverse(address, args=[practice.slug, second.pk]), {"gezien": first.pk})
    assert Phase.objects.get(pk=third.pk).state == "now"


def test_a_plain_member_moves_nothing(client, practice):
    client.force_login(make_member(practice))
    second = practice.phases.get(order=2)
    response = client.post(reverse("practices:phase_move", args=[practice.slug, second.pk]))
    assert response.status_code == 403
    assert Phase.objects.get(pk=second.pk).state == "todo"


def test_the_directory_is_narrowed_by_theme_place_and_entrance(client, rijnmond):
    debts = Theme.objects.create(slug="schulden", name="Geldzorgen")
    make_practice("Bij ons", labour_region=rijnmond, joining=Joining.OPEN).themes.add(debts)
    make_practice("Heel ergens anders", joining=Joining.CLOSED)
    for chosen in ("thema=schulden", "regio=rijnmond", "meedoen=open", "q=bij+ons"):
        page = client.get(f"/praktijken/?{chosen}").content.decode()
        assert "Bij ons" in page, chosen
        assert "Heel ergens anders" not in page, chosen


@pytest.mark.parametrize("nonsense", ["thema=%00", "regio=bestaat-niet", "meedoen=x", "pagina=-4", "q=" + "x" * 5000])
def test_nonsense_in_the_address_is_never_an_error(client, nonsense):
    assert client.get(f"/praktijken/?{nonsense}").status_code == 200


def test_what_somebody_typed_never_runs(client, practice):
    Practice.objects.update(name="<script>alert(1)</script>", question='"><img src=x onerror=alert(1)>')
    for address in ("/praktijken/", f"/praktijken/{practice.slug}/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_the_directory_costs_the_same_for_few_and_many(client, django_assert_max_num_queries, rijnmond):
    for number in range(2):
        make_practice(f"P{number}", labour_region=rijnmond)
    with django_assert_max_num_queries(12) as few:
        client.get("/praktijken/")
    for number in range(15):
        found(make_user(), "pro", {"name": f"Q{number}", "question": "?"})
    with django_assert_max_num_queries(12) as many:
        client.get("/praktijken/")
    assert len(few) == len(many)


def test_the_workspace_costs_the_same_for_few_and_many_members(client, django_assert_max_num_queries, practice):
    client.force_login(practice.founded_by)
    client.get(practice.get_absolute_url())
    with django_assert_max_num_queries(24) as few:
        client.get(practice.get_absolute_url())
    for number in range(20):
        make_member(practice, f"Lid{number}")
    with django_assert_max_num_queries(24) as many:
        client.get(practice.get_absolute_url())
    assert len(few) == len(many)


@pytest.mark.parametrize("seen", ["9" * 5000, "²", "\0"])
def test_nonsense_about_what_was_seen_moves_nothing(client, practice, seen):
    client.force_login(practice.founded_by)
    third = practice.phases.get(order=3)
    assert (
        client.post(reverse("practices:phase_move", args=[practice.slug, third.pk]), {"gezien": seen}).status_code
        == 302
    )
    assert practice.phases.get(order=1).state == "now"


def test_only_who_takes_part_is_led_to_what_members_do_in_a_phase(client, practice):
    move_to(practice.phases.get(step=Phase.Step.READING), practice.phases.order_by("pk").first().pk)
    where, sessions = f"/praktijken/{practice.slug}/fasen/", f'href="/praktijken/{practice.slug}/bijeenkomsten/"'
    page = client.get(where).content.decode()
    assert "Wat kan iedereen nu doen?" in page
    assert sessions not in page
    client.force_login(make_member(practice, "Bea"))
    assert sessions in client.get(where).content.decode()
