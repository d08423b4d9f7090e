"""The private link of a teller without an account: the way back, for its holder only, and it leaks nowhere."""

import logging

import pytest
from django.core import mail
from django.db import connection

from stories.models import Story
from tests.makers import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mails(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def test_it_is_shown_once(teller):
    teller.begin()
    assert len(teller.link()) > len("/verhalen/terug//") + 40  # 256 bits
    assert teller.link() == ""
    assert "Maak een nieuwe" in teller.read("link")


def test_only_its_hash_is_kept(teller):
    teller.begin()
    token = teller.link().split("/")[3]
    assert token
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            assert not any(token in str(value) for row in cursor.fetchall() for value in row), table


def test_its_holder_comes_back_in_any_browser(teller, another):
    teller.begin()
    link = teller.link()
    answer = another.client.get(link)
    assert answer["Location"] == f"/verhalen/{teller.pk}/jouw/"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    token = link.split("/")[3]
    own = another.client.get(answer["Location"])
    assert own.status_code == 200
    assert "no-store" in own["Cache-Control"]
    assert token not in own.content.decode()
    another.pk = teller.pk
    assert another.step("hielp", helped="Verder op mijn telefoon.").status_code == 302
    assert teller.story.helped == "Verder op mijn telefoon."


def test_the_page_that_shows_it_is_kept_nowhere(teller):
    teller.begin()
    answer = teller.client.get(f"/verhalen/vertel/{teller.pk}/link/")
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    cookie = answer.cookies["bewaarlink"]
    assert cookie.value == ""  # taken away once shown


def test_the_cookie_that_carries_it_is_out_of_reach_of_scripts(teller):
    cookie = teller.begin().cookies["bewaarlink"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == f"/verhalen/vertel/{teller.pk}/link/"


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "..", "' OR 1=1 --", "🙂"])
def test_a_wrong_link_opens_nothing(teller, another, token):
    teller.begin()
    answer = another.client.get(f"/verhalen/terug/{token}/")
    assert answer.status_code == 404
    assert "Deze link werkt niet" in answer.content.decode()
    assert another.client.get(f"/verhalen/{teller.pk}/jouw/").status_code == 404


def test_a_new_link_ends_the_old_one(teller, another):
    teller.begin()
    old = teller.link()
    teller.client.post(f"/verhalen/{teller.pk}/link/")
    new = teller.link()
    assert new
    assert new != old
    assert another.client.get(old).status_code == 404
    assert another.client.get(new).status_code == 302


def test_a_story_with_an_account_has_no_link(client, teller, another):
    client.force_login(make_user("Ans"))
    teller.begin()
    client.post(f"/verhalen/{teller.pk}/link/")
    assert teller.link() == ""
    assert teller.story.link_hash is None


def test_it_can_be_mailed_without_keeping_the_address(teller, caplog):
    teller.begin()
    link = teller.link()
    token = link.split("/")[3]
    with caplog.at_level(logging.DEBUG):
        answer = teller.client.post(f"/verhalen/{teller.pk}/link/mail/", {"email": "wil@example.org", "token": token})
    assert answer.status_code == 302
    sent = mail.outbox[0]
    assert sent.to == ["wil@example.org"]
    assert link in sent.body
    assert "verhaal" not in sent.subject.lower()
    assert "wil@example.org" not in caplog.text
    assert token not in caplog.text
    assert not Story.objects.filter(happened__contains="wil@example.org").exists()


def test_a_wrong_address_gets_a_sentence_and_the_link_stays(teller):
    teller.begin()
    link = teller.link()
    token = link.split("/")[3]
    answer = teller.client.post(f"/verhalen/{teller.pk}/link/mail/", {"email": "wil", "token": token})
    assert "Kijk of er een @ in staat" in answer.content.decode()
    assert link in answer.content.decode()
    assert mail.outbox == []


def test_nobody_mails_with_anothers_story_or_a_made_up_link(teller, another):
    teller.begin()
    token = teller.link().split("/")[3]
    typed = {"email": "wil@example.org", "token": token}
    assert another.client.post(f"/verhalen/{teller.pk}/link/mail/", typed).status_code == 404
    teller.client.post(f"/verhalen/{teller.pk}/link/mail/", typed | {"token": "verzonnen"})
    assert mail.outbox == []


def test_after_a_few_mails_it_stops(teller):
    teller.begin()
    token = teller.link().split("/")[3]
    for _ in range(8):
        teller.client.post(f"/verhalen/{teller.pk}/link/mail/", {"email": "wil@example.org", "token": token})
    assert len(mail.outbox) == 5


def test_closing_lets_a_shared_device_forget(teller):
    teller.begin()
    link = teller.link()
    teller.client.post("/verhalen/sluiten/")
    assert teller.client.get(f"/verhalen/{teller.pk}/jouw/").status_code == 404
    assert "Er ligt nog een verhaal" not in teller.client.get("/verhalen/vertel/").content.decode()
    assert teller.client.get(link).status_code == 302


def test_a_link_gives_only_its_own_story(teller, another):
    teller.begin()
    link = teller.link()
    another.begin("Een ander verhaal, van iemand anders.")
    assert teller.client.get(f"/verhalen/{another.pk}/jouw/").status_code == 404
    teller.client.get(link)
    assert teller.client.get(f"/verhalen/{another.pk}/jouw/").status_code == 404
