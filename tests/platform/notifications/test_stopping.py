"""Stopping mail from the mail itself: one click, no sign-in, one sort of mail, a link that tells nobody anything."""

import pytest
from django.core import mail
from django.test import Client

from notifications import actions
from notifications.actions import notify
from notifications.choosing import choices_of
from notifications.letters import stop_key
from notifications.models import Letter, MailChoice, Notification
from notifications.outbox import deliver
from tests.makers import make_user

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def ans():
    return make_user("Ans")


def mailed(user, kind="reply"):
    """Mail something at once and give the mail with the path that stops it ('' for none)."""
    told = notify(user, kind, "Er is iets.", "/mijn/")
    deliver([told.pk])
    letter = mail.outbox[-1]
    link = letter.extra_headers.get("List-Unsubscribe", "").strip("<>")
    return letter, link.removeprefix("http://127.0.0.1:8000")


def test_a_mail_program_stops_it_with_one_click(ans):
    letter, link = mailed(ans)
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link, ONE_CLICK).status_code == 200
    assert choices_of(ans).often("reply", None) == "never"
    assert choices_of(ans).often("answer", None) == "once", "only that sort of mail"
    assert strict.post(link, ONE_CLICK).status_code == 200, "twice is once"
    assert MailChoice.objects.count() == 1


def test_what_waited_of_it_does_not_go_any_more(ans):
    _letter, link = mailed(ans)
    waiting = notify(ans, "reply", "Er is nog iets.", "/mijn/")
    Client().post(link, ONE_CLICK)
    assert deliver([waiting.pk]) == (0, 0)
    assert Notification.objects.filter(user=ans).count() == 2, "on the site it stands"


def test_looking_at_the_link_stops_nothing_and_tells_nothing(ans):
    _letter, link = mailed(ans)
    page = Client().get(link)
    assert page.status_code == 200
    assert not MailChoice.objects.exists()
    text = page.content.decode()
    for word in ("Ans", ans.email, "reageert", "Er is iets."):
        assert word not in text
    assert "reply" not in link
    assert str(ans.email) not in link
    assert "no-store" in page.headers["Cache-Control"]


def test_a_link_that_we_did_not_make_leads_nowhere(ans):
    _letter, link = mailed(ans)
    key = link.removesuffix("/").rpartition("/")[2]
    other = "A" if key[-2] != "A" else "B"
    for forged in (f"{key[:-2]}{other}{key[-1]}", key.partition(".")[0], f"9{key}", f"{key}x"):
        assert Client().post(link.replace(key, forged), ONE_CLICK).status_code == 404
    assert not MailChoice.objects.exists()


def test_a_mail_that_must_come_has_no_such_link_and_cannot_be_stopped(ans):
    letter, link = mailed(ans, "story-consent")
    assert link == ""
    assert "mail/stop" not in letter.body
    assert Client().post(f"/mail/stop/{stop_key(Letter.objects.get())}/", ONE_CLICK).status_code == 404


def test_stopping_the_weekly_mail_stops_that_and_asking_for_it_again_brings_it_back(ans):
    letter = Letter.objects.create(key="week:1", user=ans, sort="digest", name="week")
    actions.stop(letter)
    assert choices_of(ans).often("followed", None) == "never"
    assert choices_of(ans).often("reply", None) == "once"
    actions.choose_usual(ans, "week", "", (0, 0))
    assert choices_of(ans).often("followed", None) == "week"
