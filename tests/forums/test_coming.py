"""Saying whether one comes to a session, being reminded, and having sessions in one's own calendar."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forums import ics
from forums.actions import coming, room, room_planning
from forums.models import CalendarLink, Coming, Session
from notifications.models import Notification
from tests.makers import make_member, make_practice, make_session, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(practice, fay):
    return make_session(
        practice, fay, starts_at=timezone.now() + timedelta(hours=20), title="Eén gezicht", place="Wiek"
    )


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(session, name: str) -> str:
    return reverse(f"forums:{name}", args=[session.practice.slug, session.pk])


def test_a_member_says_whether_they_come_and_who_leads_sees_it(session, fay, bea):
    signed_in(bea).post(at(session, "session_rsvp"), {"kom": "maybe"})
    signed_in(bea).post(at(session, "session_rsvp"), {"kom": "yes"})
    assert Coming.objects.get().answer == "yes"
    page = signed_in(fay).get(session.get_absolute_url())
    assert [(str(label), names) for label, names in page.context["who"]] == [("Ik kom", ["Bea"])]


def test_a_member_does_not_see_who_comes(session, fay, bea):
    coming.say(session, make_member(session.practice, "Dirk"), "yes")
    page = signed_in(bea).get(session.get_absolute_url())
    assert page.context["who"] == []
    assert "Dirk" not in page.content.decode()


def test_who_left_the_practice_is_not_among_those_who_come(session, fay, bea):
    coming.say(session, bea, "yes")
    bea.memberships.update(left_at=timezone.now())
    assert signed_in(fay).get(session.get_absolute_url()).context["who"] == []


@pytest.mark.parametrize("people", range(10))
def test_no_figure_appears_by_changing_ones_own_answer(session, bea, people):
    for number in range(people):
        coming.say(session, make_member(session.practice, f"Lid {number}"), "yes")
    for answer in ("no", "yes"):
        coming.say(session, bea, answer)
        many = signed_in(bea).get(session.get_absolute_url()).context["many"]
        assert many in {None, 10}
        assert many is None or people + (answer == "yes") >= 6


def test_nonsense_is_no_answer_and_a_session_that_began_takes_none(session, fay, bea):
    signed_in(bea).post(at(session, "session_rsvp"), {"kom": "koning"})
    assert not Coming.objects.exists()
    room.begin(session, fay)
    assert signed_in(bea).post(at(session, "session_rsvp"), {"kom": "yes"}).status_code == 403
    assert not Coming.objects.exists()


def test_strangers_answer_nothing_and_get_no_file(session, client):
    for person in (make_user("Sam"), make_member(make_practice("Elders"), "Cor", is_facilitator=True)):
        assert signed_in(person).post(at(session, "session_rsvp"), {"kom": "yes"}).status_code == 404
        assert signed_in(person).get(at(session, "session_calendar")).status_code == 404
    assert client.get(at(session, "session_calendar")).status_code == 302


def test_who_comes_is_mailed_within_a_day_before_it_begins_and_once(
    session, fay, bea, django_capture_on_commit_callbacks
):
    dirk, eva, gil = (make_member(session.practice, name) for name in ("Dirk", "Eva", "Gil"))
    coming.say(session, bea, "yes")
    coming.say(session, dirk, "no")
    coming.say(session, eva, "maybe")
    coming.say(session, gil, "yes")
    gil.memberships.update(left_at=timezone.now())
    Notification.objects.all().delete()
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            coming.remind()
    told = Notification.objects.filter(text__startswith="Binnenkort")
    assert {one.user for one in told} == {fay, bea, eva}, "fay has a seat"
    assert told.count() == 3
    assert sorted(to for one in mail.outbox for to in one.to) == sorted(one.email for one in (fay, bea, eva))


def test_a_session_that_is_moved_is_told_of_again_and_one_that_is_off_never(session, fay, bea):
    coming.say(session, bea, "yes")
    coming.remind()
    Session.objects.update(starts_at=timezone.now() + timedelta(hours=22))
    coming.remind()
    assert Notification.objects.filter(user=bea, text__startswith="Binnenkort").count() == 2
    Session.objects.update(starts_at=timezone.now() + timedelta(hours=3))
    room_planning.call_off(session, fay)
    Notification.objects.all().delete()
    coming.remind()
    assert not Notification.objects.exists()


def test_the_file_says_when_and_where_and_not_what_it_is_about(session, bea):
    Session.objects.update(about="Een vader kwam niet.", programme="Eerst stil.")
    answer = signed_in(bea).get(at(session, "session_calendar"))
    words = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert words.startswith("BEGIN:VCALENDAR\r\n")
    assert words.endswith("END:VCALENDAR\r\n")
    assert f"DTSTART:{session.starts_at:%Y%m%dT%H%M%SZ}" in words
    for line in ("SUMMARY:Eén gezicht", "LOCATION:Wiek", "STATUS:CONFIRMED"):
        assert f"\r\n{line}\r\n" in words
    assert "vader" not in words
    assert "stil" not in words


def test_no_title_writes_a_line_of_its_own(session):
    session.title = "A;b,c\\\r\nATTENDEE:mailto:x@example.org" + "é" * 60
    words = ics.calendar([session]).decode()
    assert "\r\nATTENDEE" not in words
    assert "SUMMARY:A\\;b\\,c\\\\\\nATTENDEE" in words
    assert all(len(line.encode()) <= 75 for line in words.split("\r\n"))
    assert "é" * 60 in words.replace("\r\n ", "")


def feed(user) -> str:
    return reverse("forums:calendar_feed", args=[coming.open_calendar(user)])


def test_a_secret_link_gives_ones_own_sessions_without_signing_in_and_nobody_elses(client, session, bea, practice):
    other = make_practice("Elders")
    make_session(other, make_member(other, "Cor", is_facilitator=True), title="Van anderen")
    answer = client.get(feed(bea))
    assert "Eén gezicht" in answer.content.decode()
    assert "Van anderen" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_the_link_is_shown_once_and_kept_as_a_hash(session, bea):
    page = signed_in(bea).post(reverse("forums:calendar"))
    token = page.context["link"].rpartition("/")[2].removesuffix(".ics")
    assert token in page.content.decode()
    assert token not in CalendarLink.objects.get().token_hash
    assert token not in signed_in(bea).get(reverse("forums:calendar")).content.decode()


def test_a_new_link_ends_the_old_one_and_it_can_be_ended(client, session, bea):
    first, second = feed(bea), feed(bea)
    assert [client.get(one).status_code for one in (first, second)] == [404, 200]
    signed_in(bea).post(reverse("forums:calendar"), {"weg": "1"})
    assert client.get(second).status_code == 404


def test_who_leaves_the_practice_or_the_site_finds_nothing_under_the_link(client, session, bea):
    link = feed(bea)
    bea.memberships.update(left_at=timezone.now())
    assert "Eén gezicht" not in client.get(link).content.decode()
    type(bea).objects.filter(pk=bea.pk).update(is_active=False)
    assert client.get(link).status_code == 404


def test_what_i_do_not_go_to_is_not_in_my_calendar_and_what_is_off_says_so(client, session, fay, bea):
    link = feed(bea)
    coming.say(session, bea, "no")
    assert "Eén gezicht" not in client.get(link).content.decode()
    coming.say(session, bea, "yes")
    room_planning.call_off(session, fay)
    assert "STATUS:CANCELLED" in client.get(link).content.decode()


def test_the_programme_stands_on_the_page_of_the_session(practice, fay, bea):
    day = timezone.localdate() + timedelta(days=3)
    typed = {"title": "Een ronde", "programme": "Welkom\nSchrijven", "day": day, "time": "14:00", "minutes": 60}
    answer = signed_in(fay).post(reverse("forums:session_create", args=[practice.slug]), typed | {"pace": "live"})
    page = signed_in(bea).get(answer.url).content.decode()
    assert "Programma" in page
    assert "Welkom<br>Schrijven" in page


def test_the_feed_costs_the_same_for_few_and_many(client, practice, fay, bea, django_assert_max_num_queries):
    link = feed(bea)
    make_session(practice, fay)
    with django_assert_max_num_queries(4) as few:
        client.get(link)
    for _number in range(8):
        make_session(practice, fay)
    with django_assert_max_num_queries(4) as many:
        client.get(link)
    assert len(few) == len(many)
