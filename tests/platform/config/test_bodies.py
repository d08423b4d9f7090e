"""What a browser sends arrives whole, or not at all."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from config import bodies
from config.bodies import Body


def messages(size: int, piece: int = 300_000) -> list[Any]:
    rest = [bytes([n % 251]) * min(piece, size - at) for n, at in enumerate(range(0, size, piece))] or [b""]
    return [{"type": "http.request", "body": body, "more_body": n < len(rest) - 1} for n, body in enumerate(rest)]


def filled(sent: list[Any]) -> tuple[str, bytes, int]:
    """Give how it ended, what is told again, and how much of it stood on disk."""
    left = list(sent)

    async def receive() -> Any:
        return left.pop(0) if left else {"type": "http.disconnect"}

    async def run() -> tuple[str, bytes, int]:
        body, out = Body(), b""
        how, on_disk = await body.fill(receive), body.on_disk
        again = body.replay(receive)
        while not how:
            message = await again()
            out += message["body"]
            if not message["more_body"]:
                break
        body.close()
        return how, out, on_disk

    return asyncio.run(run())


@pytest.mark.parametrize("size", [0, 10, 300_000, 4_000_000, 4_000_001, 20_000_000])
def test_it_is_told_again_word_for_word(size):
    sent = messages(size)
    how, out, on_disk = filled(sent)
    assert (how, out) == ("", b"".join(one["body"] for one in sent))
    assert bool(on_disk) == (size > bodies.IN_MEMORY)
    assert Body.together == 0


def test_more_than_the_largest_file_is_refused_and_kept_nowhere():
    how, out, on_disk = filled(messages(30_000_000))
    assert (how, out) == ("big", b"")
    assert on_disk <= bodies.MOST
    assert Body.together == 0


def test_when_many_wait_at_once_the_next_is_refused(monkeypatch):
    monkeypatch.setattr(bodies, "MOST_TOGETHER", 5_000_000)
    assert filled(messages(20_000_000))[0] == "big"
    monkeypatch.setattr(bodies, "MOST_TOGETHER", 0)
    assert [filled(messages(size))[0] for size in (0, 4_000_000)] == ["", ""]


@pytest.mark.parametrize("size", [600_000, 8_000_000])
def test_half_a_body_is_none(size):
    assert filled(messages(size)[:-1])[0] == "gone"
    assert Body.together == 0
