"""One person, or the visitors of one address, hold a limited number of lines; an office of members is no crowd."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.request import urlopen

import pytest
from django.test import Client
from websockets.exceptions import ConnectionClosed

from live import limits, presence, views
from live.sockets import IDLE, TOO_MANY
from tests.makers import make_user
from tests.platform.live.toy import Ear, Toy, tell

OpenEar = Callable[..., Ear]


def listening(one: Ear, topic: str = "toys.toy:1") -> Ear:
    one.listen(topic)
    one.settle()
    return one


def test_a_person_holds_a_limited_number_of_lines_and_keeps_those(
    ear: OpenEar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OF_PERSON", 3)
    ans, bea = make_user("Ans"), make_user("Bea")
    open_ = [listening(ear(ans)) for _ in range(3)]
    one_too_many = ear(ans)
    one_too_many.listen("toys.toy:1")
    assert one_too_many.close_code() == TOO_MANY
    other = listening(ear(bea))
    tell(1, 1)
    assert [one.hear()["id"] for one in [*open_, other]] == [1] * 4
    open_[0].socket.close()
    again = ear(ans)
    again.listen("toys.toy:1")
    tell(1, 2)
    assert again.hear()["id"] == 2


def test_visitors_of_one_address_are_limited_and_members_there_are_not(
    ear: OpenEar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OF_VISITORS", 2)
    visitors = [listening(ear()) for _ in range(2)]
    assert ear().close_code() == TOO_MANY
    members = [listening(ear(make_user("Ans"))) for _ in range(4)]
    tell(1, 1)
    assert [one.hear()["id"] for one in [*visitors, *members]] == [1] * 6


def test_a_session_that_is_nobodys_counts_as_a_visitor(ear: OpenEar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OF_VISITORS", 1)
    listening(ear())
    pretends = ear(session_key="x" * 32)
    pretends.listen("toys.toy:1")
    assert pretends.close_code() == TOO_MANY


def test_all_lines_together_may_not_ask_without_end(ear: OpenEar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OF_VISITORS", 4)  # sixteen messages at once, and two a second
    lines = [ear() for _ in range(4)]
    for one in lines[:3]:
        for _ in range(5):
            one.say(ping=1)
        one.hear()
    with suppress(ConnectionClosed):  # perhaps before the last was said
        for _ in range(3):
            lines[3].say(ping=1)
    assert lines[3].close_code() == TOO_MANY


def test_a_line_that_asks_for_nothing_is_closed(ear: OpenEar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WITHIN", 0.3)
    stays, idle = listening(ear()), ear()
    assert idle.close_code() == IDLE
    tell(1, 1)
    assert stays.hear()["id"] == 1


def test_a_household_counts_by_its_network() -> None:
    assert limits.network_of("192.0.2.7") == "192.0.2.7"
    assert limits.network_of("2001:db8:1:2:3::9") == limits.network_of("2001:db8:1:2:ffff::1")
    assert limits.network_of("2001:db8:1:2::1") != limits.network_of("2001:db8:1:3::1")
    assert limits.network_of("") == ""


@pytest.mark.parametrize("shows", [True, False])
def test_that_somebody_writes_is_shown_only_when_they_chose_it_and_never_who(
    ear: OpenEar, monkeypatch: pytest.MonkeyPatch, shows: bool
) -> None:
    monkeypatch.setattr(Toy, "shows_typing", staticmethod(lambda user, pk: shows and user.is_authenticated))
    ans, bea = make_user("Ans"), make_user("Bea")
    Toy.readers = {5: {ans.pk, bea.pk}}
    writer, same, reader = (listening(ear(who), "toys.toy:5") for who in (ans, ans, bea))
    stranger = listening(ear(make_user("Cor")))
    for _ in range(4):
        writer.say(typing="toys.toy:5")
        writer.say(typing="toys.toy:7")
    writer.settle()
    if shows:
        assert reader.hear() == {"typing": "toys.toy:5"}
    assert reader.hears_nothing()  # once in a while is enough
    assert same.hears_nothing()
    assert stranger.hears_nothing()


def test_seats_are_shown_and_one_person_in_two_tabs_is_one(ear: OpenEar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Toy, "seat", staticmethod(lambda user, pk: user.pseudonym if user.is_authenticated else ""))
    ans, bea = make_user("Ans"), make_user("Bea")
    Toy.readers = {5: {ans.pk, bea.pk}}
    first, _second, other = (listening(ear(who), "toys.toy:5") for who in (ans, ans, bea))
    while (heard := first.hear(presence=True)).get("count") != 2:
        pass
    assert heard == {"presence": "toys.toy:5", "count": 2, "seats": ["Ans", "Bea"]}
    other.socket.close()
    assert first.hear(presence=True) == {"presence": "toys.toy:5", "count": 1, "seats": ["Ans"]}


def test_who_asks_by_plain_requests_is_slowed_by_person_and_by_address(
    toys: type[Toy], db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OF_PERSON", 1)
    monkeypatch.setattr(limits, "OF_VISITORS", 1)
    monkeypatch.setattr(limits, "REFILL", 3600)
    monkeypatch.setattr(views, "pace", limits.Pace())
    toys.pieces = {1: [1]}
    ans, bea, visitor = Client(), Client(), Client()
    for client, name in ((ans, "Ans"), (bea, "Bea")):
        client.force_login(make_user(name), backend="django.contrib.auth.backends.ModelBackend")
    path = "/live/gemist/toys.toy:1/?sinds=0"

    def asked(client: Client, times: int = 1, place: str = "2001:db8::1") -> list[int]:
        return [client.get(path, REMOTE_ADDR=place).status_code for _time in range(times)]

    assert asked(ans, 6) == [200] * 4 + [429] * 2
    assert asked(bea) == [200]  # at the same address
    assert asked(visitor, 5) == [200] * 4 + [429]
    assert asked(visitor, place="2001:db8::2") == [429]  # of the same household
    assert asked(visitor, place="2001:db8:0:1::1") == [200]
    answer = ans.get(path, REMOTE_ADDR="2001:db8::1")
    assert answer["Retry-After"] == "60"
    monkeypatch.setattr(limits, "REFILL", 1e-6)
    assert asked(ans) == [200]


def test_a_whole_address_that_asks_without_end_is_refused_before_anything_is_looked_up(
    toys: type[Toy], db: None, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(limits, "OF_UNKNOWN", 0)
    monkeypatch.setattr(views, "pace", limits.Pace())
    with django_assert_num_queries(0):
        assert Client().get("/live/gemist/toys.toy:1/?sinds=0").status_code == 429


def test_who_asked_long_ago_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_KEPT", 10)
    pace = limits.Pace()
    for number in range(50):
        assert pace.may_ask(("visitors", str(number)), 1)
    assert len(pace._left) <= 10


def test_who_asks_by_plain_requests_is_counted_as_here(
    url: str, ear: OpenEar, toys: type[Toy], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "POLLED", 1)
    toys.pieces = {1: [1]}
    first = listening(ear(make_user("Ans")))
    assert first.hear(presence=True)["count"] == 1

    def asked() -> Any:
        with urlopen(f"{url}/live/gemist/toys.toy:1/?sinds=0") as answer:  # noqa: S310 - our own server
            return json.load(answer)

    asked()
    assert first.hear(presence=True)["count"] == 2
    assert asked()["count"] == 2
    assert first.hear(presence=True)["count"] == 1
