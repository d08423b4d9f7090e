"""Never twice, and nothing that was taken back: with two workers, a server that fails, and one that is killed."""

import threading
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from notifications import actions, outbox
from notifications.actions import notify, withdraw
from notifications.models import Letter, Notification
from notifications.outbox import claim, deliver, deliver_digests
from tests.makers import make_case, make_member, make_practice, make_reply, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def due(name):
    """Make somebody for whom a weekly mail is due."""
    user = make_user(name)
    actions.choose_usual(user, "week", "", (0, 0))
    told = notify(user, "reply", "Er is iets.", "/mijn/")
    Notification.objects.filter(pk=told.pk).update(created_at=timezone.now() - timedelta(days=8))
    return user


def at_once(*work):
    """Do all of it at the same moment, each in a thread with a connection of its own."""
    start, faults = threading.Barrier(len(work)), []

    def do(act):
        start.wait()
        try:
            act()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[act]) for act in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults


def test_two_workers_send_each_digest_once():
    people = [due(f"Ans{number}") for number in range(4)]
    at_once(deliver_digests, deliver_digests)
    deliver_digests()
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(user.email for user in people)
    assert not Notification.objects.unsent().exists()


def test_a_server_that_fails_halfway_gets_the_rest_later_and_nothing_twice(monkeypatch):
    people = [due(f"Ans{number}") for number in range(4)]
    send, taken = mail.backends.locmem.EmailBackend.send_messages, []

    def tired(self, messages):
        if len(taken) == 2:
            raise SMTPServerDisconnected("away")
        taken.extend(messages)
        return send(self, messages)

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", tired)
    assert deliver_digests() == (2, 2)
    monkeypatch.undo()
    assert deliver_digests() == (2, 0)
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(user.email for user in people)
    numbers = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
    assert len(set(numbers)) == 4


def test_a_worker_that_died_before_it_handed_over_loses_no_mail():
    ans = due("Ans")
    key = f"week:{ans.pk}"
    dead = Letter.objects.create(key=key, user=ans, sort="digest", name="week")
    assert claim(Letter(key=key, user=ans, sort="digest", name="week")) is None, "it may still be at it"
    Letter.objects.filter(pk=dead.pk).update(claimed_at=timezone.now() - timedelta(minutes=11))
    assert claim(Letter(key=key, user=ans, sort="digest", name="week")) == dead


def test_a_worker_that_died_while_it_handed_over_sends_nothing_again(monkeypatch):
    due("Ans")

    class Killed(BaseException):
        """As when the process is killed: nothing after it is done."""

    def die(*args):
        raise Killed

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", die)
    undo = Notification.objects.none()
    monkeypatch.setattr(outbox, "put_back", lambda letter, told: undo)
    with pytest.raises(Killed):
        deliver_digests()
    monkeypatch.undo()
    assert deliver_digests() == (0, 0)
    assert not mail.outbox


def test_what_is_withdrawn_while_the_mail_is_made_is_not_in_it(monkeypatch):
    practice = make_practice()
    bea = make_member(practice, "Bea")
    actions.choose_usual(bea, "once", "content", (0, 0))
    case = make_case(practice, bea)
    monkeypatch.setattr(outbox, "_hand_over", lambda pks: None)
    make_reply(case, make_member(practice, "Cor"), "Dit haal ik weg.")
    taken = outbox.claim

    def slow(letter):
        mine = taken(letter)
        withdraw(("contribution", case.pk))  # after the mail was claimed, before it was made
        return mine

    monkeypatch.setattr(outbox, "claim", slow)
    deliver(Notification.objects.values_list("pk", flat=True))
    assert not mail.outbox


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_withdrawing_and_sending_at_the_same_moment_is_one_after_the_other():
    practice = make_practice()
    bea = make_member(practice, "Bea")
    actions.choose_usual(bea, "week", "", (0, 0))
    for _ in range(6):
        mail.outbox.clear()
        case = make_case(practice, bea)
        make_reply(case, make_member(practice, "Cor"), "Dit haal ik weg.")
        Letter.objects.all().delete()
        Notification.objects.update(created_at=timezone.now() - timedelta(days=8))
        at_once(deliver_digests, lambda case=case: withdraw(("contribution", case.pk)))
        left = Notification.objects.filter(about_id=case.pk)
        assert bool(mail.outbox) == left.filter(mailed_at__isnull=False).exists() or not left.exists()
