"""A guest hears what is said in one talk, nothing that is for members alone, and nothing more when they are gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Perspective, User
from forums.actions.replies import Words, reply
from forums.models import Topic
from practices.actions import guests as act
from practices.models import Audience, Guest, Invitation, Practice
from tests.makers import make_member, make_practice, make_story, make_topic, make_user
from tests.platform.live.conftest import ear, serve, toys, url  # noqa: F401 - a real server
from tests.platform.live.toy import Ear

OpenEar = Callable[..., Ear]
SECRET = "zqalleenleden"  # in the title of what is for the members


@pytest.fixture
def layer(settings: Settings) -> str:
    """What carries the messages is tested with `live`; here one road is enough."""
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    return "memory"


def let_in(topic: Topic, practice: Practice, by: User, name: str) -> User:
    guest = make_user(name, Perspective.CITIZEN)
    act.ask_guest(topic, practice, by, "", 14)
    assert act.come_in(Invitation.objects.latest("pk"), guest)
    return guest


def say(topic: Topic, by: User, text: str, thing: str = "") -> None:
    reply(topic, by, Words(text, "recognition", Perspective.LIVED, by.pseudonym, thing=thing))


def pieces(one: Ear) -> str:
    """Give everything this browser was told until now."""
    return "".join(str(message) for message in one.settle())


def sees_who_is_there(one: Ear) -> str:
    """Give everything a browser is told of who is there, for a while."""
    told = []
    try:
        while True:
            told.append(str(one.hear(0.4, presence=True)))
    except TimeoutError:
        return "".join(told)


def hears(one: Ear, text: str) -> str:
    """Wait for the piece with these words; gives it."""
    while text not in (told := str(one.hear())):
        pass
    return told


def test_a_guest_hears_one_talk_without_what_is_for_members_and_is_cut_off_when_it_ends_or_runs_out(
    ear: OpenEar,  # noqa: F811
) -> None:
    practice = make_practice()
    fay, bea = make_member(practice, "Fay", is_facilitator=True), make_member(practice, "Bea")
    topic, other = make_topic(practice, bea, title="De brieven"), make_topic(practice, bea, title=SECRET)
    inside = make_story(bea, Audience.PRACTICE, practice=practice, title=SECRET)
    gus, rik = (let_in(topic, practice, fay, name) for name in ("Gus", "Rik"))
    User.objects.filter(pk=fay.pk).update(shows_presence=True)
    at, elsewhere = f"forums.talk:{topic.pk}", f"forums.talk:{other.pk}"
    member, first, second = ear(fay), ear(gus), ear(rik)
    for one in (member, first, second):
        one.listen(at)
        one.settle()
    for guest in (first, second):
        guest.listen(elsewhere)
        assert {"refused": elsewhere} in guest.settle()

    assert fay.pseudonym not in sees_who_is_there(first), "which members are here is not for a guest"

    say(topic, bea, "Kijk hier eens.", f"stuk:{inside.pk}")
    say(other, bea, f"Dit is van ons: {SECRET}.")
    for one in (member, first, second):
        told = hears(one, "Kijk hier eens.") + pieces(one)
        assert SECRET not in told, "what hangs at it is for members, and a guest reads along"

    act.end_guest(Guest.objects.get(user=gus), fay)
    assert hears(first, "refused") == str({"refused": at})
    Guest.objects.filter(user=rik).update(until=timezone.localdate() - timedelta(days=1))
    act.close_late_ones()
    assert hears(second, "refused") == str({"refused": at})

    say(topic, bea, "Nu weer onder ons.")
    hears(member, "Nu weer onder ons.")
    for gone in (first, second):
        assert "onder ons" not in pieces(gone)
        gone.listen(at, since=0)
        assert gone.settle() == [{"refused": at}], "not by coming back for what was missed either"
