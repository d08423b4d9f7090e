"""What this process still has to hand to the channel layer: one message after another, and never lost silently."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer

log = logging.getLogger(__name__)
EVERYBODY = "live.people"  # the group every process joins
SEND_TIMEOUT = 5  # seconds a message may take to reach the layer
PATIENCE = 3  # seconds before the next try
LAST_WORDS = 1  # seconds to send what waits when the server stops
MOST_KEPT = 1000  # messages; what comes after is made good by catching up
LOST: dict[str, Any] = {"type": "lost"}  # every process lets its browsers catch up


class Outbox:
    """The messages of one event loop. Sent side by side they would overtake each other on their way through Redis."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[str, dict[str, Any]]] = deque()
        self._sender: asyncio.Task[None] | None = None

    def put(self, group: str, message: dict[str, Any]) -> None:
        """Send this after what waits already; called in the loop."""
        if len(self._waiting) >= MOST_KEPT:
            self._waiting.clear()
            self._waiting.append((EVERYBODY, LOST))
        self._waiting.append((group, message))
        if self._sender is None or self._sender.done():
            self._sender = asyncio.get_running_loop().create_task(self._send())

    async def _send(self) -> None:
        told = False
        while self._waiting:
            group, message = self._waiting[0]
            try:
                await asyncio.wait_for(get_channel_layer().group_send(group, message), SEND_TIMEOUT)
            except Exception as error:
                if not told:
                    log.warning("Live is down; the writing goes on without it: %r", error)
                told = True
                await asyncio.sleep(PATIENCE)
                continue
            if self._waiting and self._waiting[0][1] is message:
                self._waiting.popleft()

    async def close(self) -> None:
        """Send what waits, if that goes quickly."""
        if self._sender is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._sender, LAST_WORDS)


_boxes: WeakKeyDictionary[asyncio.AbstractEventLoop, Outbox] = WeakKeyDictionary()


def outbox() -> Outbox:
    """Give the outbox of the running loop."""
    return _boxes.setdefault(asyncio.get_running_loop(), Outbox())


async def close_outbox() -> None:
    """End the outbox of this event loop, if there is one."""
    if ours := _boxes.pop(asyncio.get_running_loop(), None):
        await ours.close()
