"""Nobody misses a piece, nobody gets one twice, and one slow browser holds up nobody."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from channels.layers import get_channel_layer
from django.test import Client
from pytest_django import Settings

from live import asking, hub, loops, sending
from live.topics import MOST_MISSED
from tests.makers import make_user
from tests.platform.live.conftest import Redis, Serve, use_redis
from tests.platform.live.toy import Ear, Toy, tell

OpenEar = Callable[..., Ear]


def test_a_browser_that_comes_back_gets_what_it_missed(ear: OpenEar) -> None:
    Toy.pieces = {1: [1, 2, 3, 4]}
    one = ear()
    one.listen("toys.toy:1", since=2)
    assert [message["id"] for message in one.settle()] == [3, 4]
    tell(1, 5)
    assert one.hear()["id"] == 5
    one.listen("toys.toy:1", since=5)
    assert one.settle() == []


def test_coming_in_while_others_write_leaves_no_gap_and_no_double(ear: OpenEar) -> None:
    last = 40

    def write() -> None:
        for number in range(1, last + 1):
            tell(1, number)
            time.sleep(0.003)

    writer = threading.Thread(target=write)
    writer.start()
    browsers = []
    while writer.is_alive():
        browsers.append(ear())
        browsers[-1].listen("toys.toy:1", since=0)
    writer.join()
    assert len(browsers) > 3
    for one in browsers:
        heard: list[int] = []
        while not heard or heard[-1] != last:
            heard.append(one.hear()["id"])
        assert sorted(heard) == list(range(1, last + 1))


def test_who_missed_very_much_reloads_the_page(ear: OpenEar) -> None:
    Toy.pieces = {1: list(range(1, MOST_MISSED + 5))}
    one = ear()
    one.listen("toys.toy:1", since=1)
    assert one.settle() == [{"many": "toys.toy:1"}]
    tell(1, 99)
    assert one.hear()["id"] == 99


def test_a_slow_browser_is_let_go_and_the_others_hear_on(ear: OpenEar, url: str) -> None:
    quick = ear()
    quick.listen("toys.toy:1")
    quick.settle()
    with deaf_browser(url, "toys.toy:1"):
        while len(listeners("toys.toy:1")) < 2:
            time.sleep(0.02)
        waits = []
        for number in range(1, 300):
            started = time.monotonic()
            tell(1, number, "Heel veel tekst. " * 2000)
            assert quick.hear()["id"] == number
            waits.append(time.monotonic() - started)
        assert max(waits) < 1
        until = time.monotonic() + 10
        while len(listeners("toys.toy:1")) > 1 and time.monotonic() < until:
            time.sleep(0.1)
        assert len(listeners("toys.toy:1")) == 1
    again = ear()
    again.listen("toys.toy:1", since=290)
    assert [message["id"] for message in again.settle()] == list(range(291, 300))


def deaf_browser(url: str, topic: str) -> socket.socket:
    """Open a socket that asks to listen and then never reads, as a phone in a tunnel does."""
    address = urlsplit(url)
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.connect((address.hostname, address.port))
    headers = (
        f"GET /live/ HTTP/1.1\r\nHost: {address.netloc}\r\nOrigin: {url}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: MTIzNDU2Nzg5MDEyMzQ1Ng==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    deaf.sendall(headers.encode())
    assert b"101" in deaf.recv(20)
    message = json.dumps({"listen": topic}).encode()
    deaf.sendall(bytes([0x81, 0x80 | len(message), 0, 0, 0, 0]) + message)  # one frame, masked with zeros
    return deaf


def listeners(topic: str) -> set[hub.Listener]:
    """Who listens now, looked up in the server's hub."""
    loop = loops.server_loop()
    assert loop
    return hub._hubs[loop].listeners[topic]


def test_who_left_while_waiting_is_not_asked_about(ear: OpenEar, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, go_on, ask = [], threading.Event(), asking.ask

    def slowly(*facts: Any) -> asking.Answer | None:
        asked.append(facts)
        go_on.wait(10)
        return ask(*facts)

    monkeypatch.setattr(asking, "ask", slowly)
    rush = [ear() for _ in range(12)]
    for one in rush:
        one.listen("toys.toy:1")
    while len(asked) < asking.Pool.SIZE:
        time.sleep(0.01)
    for one in rush:
        one.socket.close()
    time.sleep(0.5)
    go_on.set()
    late = ear()
    late.listen("toys.toy:1")
    assert late.settle() == []
    assert len(asked) == asking.Pool.SIZE + 1


def test_one_process_joins_a_group_once(ear: OpenEar, layer: str) -> None:
    browsers = [ear() for _ in range(10)]
    for one in browsers:
        one.listen("toys.toy:1")
        one.settle()
    if layer == "memory":
        assert len(get_channel_layer().groups["live.toys.toy.1"]) == 1
    tell(1, 1)
    assert [one.hear()["id"] for one in browsers] == [1] * 10
    for one in browsers:
        one.say(leave="toys.toy:1")
        one.settle()
    if layer == "memory":
        assert "live.toys.toy.1" not in get_channel_layer().groups


def test_heads_are_counted_and_not_named(ear: OpenEar) -> None:
    ans, bea = make_user("Ans"), make_user("Bea")
    Toy.readers = {5: {ans.pk, bea.pk}}
    first, second, other = ear(ans), ear(ans), ear(bea)
    for one in (first, second, other):
        one.listen("toys.toy:5")
    assert first.hear(presence=True) == {"presence": "toys.toy:5", "count": 2}
    other.socket.close()
    assert first.hear(presence=True) == {"presence": "toys.toy:5", "count": 1}


def test_two_processes_hear_each_other(redis: Redis, settings: Settings, serve: Serve) -> None:
    use_redis(settings, redis.url)
    browsers = [Ear(serve()), Ear(serve())]
    for one in browsers:
        one.listen("toys.toy:1")
        one.settle()
    tell(1, 1)
    assert [one.hear()["id"] for one in browsers] == [1, 1]
    counts = {json.dumps(one.hear(presence=True)) for one in browsers}
    while counts != {'{"presence": "toys.toy:1", "count": 2}'}:
        counts = {json.dumps(one.hear(presence=True)) for one in browsers}
    for one in browsers:
        one.socket.close()


def test_a_command_without_a_server_is_heard(
    redis: Redis, settings: Settings, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_redis(settings, redis.url)
    one = Ear(serve())
    one.listen("toys.toy:1")
    one.settle()
    monkeypatch.setattr(loops, "_server", None)
    tell(1, 1)
    assert one.hear()["id"] == 1
    one.socket.close()


def test_after_redis_was_away_browsers_are_told_to_catch_up(
    redis: Redis, settings: Settings, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_redis(settings, redis.url)
    monkeypatch.setattr(hub, "BEAT", 0.3)
    one = Ear(serve())
    one.listen("toys.toy:1", since=0)
    one.settle()
    redis.stop()
    started = time.monotonic()
    tell(1, 1)  # lost on the way, but stored; and the writer does not wait
    assert time.monotonic() - started < 0.5
    time.sleep(1)
    redis.start()
    assert one.hear(30) == {"behind": "toys.toy:1"}
    one.listen("toys.toy:1", since=0)
    assert 1 in [message.get("id") for message in one.settle()]
    tell(1, 2)
    while one.hear().get("id") != 2:
        pass
    one.socket.close()


@pytest.mark.parametrize("where", ["server", "command"])
def test_a_writer_goes_on_when_live_is_down(
    settings: Settings, serve: Serve, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    use_redis(settings, "redis://127.0.0.1:1")
    monkeypatch.setattr(sending, "_quiet_until", 0.0)
    if where == "server":
        address = serve()
        Client().get("/")
        with Ear(address).socket:
            pass
    started = time.monotonic()
    for number in range(20):
        tell(1, number)
    assert time.monotonic() - started < 3
    assert len(Toy.pieces[1]) == 20


def test_without_a_websocket_one_asks_by_request(toys: type[Toy], client: Client, db: None) -> None:
    ans = make_user("Ans")
    toys.readers, toys.pieces = {5: {ans.pk}}, {5: [1, 2, 3]}
    path = "/live/gemist/toys.toy:5/"
    assert client.get(path, {"sinds": "1"}).status_code == 404
    client.force_login(ans, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(path, {"sinds": "1"})
    assert [piece["id"] for piece in answer.json()["fragments"]] == [2, 3]
    assert answer.json()["many"] is False
    assert "no-store" in answer["Cache-Control"]
    for wrong in ["", "-1", "x", "9" * 50]:
        assert client.get(path, {"sinds": wrong}).status_code == 404
    assert client.post(path).status_code == 405
    assert client.get("/live/gemist/toys.none:5/", {"sinds": "1"}).status_code == 404
