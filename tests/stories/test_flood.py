"""A flood of stories is slowed, and nobody else is held up by it; what was typed stays on the page."""

from html import unescape

import pytest
from django.core import mail as mailed
from django.core.management import call_command
from django.test import Client, TestCase

from accounts.pace import source
from moderation.models import Review
from notifications.models import Notification
from stories.models import Story
from stories.views import access
from tests.makers import make_element, make_theme, make_user

pytestmark = pytest.mark.django_db
TOO_BUSY, TOO_FAST = "van deze internetverbinding", "Je begon net al veel verhalen."


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(access, "MOST_OF_ADDRESS", 3)
    monkeypatch.setattr(access.paced, "__defaults__", (2,))


def tell(client, where="/verhalen/vertel/", address="192.0.2.1", **more):
    typed = {"happened": "Zij bleef komen.", "ga": "verder", **more}
    return client.post(where, typed, REMOTE_ADDR=address)


@pytest.mark.parametrize(
    ("where", "more"),
    [
        ("/verhalen/vertel/", {}),
        ("/verhalen/vertel/vrij/", {}),
        ("/verhalen/vertel/samen/", {"who": "vrijwilliger", "account": "ik"}),
    ],
)
def test_a_flood_from_one_address_is_slowed_and_every_word_stays(where, more):
    for _time in range(3):
        assert tell(Client(), where, **more).status_code == 302
    page = tell(Client(), where, **more)
    assert page.status_code == 200
    assert TOO_BUSY in page.content.decode()
    assert "Zij bleef komen." in page.content.decode()
    assert Story.objects.count() == 3


def test_another_address_and_somebody_with_an_account_go_on():
    for _time in range(4):
        tell(Client())
    assert tell(Client(), address="192.0.2.2").status_code == 302
    neighbour = Client()
    neighbour.force_login(make_user("Els"))
    assert tell(neighbour).status_code == 302


def test_one_person_is_slowed_wherever_they_are(client):
    client.force_login(make_user("Els"))
    assert [tell(client, address=f"192.0.2.{n}").status_code for n in range(3)] == [302, 302, 200]
    assert TOO_FAST in tell(client).content.decode()


def test_what_was_begun_can_still_be_finished(client):
    first = tell(client)["Location"].replace("/link/", "/hielp/")
    for _time in range(4):
        tell(Client())
    assert client.post(first, {"helped": "Dat.", "ga": "verder"}, REMOTE_ADDR="192.0.2.1").status_code == 302


def test_one_household_with_a_long_address_is_one_source(rf):
    here, beside = "2001:db8:1:2::1", "2001:db8:1:2:ffff::9"
    assert source(rf.get("/", REMOTE_ADDR=here)) == source(rf.get("/", REMOTE_ADDR=beside))
    assert source(rf.get("/", REMOTE_ADDR=here)) != source(rf.get("/", REMOTE_ADDR="2001:db8:1:3::1"))
    assert source(rf.get("/", REMOTE_ADDR="192.0.2.1")) == "192.0.2.1"


@pytest.mark.parametrize("first", [True, False])
def test_a_story_by_a_stranger_mentions_and_notifies_nobody_also_once_it_is_shown(teller, settings, first):
    settings.READ_STORIES_FIRST = first
    readers, els = [make_user(name, is_moderator=True) for name in ("Mo", "Pim")], make_user("Els")
    theme, element = make_theme("Schulden"), make_element("Iemand die bleef")
    called = "@Els en @Iedereen, lees dit! @els@example.org"
    teller.begin(happened=called)
    teller.step("hielp", helped=called)
    teller.step("waarover", themes=[theme.pk], title="@Els")
    teller.step("kaarten", **{f"card-{element.pk}": "helped", "own": called, "own_polarity": "helped"})
    teller.step("lezers", audience="everyone", until="1", pseudonym="Samira", perspective="lived")
    with TestCase.captureOnCommitCallbacks(execute=True):
        teller.step("nalezen")
    for review in Review.objects.open():
        for one in readers[: 2 if review.needs_two else 1]:
            moderator = Client()
            moderator.force_login(one)
            with TestCase.captureOnCommitCallbacks(execute=True):
                moderator.post(f"/moderatie/{review.pk}/besluit/", {"outcome": "approve"})
    call_command("send_mail")
    assert called in unescape(Client().get(f"/verhalen/{teller.pk}/").content.decode()), "it must be shown"
    assert not Notification.objects.exclude(user__in=readers).exists()
    assert [mail.to for mail in mailed.outbox if els.email in mail.recipients()] == []
    assert Notification.objects.filter(user__in=readers).exists() == first, "else nobody would hear of anything here"
