"""What a browser says is small, well-formed and not too much; anything else ends the conversation."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed

from live.sockets import BINARY, BURST, LARGEST_MESSAGE, MALFORMED, TOO_FAST, TOO_LARGE
from tests.platform.live.toy import Ear, tell

OpenEar = Callable[..., Ear]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("", MALFORMED),
        ("hoi", MALFORMED),
        ("[]", MALFORMED),
        ("null", MALFORMED),
        ("{}", MALFORMED),
        ("[" * 1000, MALFORMED),
        ('{"listen": 5}', MALFORMED),
        ('{"listen": "toys.toy:1", "since": "5"}', MALFORMED),
        ('{"listen": "toys.toy:1", "since": -1}', MALFORMED),
        ('{"listen": "toys.toy:1", "since": true}', MALFORMED),
        ('{"listen": "toys.toy:1", "since": 1e400}', MALFORMED),
        ('{"listen": "toys.toy:1", "since": 99999999999999999999999}', MALFORMED),
        ('{"leave": {}}', MALFORMED),
        ('{"shout": "hoi"}', MALFORMED),
        ('{"listen": "' + "x" * LARGEST_MESSAGE + '"}', TOO_LARGE),
        ('{"listen": "' + "€" * (LARGEST_MESSAGE // 2) + '"}', TOO_LARGE),
        (b'{"ping": 1}', BINARY),
    ],
)
def test_anything_else_ends_the_conversation(ear: OpenEar, message: str | bytes, code: int) -> None:
    good, bad = ear(), ear()
    good.listen("toys.toy:1")
    good.settle()
    bad.socket.send(message)
    assert bad.close_code() == code
    tell(1, 1)
    assert good.hear()["id"] == 1


def test_a_megabyte_ends_the_conversation(ear: OpenEar) -> None:
    bad = ear()
    bad.socket.send("x" * 1_000_000)
    assert bad.close_code() == TOO_LARGE


def test_too_many_messages_end_the_conversation(ear: OpenEar) -> None:
    bad = ear()
    with suppress(ConnectionClosed):  # it may hang up before we are through
        for _ in range(BURST * 2):
            bad.say(ping=1)
    assert bad.close_code() == TOO_FAST


def test_a_calm_browser_stays(ear: OpenEar) -> None:
    calm = ear()
    for _ in range(BURST // 2):
        calm.say(ping=1)
    time.sleep(0.1)
    calm.listen("toys.toy:1")
    calm.say(leave="toys.toy:1")
    calm.say(leave="toys.toy:2")
    assert all("pong" in message or "presence" in message for message in calm.settle())
