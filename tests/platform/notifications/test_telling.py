"""Telling people something: on the page and by mail, once, neutrally, and taken back when the thing is."""

import stat
import threading
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.models import User
from notifications import actions
from notifications.actions import notify, notify_all, withdraw
from notifications.models import Notification
from notifications.outbox import deliver
from tests.makers import make_user

pytestmark = pytest.mark.django_db
TEXT = "Er is een reactie op ‘Drie gemiste afspraken’ over schulden"


@pytest.fixture
def ans():
    return make_user("Ans")


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    """Run what waits for the commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def broken_server(monkeypatch):
    """Break the mail server; give the way to mend it."""

    def break_with(fault):
        def refuse(*args):
            raise fault

        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        return monkeypatch.undo

    return break_with


def test_the_mail_goes_after_commit_and_says_nothing_of_the_matter(ans, after_commit, settings):
    with after_commit():
        told = notify(ans, "reply", TEXT, "/verhalen/3/#reactie-8")
        assert not mail.outbox
    letter = mail.outbox[0]
    assert letter.to == [ans.email]
    assert letter.subject == "Er staat een bericht voor je klaar"
    assert f"{settings.SITE_URL}/mijn/meldingen/{told.pk}/" in letter.body
    assert letter.body.count("http") == 2, "to the message, and to stop"
    for word in ("reactie", "schulden", "verhalen", "Drie", "Ans"):
        assert word not in letter.subject + letter.body


def test_what_is_rolled_back_is_not_told(ans, after_commit):
    with after_commit(), transaction.atomic():
        notify(ans, "reply", TEXT, "/verhalen/3/")
        transaction.set_rollback(True)
    assert not mail.outbox
    assert not Notification.objects.exists()


def test_nobody_hears_the_same_twice(ans, after_commit):
    with after_commit():
        assert notify(ans, "reply", TEXT, "/verhalen/3/", once="reply:8")
        assert notify(ans, "reply", TEXT, "/verhalen/3/", once="reply:8") is None
        notify(make_user("Bo"), "reply", TEXT, "/verhalen/3/", once="reply:8")
    assert Notification.objects.count() == len(mail.outbox) == 2


def test_without_a_key_every_line_counts(ans):
    notify(ans, "reply", TEXT, "/verhalen/3/")
    notify(ans, "reply", TEXT, "/verhalen/3/")
    assert Notification.objects.count() == 2


def test_who_wants_no_mail_only_hears_it_on_the_page(ans, after_commit):
    actions.choose_usual(ans, "never", "", (0, 0))
    closed = make_user("Dicht", is_active=False)
    with after_commit():
        notify_all([ans, closed, make_user("Roos", is_fictional=True)], "reply", TEXT, "/verhalen/3/")
        notify(make_user("Bo"), "reply", TEXT, "/verhalen/3/", mail=False)
    assert not mail.outbox
    assert Notification.objects.count() == 3


@pytest.mark.parametrize("url", ["https://kwaad.example/", "//kwaad.example/", "javascript:alert(1)"])
def test_a_line_never_leads_off_this_site(ans, url):
    with pytest.raises(ValueError, match="this site"):
        notify(ans, "reply", TEXT, url)


def test_withdrawing_takes_back_what_was_not_sent_or_read(ans, after_commit):
    with after_commit():
        notify(ans, "reply", TEXT, "/verhalen/3/", about=("story", 3))
        withdraw(("story", 3))
    assert not mail.outbox
    assert not Notification.objects.exists()


def test_of_what_was_read_only_stays_that_something_was_there(client, ans):
    told = notify(ans, "reply", TEXT, "/verhalen/3/", about=("story", 3))
    other = notify(ans, "reply", "Iets anders", "/verhalen/4/", about=("story", 4))
    client.force_login(ans)
    client.get(f"/mijn/meldingen/{told.pk}/")
    withdraw(("story", 3))
    page = client.get("/mijn/meldingen/").content.decode()
    assert "Drie gemiste" not in page
    assert "Dit bericht is ingetrokken" in page
    assert "Iets anders" in page
    assert client.get(f"/mijn/meldingen/{told.pk}/").url == "/mijn/meldingen/"
    assert not Notification.objects.filter(pk=told.pk, text__contains="Drie").exists()
    assert other.is_unread


def test_a_mail_server_that_fails_breaks_nothing_and_the_mail_goes_later(ans, after_commit, broken_server, caplog):
    mend = broken_server(SMTPServerDisconnected("away"))
    with after_commit():
        notify(ans, "reply", TEXT, "/verhalen/3/")
        notify(make_user("Bo"), "reply", TEXT, "/verhalen/3/")
    assert Notification.objects.unsent().count() == 2
    assert ans.email not in caplog.text
    with pytest.raises(CommandError, match="2 still wait"):
        call_command("send_mail")
    mend()
    call_command("send_mail")
    call_command("send_mail")
    assert len(mail.outbox) == 2
    assert not Notification.objects.unsent().exists()


def test_one_refused_address_does_not_hold_up_the_others(ans, broken_server, monkeypatch):
    send = mail.backends.locmem.EmailBackend.send_messages

    def picky(self, messages):
        if messages[0].to == [ans.email]:
            raise SMTPRecipientsRefused({})
        return send(self, messages)

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", picky)
    notify(ans, "reply", TEXT, "/verhalen/3/")
    bo = make_user("Bo")
    notify(bo, "reply", TEXT, "/verhalen/3/")
    call_command("send_mail")
    assert [letter.to for letter in mail.outbox] == [[bo.email]]
    assert not Notification.objects.unsent().exists()


def test_withdrawn_while_the_server_was_down_is_never_sent(ans, after_commit, broken_server):
    mend = broken_server(OSError("no route"))
    with after_commit():
        notify(ans, "reply", TEXT, "/verhalen/3/", about=("story", 3))
    withdraw(("story", 3))
    mend()
    call_command("send_mail")
    assert not mail.outbox


@pytest.mark.django_db(transaction=True)
def test_a_slow_server_holds_up_the_mail_and_not_the_page(ans, settings, monkeypatch):
    from notifications import outbox

    handed_over = []
    monkeypatch.setattr(outbox._postman, "submit", lambda work, pks: handed_over.append(pks))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    told = notify(ans, "reply", TEXT, "/verhalen/3/")
    assert handed_over == [[told.pk]]
    assert Notification.objects.unsent().get() == told


def test_without_a_server_each_mail_is_a_file_of_its_owner_alone(settings, tmp_path, caplog):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "notifications.backends.KeptMail", tmp_path / "mail"
    with caplog.at_level("INFO"):
        send_mail("Onderwerp", "Hoi,\n\nABC-123\n\nhttp://127.0.0.1:8000/mijn/\n", None, ["ans@example.org"])
        send_mail("Onderwerp", "Nog een", None, ["ans@example.org"])
    files = list((tmp_path / "mail").iterdir())
    assert len(files) == 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert all(file.name in caplog.text for file in files)
    assert "ABC-123" not in caplog.text
    assert "ans@example.org" not in caplog.text


def test_in_the_demonstration_the_log_also_shows_code_and_link(settings, tmp_path, caplog):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "notifications.backends.KeptMail", tmp_path
    settings.DEMO = True
    with caplog.at_level("INFO"):
        send_mail("Onderwerp", "Hoi,\n\nABC-123\n\nhttp://127.0.0.1:8000/mijn/\n", None, ["ans@example.org"])
    assert "Mail says: ABC-123" in caplog.text
    assert "Mail says: http://127.0.0.1:8000/mijn/" in caplog.text
    assert "ans@example.org" not in caplog.text


def test_the_mail_comes_in_the_language_somebody_reads_in(client, ans, after_commit):
    client.force_login(ans)
    client.post("/taal/", {"language": "en", "next": "/"})
    with after_commit():
        notify(User.objects.get(pk=ans.pk), "reply", "Er is een reactie.", "/mijn/")
    assert mail.outbox[0].subject == "There is a message for you"


def test_a_language_we_do_not_speak_changes_nothing(client, ans):
    client.force_login(ans)
    client.post("/taal/", {"language": "xx", "next": "/"})
    assert User.objects.get(pk=ans.pk).language == "nl"


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_once_send_one_mail():
    ans = make_user("Ans")
    told = Notification.objects.create(user=ans, kind="reply", text=TEXT, url="/mijn/")
    start = threading.Barrier(2)

    def send():
        start.wait()
        try:
            deliver([told.pk])
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(mail.outbox) == 1
