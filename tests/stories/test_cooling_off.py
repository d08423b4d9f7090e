"""For a day a sent story can be taken back before anybody but a reviewer has read it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clock.running import run_due
from moderation.models import Review
from notifications.models import Notification
from stories.models import Story
from tests.makers import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_day_to_think(settings):
    settings.COOLING_OFF_HOURS = 24


@pytest.fixture
def mo():
    return make_user("Mo", is_moderator=True)


def approve(another, who):
    another.client.force_login(who)
    review = Review.objects.open().get()
    another.client.post(f"/moderatie/{review.pk}/besluit/", {"outcome": "approve", "reason": ""})
    another.client.logout()


def a_day_later():
    Story.objects.update(cool_until=timezone.now() - timedelta(minutes=1))
    from clock.models import Turn

    Turn.objects.update(due_at=timezone.now())
    return run_due()


def own_page(teller) -> str:
    return teller.client.get(f"/verhalen/{teller.pk}/jouw/").content.decode()


def found(another, story) -> bool:
    page = another.client.get("/zoeken/?q=vrijwilliger").content.decode()
    return story.get_absolute_url() in page


def test_an_approved_story_waits_for_the_day_to_be_over_and_is_then_shown_by_itself(teller, another, mo):
    wil = make_user("Wil")
    teller.client.force_login(wil)
    story = teller.tell("everyone")
    approve(another, mo)
    assert another.client.get(story.get_absolute_url()).status_code == 404
    assert not found(another, story)
    assert "Jouw bedenktijd" in own_page(teller)
    run_due()
    assert another.client.get(story.get_absolute_url()).status_code == 404
    assert "stories.show" in a_day_later()
    assert another.client.get(story.get_absolute_url()).status_code == 200
    assert found(another, story)
    told = Notification.objects.filter(user=wil, kind__in=["story-decision", "story-shown"]).order_by("pk")
    assert [one.kind for one in told] == ["story-decision", "story-shown"]


def test_taken_back_within_the_day_nobody_read_it_and_it_never_comes(teller, another, mo):
    story = teller.tell("everyone")
    approve(another, mo)
    teller.client.post(f"/verhalen/{story.pk}/terughalen/", {"tekst": "bewaren"})
    a_day_later()
    story.refresh_from_db()
    assert story.is_draft
    assert story.first_shown_at is None
    assert another.client.get(story.get_absolute_url()).status_code == 404


def test_the_day_alone_shows_nothing_that_nobody_read_along(teller, another, mo):
    story = teller.tell("everyone")
    a_day_later()
    assert another.client.get(story.get_absolute_url()).status_code == 404
    approve(another, mo)
    assert another.client.get(story.get_absolute_url()).status_code == 200


def test_who_needs_no_day_says_so_while_sending(teller, another, mo):
    teller.ready("everyone")
    assert "24 uur bedenktijd" in teller.read("nalezen")
    teller.step("nalezen", meteen="on")
    approve(another, mo)
    assert another.client.get(teller.story.get_absolute_url()).status_code == 200


def test_who_needs_no_day_after_all_ends_it_with_one_button(teller, another, mo):
    story = teller.tell("everyone")
    approve(another, mo)
    assert "Ik heb geen bedenktijd nodig" in own_page(teller)
    assert another.client.post(f"/verhalen/{story.pk}/meteen/").status_code == 404, "only its teller may"
    teller.client.post(f"/verhalen/{story.pk}/meteen/")
    assert another.client.get(story.get_absolute_url()).status_code == 200


def test_ending_the_day_does_not_pass_by_the_reviewer(teller, another, mo):
    story = teller.tell("everyone")
    teller.client.post(f"/verhalen/{story.pk}/meteen/")
    assert another.client.get(story.get_absolute_url()).status_code == 404


def test_a_story_for_nobody_else_and_a_story_that_was_shown_before_have_no_such_day(teller, another, mo):
    story = teller.tell("me")
    assert story.cool_until is None
    assert story.published_at
    teller.client.post(f"/verhalen/{story.pk}/lezers/", {"audience": "everyone", "until": "1"})
    approve(another, mo)
    teller.client.post(f"/verhalen/{story.pk}/aanpassing/")
    teller.step("nalezen")
    assert teller.story.cool_until is None


def test_choosing_fewer_readers_within_the_day_asks_no_second_reviewer_and_more_readers_does(teller, another, mo):
    story = teller.tell("signed-in")
    approve(another, mo)
    teller.client.post(f"/verhalen/{story.pk}/lezers/", {"audience": "everyone", "until": "1"})
    assert Review.objects.open().count() == 1
    a_day_later()
    assert another.client.get(story.get_absolute_url()).status_code == 404
    approve(another, mo)
    assert another.client.get(story.get_absolute_url()).status_code == 200
