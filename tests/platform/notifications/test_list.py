"""Meldingen: yours alone, read one by one or all at once, and one cheap count in the header."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from notifications.actions import notify
from notifications.models import Notification
from tests.makers import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ans(client):
    user = make_user("Ans")
    client.force_login(user)
    return user


def tell(user, text="Er is een reactie"):
    return notify(user, "reply", text, "/verhalen/3/")


def test_the_header_counts_what_is_unread(client, ans):
    assert "nieuwe melding" not in client.get("/mijn/gegevens/").content.decode()
    tell(ans)
    tell(make_user("Bo"))
    assert "(1" in client.get("/mijn/gegevens/").content.decode()
    tell(ans)
    assert "nieuwe meldingen" in client.get("/mijn/gegevens/").content.decode()


def test_a_line_speaks_the_language_of_its_reader_whoever_caused_it(client, ans):
    with translation.override("en"):
        notify(ans, "step", gettext_lazy("Stap %(now)s van %(total)s"), "", facts={"now": 2, "total": 7})
    assert "Stap 2 van 7" in client.get("/mijn/meldingen/").content.decode()
    assert "Step 2 of 7" in client.get("/mijn/meldingen/", headers={"accept-language": "en"}).content.decode()


def test_a_line_may_hold_a_percent_sign(client, ans):
    tell(ans, "100% van %(name)s")
    assert "100% van %(name)s" in client.get("/mijn/meldingen/").content.decode()


def test_opening_a_line_reads_it_and_leads_on(client, ans):
    told = tell(ans)
    assert client.get(f"/mijn/meldingen/{told.pk}/").url == "/verhalen/3/"
    assert not Notification.objects.unread().exists()


def test_one_or_all_can_be_marked_read(client, ans):
    first, *_ = (tell(ans) for _ in range(3))
    client.post(f"/mijn/meldingen/{first.pk}/gelezen/")
    assert Notification.objects.unread().count() == 2
    bo = tell(make_user("Bo"))
    client.post("/mijn/meldingen/gelezen/")
    assert Notification.objects.unread().get() == bo


def test_another_persons_lines_are_not_there(client, ans):
    other = tell(make_user("Bo"), "Alleen voor Bo")
    assert "Alleen voor Bo" not in client.get("/mijn/meldingen/").content.decode()
    assert client.get(f"/mijn/meldingen/{other.pk}/").status_code == 404
    assert client.post(f"/mijn/meldingen/{other.pk}/gelezen/").status_code == 404
    assert Notification.objects.get(pk=other.pk).is_unread


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/mijn/meldingen/").url == "/inloggen/?next=/mijn/meldingen/"
    assert client.post("/mijn/meldingen/gelezen/").status_code == 302


def test_reading_all_needs_a_post(client, ans):
    assert client.get("/mijn/meldingen/gelezen/").status_code == 405


def test_a_hostile_line_does_no_harm(client, ans):
    tell(ans, "<script>alert(1)</script>" + "x" * 5000)
    for path in ("/mijn/", "/mijn/meldingen/"):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_an_empty_list_says_what_will_come_here(client, ans):
    assert "Nog geen meldingen" in client.get("/mijn/meldingen/").content.decode()


@pytest.mark.parametrize("many", [1, 200])
def test_the_list_costs_the_same_with_few_and_many_lines(client, ans, django_assert_num_queries, many):
    Notification.objects.bulk_create([Notification(user=ans, kind="reply", text="Iets", url="/") for _ in range(many)])
    with django_assert_num_queries(4):  # person, how many, these, the count in the header
        client.get("/mijn/meldingen/")
