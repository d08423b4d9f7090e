"""Mail that comes back is noticed: after some times nothing is sent to that address, and the person sees why."""

import io
import sys

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from notifications import actions
from notifications.actions import notify
from notifications.choosing import comes_back
from notifications.letters import bounce_address, own_address, read_address
from notifications.models import Bounce, Letter, Notification, ReceivedMail
from notifications.outbox import deliver
from notifications.receiving import receive
from tests.makers import make_user
from tests.platform.notifications.mails import BOUNCE, PROSE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _receives(settings):
    settings.RECEIVES_MAIL = "post@doen.example"


@pytest.fixture
def ans():
    return make_user("Ans")


def mailed(user):
    """Mail something at once; give the letter."""
    told = notify(user, "reply", "Er is iets.", "/mijn/")
    deliver([told.pk])
    return Letter.objects.latest("pk")


def bounce(letter, status="5.1.1", action="failed", text=BOUNCE, final=None):
    """Let that mail come back."""
    facts = {"to": bounce_address(letter), "number": f"{letter.pk}-{status}", "status": status, "action": action}
    return receive(text.format(final=final or letter.user.email, **facts).encode())


def test_the_address_that_mail_comes_back_to_names_nobody_and_cannot_be_made_up(ans):
    letter = mailed(ans)
    sent = mail.outbox[0]
    assert sent.from_email == bounce_address(letter)
    assert sent.extra_headers["From"].endswith("<post@doenwathelpt.example>")
    assert "ans" not in sent.from_email.lower()
    assert read_address(sent.from_email.upper()) == ("terug", [letter.pk])
    assert read_address(f"post+terug-{letter.pk}-{'0' * 20}@doen.example") is None
    assert read_address(own_address("terug", "1").replace("doen.example", "kwaad.example")) is None
    assert read_address("post@doen.example") is None


def test_after_three_hard_bounces_nothing_goes_and_the_person_sees_why(client, ans):
    for _ in range(3):
        assert not comes_back(ans)
        assert bounce(mailed(ans)).became == "bounce"
    mail.outbox.clear()
    told = notify(ans, "reply", "Er is nog iets.", "/mijn/")
    assert deliver([told.pk]) == (0, 0)
    assert not mail.outbox
    client.force_login(ans)
    assert "kwam steeds terug" in client.get("/mijn/mail/").content.decode()
    assert "Er is nog iets." in client.get("/mijn/meldingen/").content.decode()
    client.post("/mijn/mail/opnieuw/")
    assert "kwam steeds terug" not in client.get("/mijn/mail/").content.decode()
    mailed(ans)
    assert len(mail.outbox) == 1, "and what was not sent before does not come after all"


def test_the_same_report_counts_once_and_a_full_mailbox_is_not_gone(ans):
    letter = mailed(ans)
    bounce(letter)
    bounce(letter)
    for _ in range(4):
        bounce(mailed(ans), status="4.2.2", action="delayed")
    assert Bounce.objects.filter(is_hard=True).count() == 1
    assert not comes_back(ans)


def test_a_new_address_starts_afresh(ans):
    for _ in range(3):
        bounce(mailed(ans))
    assert comes_back(ans)
    ans.email = "nieuw@example.org"
    ans.save()
    assert not comes_back(ans)


def test_a_server_that_writes_prose_is_understood_and_an_answering_machine_is_no_bounce(ans):
    assert bounce(mailed(ans), text=PROSE).became == "bounce"
    assert Bounce.objects.get().is_hard
    away = (
        "From: a@b.example\nTo: {to}\nAuto-Submitted: auto-replied\nMessage-ID: <x{number}>\n\nIk ben er niet. 5.1.1\n"
    )
    assert bounce(mailed(ans), text=away).why == "automatic"
    assert bounce(mailed(ans), status="2.0.0", action="delivered").why == "delivered"
    assert Bounce.objects.count() == 1


def test_a_bounce_keeps_no_address_and_no_words(ans):
    bounce(mailed(ans))
    kept = repr(Bounce.objects.values().get()) + repr(ReceivedMail.objects.values().get())
    assert ans.email not in kept
    assert "inform you" not in kept


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\xff" * 500, b"To: \n\n", b"To: post+terug-1-x@doen.example\n\n", b"A" * 3_000_000]
)
def test_broken_mail_is_ignored(raw):
    assert receive(raw).became == "ignored"


def test_the_command_reads_one_mail_or_a_folder_and_each_of_them_once(ans, tmp_path, monkeypatch):
    letters = [mailed(ans) for _ in range(2)]
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    raw = [
        BOUNCE.format(to=bounce_address(one), number=one.pk, status="5.1.1", action="failed", final=ans.email)
        for one in letters
    ]
    for number, text in enumerate(raw):
        (tmp_path / "new" / f"{number}.x").write_text(text)
    call_command("receive_mail", maildir=tmp_path)
    assert not list((tmp_path / "new").iterdir())
    assert len(list((tmp_path / "cur").iterdir())) == 2
    call_command("receive_mail", maildir=tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw[0].encode())))
    call_command("receive_mail")
    assert Bounce.objects.count() == 2


def test_without_an_address_nothing_comes_back_and_the_command_says_so(ans, settings):
    settings.RECEIVES_MAIL = ""
    mailed(ans)
    assert mail.outbox[0].from_email == settings.DEFAULT_FROM_EMAIL
    with pytest.raises(CommandError, match="RECEIVES_MAIL"):
        call_command("receive_mail")
    actions.try_again(ans)
    assert Notification.objects.unsent().count() == 0
