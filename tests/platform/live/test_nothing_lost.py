"""What a process could not tell is made good: kept in order while the layer is away, or told as lost."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from pytest_django import Settings

from live import loops, outbox, sending
from tests.platform.live.conftest import Redis, Serve, use_redis
from tests.platform.live.toy import Ear, tell


class Layer:
    """A layer that fails a few times."""

    def __init__(self, failures: int) -> None:
        self.failures, self.sent = failures, []  # type: ignore[var-annotated]

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError
        self.sent.append(message)


@pytest.mark.parametrize("failures", [0, 3])
def test_messages_leave_in_order_and_once(monkeypatch: pytest.MonkeyPatch, failures: int) -> None:
    layer = Layer(failures)
    monkeypatch.setattr(outbox, "get_channel_layer", lambda: layer)
    monkeypatch.setattr(outbox, "PATIENCE", 0.01)

    async def send() -> None:
        for number in range(20):
            outbox.outbox().put("group", {"number": number})
        while len(layer.sent) < 20:
            await asyncio.sleep(0.01)
        await outbox.close_outbox()

    asyncio.run(asyncio.wait_for(send(), 5))
    assert [message["number"] for message in layer.sent] == list(range(20))


def test_too_much_to_keep_becomes_word_that_something_was_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    layer = Layer(failures=5)
    monkeypatch.setattr(outbox, "get_channel_layer", lambda: layer)
    monkeypatch.setattr(outbox, "PATIENCE", 0.01)
    monkeypatch.setattr(outbox, "MOST_KEPT", 10)

    async def send() -> None:
        for number in range(25):
            outbox.outbox().put("group", {"number": number})
        while not layer.sent or layer.sent[-1].get("number") != 24:
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(send(), 5))
    assert outbox.LOST in layer.sent
    numbers = [message["number"] for message in layer.sent if "number" in message]
    assert numbers == sorted(numbers)


def test_a_process_that_starts_lets_the_browsers_of_the_others_catch_up(
    redis: Redis, settings: Settings, serve: Serve
) -> None:
    use_redis(settings, redis.url)
    one = Ear(serve())
    one.listen("toys.toy:1", since=0)
    one.settle()
    serve()
    assert one.hear() == {"behind": "toys.toy:1"}
    one.socket.close()


def test_a_command_that_could_not_tell_says_so_later(
    redis: Redis, settings: Settings, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_redis(settings, redis.url)
    one = Ear(serve())
    one.listen("toys.toy:1", since=0)
    one.settle()
    monkeypatch.setattr(loops, "_server", None)
    monkeypatch.setattr(sending, "_quiet_until", float("inf"))
    monkeypatch.setattr(sending, "_kept_silent", False)
    tell(1, 1)
    assert one.hears_nothing()
    monkeypatch.setattr(sending, "_quiet_until", 0.0)
    tell(1, 2)
    assert one.hear() == {"behind": "toys.toy:1"}
    one.listen("toys.toy:1", since=0)
    heard: set[int] = set()
    while heard != {1, 2}:
        heard.add(one.hear().get("id", 2))
    one.socket.close()
