"""Answering a mail: it stands in the talk as from the form, or is kept for its writer with the reason."""

import pytest

from accounts.models import Perspective
from forums.models import Draft, Reply
from notifications.letters import own_address
from notifications.models import Notification, ReceivedMail
from notifications.receiving import gives_away, receive
from practices.actions.contributions import withdraw
from practices.actions.membership import leave
from tests.makers import make_case, make_member, make_practice, make_reply, make_user
from tests.platform.notifications.mails import ANSWERS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _receives(settings):
    settings.RECEIVES_MAIL = "post@doen.example"


@pytest.fixture
def practice():
    return make_practice()


@pytest.fixture
def bea(practice):
    return make_member(practice, "Bea")


@pytest.fixture
def case(practice):
    return make_case(practice, make_member(practice, "Joost"))


def mail_to(case, user, text, sender=None, number="1", more=""):
    """Let a mail come in on the address of this person in this talk."""
    to = own_address("gesprek", str(user.pk), str(case.pk))
    head = f"From: {sender or user.email}\nTo: {to}\nMessage-ID: <{number}@example.org>\n{more}"
    return receive(f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n".encode())


@pytest.mark.parametrize("program", ANSWERS)
def test_an_answer_stands_in_the_talk_without_what_it_quotes(case, bea, program):
    make_reply(case, make_member(case.practice, "Cor"), "Zo deden wij het.")
    raw = ANSWERS[program].format(sender=bea.email, to=own_address("gesprek", str(bea.pk), str(case.pk)))
    bea.pseudonym = "Ans"  # as the mail program calls her
    bea.save()
    assert receive(raw.encode()).became == "placed"
    said = Reply.objects.get(author=bea)
    assert " ".join(said.text.split()) == "Eerst koffie, dan de post. Café mag ook."
    assert said.perspective == Perspective.PROFESSIONAL
    assert receive(raw.encode()).became == "placed", "the same mail again is recognised"
    assert Reply.objects.filter(author=bea).count() == 1


def test_who_answered_before_goes_on_under_the_same_name(case, bea):
    bea.pseudonym = "Nieuw"
    bea.save()
    make_reply(case, bea)
    Reply.objects.filter(author=bea).update(pseudonym="Kim")
    mail_to(case, bea, "En daarna de post.")
    assert Reply.objects.filter(author=bea).latest("pk").pseudonym == "Kim"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Bel hem op 06-12345678, dan helpt het.", "herkennen"),
        ("Eerst koffie.\n\nMet vriendelijke groet,\nBeatrix de Boer", "naam"),
        ("Beatrix hier. Eerst koffie.", "naam"),
    ],
)
def test_what_points_at_a_person_is_kept_for_its_writer_and_not_shown(client, case, bea, text, word):
    row = mail_to(case, bea, text, sender=f"Beatrix de Boer <{bea.email}>")
    assert row.became == "kept"
    assert not Reply.objects.exists()
    told = Notification.objects.get(user=bea)
    assert word in told.line
    client.force_login(bea)
    page = client.get(told.url).content.decode()
    assert text.split("\n")[0] in page
    client.force_login(make_member(case.practice, "Cor"))
    assert text.split("\n")[0] not in client.get(told.url).content.decode()


def test_what_was_being_typed_is_not_lost_when_a_mail_is_kept(case, bea):
    Draft.objects.put(bea.pk, case.pk, {"text": "Half af", "intent": "tip"})
    mail_to(case, bea, "Bel 06-12345678.")
    assert Draft.objects.get(user=bea).text == "Half af\n\nBel 06-12345678."


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Eerst koffie.\n\nGroetjes,\nKim", False),
        ("Eerst koffie.\n\nGroetjes,\nBeatrix", True),
        ("Eerst koffie.\n\nMvg\nB.", True),
        ("Ze groette mij. De groeten deden ze nooit.", False),
        ("Mail me op bea@example.org", True),
        ("Vraag het aan de boer.", True),
    ],
)
def test_the_name_in_somebodys_mail_is_seen(text, gives):
    assert gives_away(text, "beatrix de boer", "bea@example.org", "Kim") == gives


def test_somebody_else_cannot_answer_with_that_address(case, bea):
    assert mail_to(case, bea, "Ik ben Bea.", sender="kwaad@example.org").why == "other-sender"
    assert not Reply.objects.exists()


def test_who_may_not_read_it_any_more_cannot_answer(case, bea):
    leave(case.practice, bea)
    assert mail_to(case, bea, "Nog één ding.").why == "may-not"
    sam = make_user("Sam")
    assert mail_to(case, sam, "Hallo", number="2").why == "may-not"
    cor = make_member(case.practice, "Cor")
    withdraw(case)
    assert mail_to(case, cor, "Hallo", number="3").why == "may-not"
    cor.is_active = False
    cor.save()
    assert mail_to(case, cor, "Hallo", number="4").why == "nobody"
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    "more",
    [
        "Auto-Submitted: auto-replied\n",
        "Precedence: bulk\n",
        "X-Autoreply: yes\n",
        "List-Id: <x.example>\n",
        "Return-Path: <>\n",
    ],
)
def test_a_machine_that_answers_is_not_answered(case, bea, more):
    assert mail_to(case, bea, "Ik ben er niet tot maandag.", more=f"{more}\n").why == "automatic"
    assert not Reply.objects.exists()
    assert not Notification.objects.filter(user=bea).exists()


def test_an_empty_answer_and_hostile_words_do_no_harm(client, case, bea):
    assert mail_to(case, bea, "> alleen jouw tekst").why == "empty"
    mail_to(case, bea, "<script>alert(1)</script>\x00\u202eabc [x](javascript:alert(1))", number="2")
    client.force_login(bea)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page
    assert mail_to(case, bea, "woord " * 5_000, number="3").became == "kept", "too long for the form"


def test_no_word_of_a_mail_is_kept_beside_the_reply(case, bea):
    mail_to(case, bea, "Een bijzondere zin over koffie.")
    assert "koffie" not in repr(list(ReceivedMail.objects.values()))
