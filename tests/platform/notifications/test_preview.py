"""How a mail looks can be seen beforehand, with one's own real news; looking sends, marks and keeps nothing."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Perspective
from notifications import actions
from notifications.models import Letter, Notification
from notifications.outbox import deliver_digests
from practices.actions.contributions import withdraw
from tests.makers import make_case, make_member, make_practice, make_reply, make_user
from tests.platform.notifications.test_digest import long_ago

pytestmark = pytest.mark.django_db
PAGE = "/mijn/mail/voorbeeld/"
SAID = "Bel eens op een vast moment."


@pytest.fixture
def practice():
    return make_practice("Eerder aan tafel")


@pytest.fixture
def bea(practice):
    bea = make_member(practice, "Bea")
    actions.choose_usual(bea, "week", "", (0, 0))
    return bea


@pytest.fixture
def reply(practice, bea):
    return make_reply(make_case(practice, bea), make_member(practice, "Cor"), SAID)


def test_it_shows_what_waits_and_leaves_it_waiting(client, bea, reply):
    client.force_login(bea)
    assert PAGE in client.get("/mijn/mail/").content.decode()
    page = client.get(PAGE).content.decode()
    assert SAID in page
    assert "Dit wacht nu op je volgende mail." in page
    assert mail.outbox == []
    assert not Letter.objects.exists()
    long_ago()
    deliver_digests()
    assert SAID in mail.outbox[0].alternatives[0][0]  # the mail says the same


def test_where_nothing_waits_it_is_made_of_what_was_told_this_month(client, bea, reply):
    Notification.objects.update(mailed_at=timezone.now())
    client.force_login(bea)
    page = client.get(PAGE).content.decode()
    assert SAID in page
    assert "Dit voorbeeld is gemaakt van wat je deze maand hoorde." in page
    long_ago()
    Notification.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert "Een lege mail sturen we nooit." in client.get(PAGE).content.decode()


def test_what_was_taken_back_is_not_in_it_and_nobody_else_sees_it(client, bea, reply):
    client.force_login(make_user("Vera"))
    assert SAID not in client.get(PAGE).content.decode()
    client.logout()
    assert client.get(PAGE)["Location"].startswith("/inloggen/")
    withdraw(reply)
    client.force_login(bea)
    assert SAID not in client.get(PAGE).content.decode()


def test_who_speaks_from_experience_sees_that_the_mail_says_nothing(client, practice, reply):
    samira = make_member(practice, "Samira", Perspective.LIVED)
    actions.choose_usual(samira, "week", "", (0, 0))
    make_reply(make_case(practice, samira), make_member(practice, "Dik"), SAID)
    client.force_login(samira)
    page = client.get(PAGE).content.decode()
    assert SAID not in page
    assert "Deze mail zegt niet waar het over gaat." in page


@pytest.mark.parametrize("many", [1, 12])
def test_it_asks_no_more_for_many_than_for_few(client, practice, bea, django_assert_max_num_queries, many):
    for number in range(many):
        make_reply(make_case(practice, bea, title=f"Casus {number}"), make_member(practice, f"C{number}"), SAID)
    client.force_login(bea)
    with django_assert_max_num_queries(34):
        client.get(PAGE)
