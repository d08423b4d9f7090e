"""A flood of stories is slowed, and nobody else is held up by it; what was typed stays on the page."""

import pytest
from django.test import Client

from accounts.pace import source
from notifications.models import Notification
from stories.models import Story
from stories.views import access
from tests.makers import make_user

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


def test_a_story_by_a_stranger_mentions_and_notifies_nobody(client):
    els = make_user("Els")
    first = tell(client, happened="@Els en @Iedereen, lees dit! @els@example.org")["Location"]
    own = first.replace("/link/", "/").replace("/vertel", "")
    assert client.get(f"{own}jouw/").status_code == 200
    assert not Notification.objects.filter(user=els).exists()
    assert not Notification.objects.exists()
