"""Some weeks later it is asked what was done and whether it helped; the answer stands on the case and weighs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from clock.running import run_due
from forums.actions.follow_ups import ask_who_is_due, look_back, plan
from forums.actions.states import move
from forums.models import Case, FollowUp, LookBack
from forums.models.state import Step
from notifications.models import Notification
from practices.actions.contributions import withdraw
from practices.models import Weighing
from search.models import IndexEntry
from tests.forums.conftest import Cast
from tests.forums.test_fuller_case import QUICK
from tests.makers import make_element

TOLD = {"did": "Wij belden eerst, en daarna kwam hij.", "helped": "ja"}


@pytest.fixture
def path(cast: Cast) -> str:
    return cast.case.get_absolute_url() + "terugblik/"


def later(weeks: int):
    return timezone.localdate() + timedelta(weeks=weeks)


def test_a_moment_is_chosen_when_the_case_is_brought_or_at_the_outcome(cast: Cast, as_user) -> None:
    client = as_user(cast.joost)
    client.post(f"/praktijken/{cast.practice.slug}/casussen/nieuw/", QUICK | {"look_back": "6"})
    case = Case.objects.latest("pk")
    assert FollowUp.objects.get(case=case).due_on == later(6)
    client.post(case.get_absolute_url() + "uitkomst/", {"outcome": "Hij kwam.", "look_back": "12"})
    assert FollowUp.objects.waiting().get(case=case).due_on == later(12)
    client.post(case.get_absolute_url() + "uitkomst/", {"outcome": "Hij kwam.", "look_back": ""})
    assert not FollowUp.objects.waiting().exists()
    wrong = QUICK | {"look_back": "7"}
    assert client.post(f"/praktijken/{cast.practice.slug}/casussen/nieuw/", wrong).status_code == 200


def test_the_clock_asks_once_and_not_before_the_day(cast: Cast) -> None:
    plan(cast.case, 2)
    assert ask_who_is_due(later(1)) == 0
    FollowUp.objects.update(due_on=timezone.localdate())
    assert "forums.follow-ups" in run_due()
    assert ask_who_is_due() == 0
    news = Notification.objects.get(kind="follow-up")
    assert news.user == cast.joost
    assert news.url.endswith("/terugblik/")


def test_nobody_is_asked_about_what_was_taken_back_or_put_away(cast: Cast) -> None:
    plan(cast.case, 2)
    move(cast.case, cast.joost, Step.ARCHIVED, "")
    assert ask_who_is_due(later(3)) == 0
    move(cast.case, cast.joost, Step.REOPENED, "")
    withdraw(cast.case)
    assert ask_who_is_due(later(3)) == 0
    assert not Notification.objects.filter(kind="follow-up").exists()


def test_a_question_not_read_yet_goes_with_the_case(cast: Cast) -> None:
    plan(cast.case, 2)
    assert ask_who_is_due(later(2)) == 1
    withdraw(cast.case)
    assert not Notification.objects.filter(kind="follow-up").exists()


def test_what_is_told_stands_on_the_case_is_found_and_weighs(cast: Cast, as_user, path) -> None:
    element = make_element("Iemand die belde")
    typed = TOLD | {"element_1": element.slug, "polarity_1": "helped", "look_back": "2"}
    plan(cast.case, 6)
    assert as_user(cast.joost).post(path, typed).status_code == 302
    page = as_user(cast.samira).get(cast.case.get_absolute_url()).content.decode()
    assert TOLD["did"] in page
    assert page.index(TOLD["did"]) < page.index(cast.case.situation)
    assert "Iemand die belde" in page
    told = LookBack.objects.get()
    assert Weighing.objects.visible_to(cast.samira).get(contribution=told).polarity == "helped"
    assert not Weighing.objects.visible_to(cast.vera).filter(contribution=told).exists()
    assert TOLD["did"] in IndexEntry.objects.get(kind="casus").body
    assert FollowUp.objects.get(weeks=6).answer == told
    assert FollowUp.objects.waiting().get().weeks == 2


def test_the_elements_of_the_case_are_offered_and_what_is_left_empty_says_nothing(cast: Cast, as_user, path) -> None:
    element = make_element("Iemand die bleef")
    cast.case.weighings.create(element=element, polarity="hindered")
    form = as_user(cast.joost).get(path).context["form"]
    assert form["element_1"].value() == element.slug
    as_user(cast.joost).post(path, TOLD | {"element_1": element.slug, "polarity_1": ""})
    assert not LookBack.objects.get().weighings.exists()


@pytest.mark.parametrize("wrong", [{"did": " "}, {"helped": ""}, {"helped": "x"}, {"did": "x" * 3001}], ids=str)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast: Cast, as_user, path, wrong) -> None:
    page = as_user(cast.joost).post(path, TOLD | wrong)
    assert page.status_code == 200
    assert not LookBack.objects.exists()
    if "did" not in wrong:
        assert TOLD["did"] in page.content.decode()


def test_only_who_brought_the_case_looks_back_and_takes_it_back(cast: Cast, as_user, path) -> None:
    assert as_user(cast.samira).post(path, TOLD).status_code == 403
    assert as_user(cast.vera).post(path, TOLD).status_code == 404
    told = look_back(cast.case, cast.joost, TOLD["did"], "ja", [])
    away = f"{path}{told.pk}/terughalen/"
    assert as_user(cast.samira).post(away).status_code == 403
    assert as_user(cast.joost).post(away).status_code == 302
    told.refresh_from_db()
    assert told.did == ""
    assert TOLD["did"] not in as_user(cast.samira).get(cast.case.get_absolute_url()).content.decode()
    assert TOLD["did"] not in IndexEntry.objects.get(kind="casus").body


def test_it_goes_with_the_case_and_sent_twice_is_once(cast: Cast, as_user, path) -> None:
    once = TOLD | {"once": "c" * 22}
    client = as_user(cast.joost)
    assert client.post(path, once)["Location"] == client.post(path, once)["Location"]
    assert LookBack.objects.count() == 1
    withdraw(cast.case)
    assert LookBack.objects.get().did == ""


def test_what_points_at_somebody_is_read_by_a_second_reader(cast: Cast, as_user, path) -> None:
    risky = {"did": "Mevrouw Jansen belde naar 0612345678.", "helped": "nee"}
    seen = as_user(cast.joost).post(path, risky).content.decode().split('name="gezien" value="')[1].split('"')[0]
    as_user(cast.joost).post(path, risky | {"gezien": seen})
    assert as_user(cast.samira).get(cast.case.get_absolute_url()).status_code == 404
