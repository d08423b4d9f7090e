"""Another practice tries it too, later says what came of it, and the first one hears and sees that."""

import pytest

from notifications.models import Notification
from practices.actions.contributions import withdraw
from practices.actions.insights import adopt, report, share_insight, write_insight
from practices.models import Adoption, Audience
from practices.permissions import may_adopt
from practices.related import near
from tests.makers import make_member, make_practice, make_user

pytestmark = pytest.mark.django_db
FACTS = {
    "title": "Eerst de koelkast vol",
    "learned": "Dan pas praten.",
    "context": "Bij schulden.",
    "mechanism": "",
    "result": "",
}


@pytest.fixture
def origin():
    return make_practice("Eerder aan tafel")


@pytest.fixture
def writer(origin):
    return make_member(origin, "Samira")


@pytest.fixture
def marit(origin):
    return make_member(origin, "Marit", is_facilitator=True)


@pytest.fixture
def elsewhere():
    return make_practice("Meer dan koffie")


@pytest.fixture
def ilse(elsewhere):
    return make_member(elsewhere, "Ilse", is_facilitator=True)


@pytest.fixture
def insight(origin, writer, marit):
    insight = write_insight(origin, writer, FACTS, [])
    share_insight(insight, marit, Audience.EVERYONE)
    return insight


def take_over(client, insight, practice, different="Wij zijn een dorp"):
    return client.post(insight.get_absolute_url() + "overnemen/", {"practice": practice.pk, "different": different})


def told(user):
    return list(Notification.objects.filter(user=user).values_list("kind", flat=True))


def test_a_leader_elsewhere_takes_it_over_and_the_first_ones_hear_it(client, insight, elsewhere, ilse, writer, marit):
    client.force_login(ilse)
    assert "Wij proberen dit ook" in client.get(insight.get_absolute_url()).content.decode()
    answer = take_over(client, insight, elsewhere)
    adoption = Adoption.objects.get()
    assert answer.url == f"/praktijken/{elsewhere.slug}/overgenomen/{adoption.pk}/"
    assert told(writer) == told(marit) == ["adoption"]
    assert not told(ilse)
    client.force_login(marit)
    page = client.get(insight.get_absolute_url()).content.decode()
    assert "Meer dan koffie" in page
    assert "Wij zijn een dorp" in page
    assert "Dat weten we nog niet" in page


def test_later_they_say_what_came_of_it_and_the_first_ones_see_it(client, insight, elsewhere, ilse, marit):
    client.force_login(ilse)
    page = take_over(client, insight, elsewhere).url
    assert "Eén zin is genoeg" in client.post(page, {"result": ""}).content.decode()
    client.post(page, {"result": "Zes mensen deden open."})
    client.post(page, {"result": "Zeven mensen deden open."})
    assert told(marit) == ["adoption-result", "adoption"]
    client.force_login(marit)
    assert "Zeven mensen deden open." in client.get(insight.get_absolute_url()).content.decode()


def test_a_practice_takes_it_over_once(client, insight, elsewhere, ilse, marit):
    client.force_login(ilse)
    take_over(client, insight, elsewhere)
    assert take_over(client, insight, elsewhere, "Nog een keer").status_code == 403
    adopt(insight, elsewhere, ilse, "Nog een keer")
    assert Adoption.objects.get().different == "Wij zijn een dorp"
    assert told(marit) == ["adoption"]


@pytest.mark.parametrize("who", ["member there", "own leader", "visitor", "editor"])
def test_nobody_else_takes_it_over(client, insight, elsewhere, ilse, marit, who):
    user = {
        "member there": make_member(elsewhere, "Tom"),
        "own leader": marit,
        "visitor": None,
        "editor": make_user("Bram", is_editor=True),
    }[who]
    if user:
        client.force_login(user)
    assert take_over(client, insight, elsewhere).status_code == (403 if user else 302)
    assert not Adoption.objects.exists()


def test_a_leader_takes_it_over_only_for_an_own_practice(client, insight, elsewhere, ilse):
    third = make_practice("Derde")
    client.force_login(ilse)
    page = take_over(client, insight, third)
    assert "Kies een praktijk die je begeleidt" in page.content.decode()
    assert not Adoption.objects.exists()


def test_what_is_not_shared_cannot_be_taken_over(client, insight, elsewhere, origin, marit):
    both = make_member(elsewhere, "Ilse", is_facilitator=True)
    origin.memberships.create(user=both, perspective="pro")
    share_insight(insight, marit, Audience.PRACTICE)
    client.force_login(both)
    assert take_over(client, insight, elsewhere).status_code == 403


def test_only_who_leads_there_says_what_came_of_it(client, insight, elsewhere, ilse, marit):
    adoption = adopt(insight, elsewhere, ilse, "Wij zijn een dorp")
    page = f"/praktijken/{elsewhere.slug}/overgenomen/{adoption.pk}/"
    for user in (marit, make_member(elsewhere, "Tom")):
        client.force_login(user)
        assert client.get(page).status_code == 200
        assert client.post(page, {"result": "Verzonnen"}).status_code == 403
    client.logout()
    assert client.get(page).status_code == 200
    assert client.post(page, {"result": "Verzonnen"}).status_code == 403
    assert client.get(f"/praktijken/{insight.practice.slug}/overgenomen/{adoption.pk}/").status_code == 404
    adoption.refresh_from_db()
    assert not adoption.result


def test_withdrawn_it_leaves_only_that_it_was_there(client, insight, elsewhere, ilse):
    adoption = adopt(insight, elsewhere, ilse, "Wij zijn een dorp")
    withdraw(insight)
    page = f"/praktijken/{elsewhere.slug}/overgenomen/{adoption.pk}/"
    assert client.get(page).status_code == 404
    client.force_login(ilse)
    text = client.get(page).content.decode()
    assert FACTS["title"] not in text
    assert "ingetrokken" in text
    text = client.get(f"/praktijken/{elsewhere.slug}/inzichten/").content.decode()
    assert FACTS["title"] not in text
    assert "Een inzicht dat er niet meer is" in text
    assert not Notification.objects.filter(text__contains=FACTS["title"]).exists()
    report(adoption, ilse, "Toch geprobeerd")
    assert not Notification.objects.exists()


def test_an_editor_brings_it_to_another_practice_once(client, insight, elsewhere, ilse):
    client.force_login(make_user("Bram", is_editor=True))
    assert "Breng dit naar een andere regio" in client.get(insight.get_absolute_url()).content.decode()
    for _ in range(2):
        client.post(insight.get_absolute_url() + "doorsturen/", {"practice": elsewhere.pk})
    assert told(ilse) == ["insight-passed-on"]
    client.post(insight.get_absolute_url() + "doorsturen/", {"practice": "x"})
    client.force_login(ilse)
    assert client.post(insight.get_absolute_url() + "doorsturen/", {"practice": elsewhere.pk}).status_code == 403


@pytest.mark.parametrize("many", [1, 8])
def test_the_page_costs_the_same_with_few_and_many_adoptions(
    client, insight, marit, django_assert_max_num_queries, many
):
    for number in range(many):
        practice = make_practice(f"Praktijk {number}")
        adopt(insight, practice, make_member(practice, "Ilse", is_facilitator=True), "Anders")
    client.force_login(marit)
    near("inzicht", 0)  # what belongs together is compared once for everybody
    with django_assert_max_num_queries(19):  # four of them for what it is about, and what belongs with it
        client.get(insight.get_absolute_url())


def test_what_one_leads_is_asked_of_the_practice_and_not_of_the_form(insight, origin, elsewhere, ilse, marit):
    assert may_adopt(ilse, insight, elsewhere)
    assert not may_adopt(marit, insight, origin)
    assert not may_adopt(marit, insight, elsewhere)
