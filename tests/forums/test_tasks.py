"""Tasks of a practice: who does what, and when; with a reminder, and those that a table agreed on among them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forums.actions import room, room_harvest, tasks
from forums.models import Harvest, Task
from notifications.models import Notification
from tests.makers import make_member, make_practice, make_session, make_user, sit_down

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(practice, name: str, *more: int) -> str:
    return reverse(f"forums:{name}", args=[practice.slug, *more])


def day(number: int):
    return timezone.localdate() + timedelta(days=number)


def give(practice, by, member, in_days: int = 7, what: str = "De koffie regelen.") -> Task:
    return tasks.give(practice, by, {"what": what, "member": member, "due_on": day(in_days)})


def test_a_member_writes_down_who_does_what_and_they_hear_it(practice, fay, bea):
    typed = {"what": "De koffie regelen.", "member": fay.pk, "due_on": day(7)}
    assert signed_in(bea).post(at(practice, "task_create"), typed).status_code == 302
    page = signed_in(fay).get(at(practice, "tasks"))
    assert [task.what for task in page.context["mine"]] == ["De koffie regelen."]
    assert Notification.objects.get(kind="task").user == fay
    page = signed_in(bea).get(at(practice, "tasks")).content.decode()
    assert "De koffie regelen." in page
    assert "Fay" in page


def test_sent_twice_is_one_task(practice, bea):
    typed = {"what": "Bellen.", "due_on": day(1), "once": "een-token-van-genoeg-tekens"}
    first, second = (signed_in(bea).post(at(practice, "task_create"), typed) for _ in range(2))
    assert first.url == second.url
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"what": ""}, "Schrijf wat er moet gebeuren."),
        ({"due_on": ""}, "Kies een dag."),
        ({"due_on": "2020-01-01"}, "Kies een dag van vandaag of later"),
        ({"member": "999999"}, "Die doet niet mee in deze praktijk"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(practice, bea, typed, sentence):
    given = {"what": "Wat ik typte.", "due_on": day(1)} | typed
    page = signed_in(bea).post(at(practice, "task_create"), given).content.decode()
    assert sentence in page
    assert "what" in typed or "Wat ik typte." in page
    assert not Task.objects.exists()


def test_nobody_from_outside_reads_writes_or_settles_a_task(practice, bea, client):
    task = give(practice, bea, bea)
    assert client.get(at(practice, "tasks")).status_code == 302
    for person in (make_user("Sam"), make_member(make_practice("Elders"), "Cor", is_facilitator=True)):
        stranger = signed_in(person)
        assert stranger.get(at(practice, "tasks")).status_code == 403
        assert stranger.post(at(practice, "task_create"), {"what": "x", "due_on": day(1)}).status_code == 403
        assert stranger.post(at(practice, "task_done", task.pk)).status_code == 404
        assert stranger.post(at(practice, "task_edit", task.pk), {"weg": "1"}).status_code == 404
    assert Task.objects.get().done_at is None


def test_who_does_it_and_who_leads_say_that_it_is_done_and_others_do_not(practice, fay, bea):
    task = give(practice, fay, bea)
    assert signed_in(make_member(practice, "Dirk")).post(at(practice, "task_done", task.pk)).status_code == 403
    signed_in(bea).post(at(practice, "task_done", task.pk))
    assert Task.objects.get().done_at
    signed_in(fay).post(at(practice, "task_done", task.pk), {"doe": "open"})
    assert Task.objects.get().done_at is None


def test_who_gets_it_instead_hears_it_and_the_first_is_bothered_no_more(practice, fay, bea):
    task = give(practice, fay, bea)
    dirk = make_member(practice, "Dirk")
    signed_in(fay).post(
        at(practice, "task_edit", task.pk), {"what": task.what, "member": dirk.pk, "due_on": task.due_on}
    )
    assert Notification.objects.get(kind="task").user == dirk


def test_a_task_goes_from_the_list_with_what_was_told_of_it(practice, fay, bea):
    task = give(practice, fay, bea)
    assert (
        signed_in(make_member(practice, "Dirk")).post(at(practice, "task_edit", task.pk), {"weg": "1"}).status_code
        == 403
    )
    signed_in(fay).post(at(practice, "task_edit", task.pk), {"weg": "1"})
    assert not Task.objects.exists()
    assert not Notification.objects.filter(kind="task").exists()


def test_who_does_it_is_mailed_the_day_before_and_once_when_it_is_late(
    practice, fay, bea, django_capture_on_commit_callbacks
):
    soon, late = give(practice, fay, bea, 1), give(practice, fay, bea, 1, "Bellen.")
    give(practice, fay, bea, 5, "Later."), give(practice, fay, fay, 1, "Klaar.")
    Task.objects.filter(what="Klaar.").update(done_at=timezone.now())
    Task.objects.filter(pk=late.pk).update(due_on=day(-1))
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            tasks.remind()
    told = Notification.objects.filter(kind="task-reminder")
    assert {(one.about_id, one.user) for one in told} == {(soon.pk, bea), (late.pk, bea)}
    assert told.count() == 2
    assert [to for one in mail.outbox for to in one.to] == [bea.email] * 2


def test_who_left_the_practice_is_not_reminded(practice, fay, bea):
    give(practice, fay, bea, 1)
    bea.memberships.update(left_at=timezone.now())
    tasks.remind()
    assert not Notification.objects.filter(kind="task-reminder").exists()


def test_who_left_is_not_named_any_more_and_somebody_else_may_settle_it(practice, fay, bea):
    dirk = make_member(practice, "Dirk")
    task = give(practice, fay, dirk)
    assert "Dirk" in signed_in(bea).get(at(practice, "tasks")).content.decode()
    signed_in(bea).post(at(practice, "task_done", task.pk), {"doe": "klaar"})
    assert Task.objects.open().get() == task
    dirk.memberships.update(left_at=timezone.now())
    page = signed_in(bea).get(at(practice, "tasks")).content.decode()
    assert "Dirk" not in page
    assert "Nog niemand" in page
    signed_in(bea).post(at(practice, "task_done", task.pk), {"doe": "klaar"})
    assert not Task.objects.open().exists()


def test_what_a_table_agreed_on_stands_there_once_shared_under_the_name_of_the_seat(practice, fay, bea):
    session = make_session(practice, fay)
    seat = sit_down(session, bea)
    type(seat).objects.filter(pk=seat.pk).update(pseudonym="Kim")
    room.begin(session, fay)
    room.finish(session, fay)
    room_harvest.add_task(session, seat, {"what": "Eerst bellen.", "due_on": day(1)})
    dirk = signed_in(make_member(practice, "Dirk"))
    assert "Eerst bellen." not in dirk.get(at(practice, "tasks")).content.decode()
    Harvest.objects.filter(session=session).update(shared_at=timezone.now())
    page = dirk.get(at(practice, "tasks")).content.decode()
    assert "Eerst bellen." in page
    assert "Kim" in page
    assert "Bea" not in page
    assert [task.what for task in signed_in(bea).get(at(practice, "tasks")).context["mine"]] == ["Eerst bellen."]
    tasks.remind()
    assert Notification.objects.get(kind="task-reminder").user == bea


def test_somebody_finds_their_tasks_on_their_own_page(practice, fay, bea):
    give(practice, fay, bea)
    assert "De koffie regelen." in signed_in(bea).get("/mijn/").content.decode()
    assert "De koffie regelen." not in signed_in(fay).get("/mijn/").content.decode()


def test_the_list_costs_the_same_for_few_and_many(practice, fay, bea, django_assert_max_num_queries):
    client = signed_in(bea)
    give(practice, fay, bea)
    client.get(at(practice, "tasks"))
    with django_assert_max_num_queries(10) as few:
        client.get(at(practice, "tasks"))
    for number in range(12):
        give(practice, bea, make_member(practice, f"Lid {number}"))
        give(practice, fay, bea, number)
    with django_assert_max_num_queries(10) as many:
        client.get(at(practice, "tasks"))
    assert len(few) == len(many)
