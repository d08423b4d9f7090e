"""A yes has a date and an end; its teller is asked before it ends, and without an answer it lapses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.models import Notification
from stories.actions import consents, sending
from stories.models import Story
from tests.makers import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(settings):
    settings.READ_STORIES_FIRST = False


@pytest.fixture
def story(teller):
    teller.client.force_login(make_user("Wil"))
    return teller.tell("everyone", purposes=["research"])


def ends_in(story, days):
    day = timezone.localdate() + timedelta(days=days)
    Story.objects.filter(pk=story.pk).update(shown_until=day)
    story.consents.update(ends_on=day)


def told(story) -> list[str]:
    return [one.line for one in Notification.objects.filter(kind="story-consent").order_by("pk")]


def test_a_teller_is_asked_a_month_and_a_week_before_the_end_once_each_by_mail_too(story):
    ends_in(story, 31)
    consents.ask_and_tell()
    assert told(story) == []
    ends_in(story, 30)
    consents.ask_and_tell()
    consents.ask_and_tell()
    assert len(told(story)) == 1
    assert "mogen anderen je verhaal lezen" in told(story)[0]
    for _twice in range(2):
        consents.ask_and_tell(timezone.localdate() + timedelta(days=23))
    assert len(told(story)) == 2
    assert Notification.objects.unsent().filter(kind="story-consent").count() == 2, "each goes by mail too"


def test_without_an_answer_nobody_else_reads_it_and_the_teller_is_told(story, another):
    assert another.client.get(story.get_absolute_url()).status_code == 200
    ends_in(story, -1)
    consents.ask_and_tell()
    assert another.client.get(story.get_absolute_url()).status_code == 404
    assert story.get_absolute_url() not in another.client.get("/zoeken/?q=vrijwilliger").content.decode()
    assert "leest niemand anders" in told(story)[0]


@pytest.mark.parametrize("days", [5, -3])
def test_one_tap_gives_another_year_to_the_same_readers_and_purposes(story, teller, another, days):
    ends_in(story, days)
    page = teller.client.get(f"/verhalen/{story.pk}/jouw/").content.decode()
    assert "Het mag nog een jaar" in page
    before = set(story.consents.filter(withdrawn_at=None).values_list("purpose", flat=True))
    teller.client.post(f"/verhalen/{story.pk}/langer/")
    story.refresh_from_db()
    assert story.shown_until > timezone.localdate() + timedelta(days=360)
    assert set(story.consents.valid().values_list("purpose", flat=True)) == before == {"everyone", "research"}
    assert another.client.get(story.get_absolute_url()).status_code == 200


def test_nobody_else_says_yes_in_the_place_of_the_teller(story, another):
    ends_in(story, 5)
    assert another.client.post(f"/verhalen/{story.pk}/langer/").status_code == 404
    sending.withdraw(story, erase=False)
    consents.renew(story)
    assert not story.consents.filter(withdrawn_at=None).exists()


def test_who_told_without_an_account_sees_the_end_behind_the_private_link(teller):
    story = teller.tell("everyone")
    ends_in(story, 20)
    consents.ask_and_tell()
    assert told(story) == []
    assert "Het mag nog een jaar" in teller.client.get(f"/verhalen/{story.pk}/jouw/").content.decode()


def test_a_register_shows_every_yes_with_its_words_its_date_and_its_end(story, teller, another):
    ends_in(story, 40)
    page = teller.client.get("/mijn/toestemmingen/").content.decode()
    assert "Onderzoekers mogen het gebruiken" in page
    assert "tekst 2026-11" in page
    assert "Geldt tot en met" in page
    teller.client.post(f"/verhalen/{story.pk}/lezers/", {"audience": "everyone", "until": "keep"})
    assert "Gestopt op" in teller.client.get("/mijn/toestemmingen/").content.decode()
    another.client.force_login(make_user("Bea"))
    assert "Onderzoekers" not in another.client.get("/mijn/toestemmingen/").content.decode()
