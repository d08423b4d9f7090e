"""The pulse: one tap by mail or paper, without a name; counted once, shown from five people on."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from notifications.models import MailChoice
from practices.actions import pulse as act
from practices.models import Pulse, PulseScore, Tapped, Ticket
from tests.makers import make_member, make_practice

pytestmark = pytest.mark.django_db
YES = {"trust": "3", "heard": "2", "use": "0"}


@pytest.fixture
def pulse(practice, fay):
    return act.start(practice, fay)


def url(practice, name="pulses", *args):
    return reverse(f"practices:{name}", args=[practice.slug, *args])


def test_everybody_who_takes_part_gets_a_link_that_names_nobody(
    client, practice, fay, django_capture_on_commit_callbacks
):
    bea = make_member(practice, "Bea")
    client.force_login(fay)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url(practice, "pulse_create"))
    assert {address for one in mail.outbox for address in one.to} == {bea.email, fay.email}
    client.logout()
    link = re.search(r"(/pols/\S+)", mail.outbox[0].body).group(1)
    assert client.get(link).status_code == 200
    assert client.get(link).status_code == 200, "looking, as mail programs do, uses nothing"
    assert "Dank je" in client.post(link, YES).content.decode()
    assert client.post(link, YES).status_code == 404
    assert sum(one.people for one in Tapped.objects.filter(asked="trust")) == 1


def test_who_wants_no_mail_gets_none(practice, fay, django_capture_on_commit_callbacks):
    MailChoice.objects.create(user=fay, sort="usual", often="never")
    bea = make_member(practice, "Bea")
    MailChoice.objects.create(user=bea, sort="place", name=str(practice.pk), often="never")
    make_member(practice, "Dirk")
    with django_capture_on_commit_callbacks(execute=True):
        act.start(practice, fay)
    assert len(mail.outbox) == 1


def test_nothing_that_is_kept_says_who_answered_or_what_one_person_answered(practice, fay, pulse):
    for code in act.codes(pulse, 3):
        act.answer(act.ticket_of(code), {"trust": 3, "heard": 1, "use": 2})
    names = {field.name for model in (Ticket, Tapped, PulseScore) for field in model._meta.fields}
    assert not names & {"user", "author", "by", "at"}
    assert {(one.asked, one.value, one.people) for one in Tapped.objects.all()} == {
        ("trust", 3, 3),
        ("heard", 1, 3),
        ("use", 2, 3),
    }


def test_a_code_on_paper_works_once_however_it_is_typed(client, practice, fay, pulse):
    client.force_login(fay)
    page = client.post(url(practice, "pulse_codes", pulse.pk)).content.decode()
    code = re.search(r'<b class="big">(\w{8})</b>', page).group(1)
    assert code not in client.get(url(practice)).content.decode()
    client.logout()
    typed = f"{code[:4].lower()} {code[4:].lower()}"
    answer = client.post(reverse("practices:pulse_code"), {"code": typed})
    assert answer.status_code == 302
    client.post(answer.url, YES)
    again = client.post(reverse("practices:pulse_code"), {"code": typed})
    assert "klopt niet" in again.content.decode()


def test_an_unknown_link_is_gone_and_an_empty_answer_is_asked_again(client, practice, pulse):
    assert client.get("/pols/bestaat-niet/").status_code == 404
    code = act.codes(pulse, 1)[0]
    page = client.post(f"/pols/{code}/", {})
    assert "minstens één vraag" in page.content.decode()
    assert act.ticket_of(code), "the ticket is still good"


def test_nothing_is_shown_while_open_nor_of_fewer_than_five(client, practice, fay, pulse):
    for code in act.codes(pulse, 4):
        act.answer(act.ticket_of(code), {"trust": 3})
    client.force_login(fay)
    assert "ongeveer" not in client.get(url(practice)).content.decode()
    client.post(url(practice, "pulse_closing", pulse.pk))
    assert not PulseScore.objects.exists()
    assert "Minder dan 5 mensen antwoordden" in client.get(url(practice)).content.decode()


def test_closing_counts_once_keeps_the_figures_and_the_trend_shows(client, practice, fay):
    for value in (1, 3):
        pulse = act.start(practice, fay)
        for code in act.codes(pulse, 5):
            act.answer(act.ticket_of(code), {"trust": value})
        assert act.close(pulse)
        assert not act.close(pulse)
    assert not Ticket.objects.exists()
    assert not Tapped.objects.exists()
    client.force_login(fay)
    page = client.get(url(practice)).content.decode()
    assert "Nu ongeveer 3 van de 3, van 5 tot 9 mensen." in page
    assert '<svg class="trend"' in page
    assert "<table" in page


def test_members_see_the_trend_and_only_facilitators_ask_and_close(client, practice, fay, pulse):
    client.force_login(make_member(practice, "Bea"))
    assert client.get(url(practice)).status_code == 200
    for name, args in (("pulse_create", []), ("pulse_codes", [pulse.pk]), ("pulse_closing", [pulse.pk])):
        assert client.post(url(practice, name, *args)).status_code == 403
    client.force_login(make_member(make_practice("Elders"), "Cor", is_facilitator=True))
    assert client.get(url(practice)).status_code == 403


def test_a_pulse_left_open_closes_after_three_weeks(pulse):
    act.close_late_ones()
    assert Pulse.objects.get().closed_at is None
    Pulse.objects.update(started_at=timezone.now() - timedelta(days=22))
    act.close_late_ones()
    assert Pulse.objects.get().closed_at
