"""How many people are here: each process tells its own count, browsers are told the sum and never who."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from typing import TYPE_CHECKING, Any

from channels.layers import InMemoryChannelLayer, get_channel_layer

from live import topics

if TYPE_CHECKING:
    from live.hub import Hub

CALM = 1  # seconds in which changes are gathered before they are told
REPEAT = 30  # seconds after which a count is told again, for other processes
FORGET = 95  # seconds without a sign after which another process no longer counts


class Presence:
    """The head counts of one hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._process = uuid.uuid4().hex
        self._counts: dict[str, dict[str, tuple[int, float]]] = {}
        self._changed: set[str] = set()
        self._asking: set[str] = set()
        self._flushing = False
        self._repeated_at = time.monotonic()

    def changed(self, topic: str) -> None:
        """Somebody came or left; told after a moment, so that a rush makes one message."""
        self._changed.add(topic)
        if not self._flushing:
            self._flushing = True
            self._hub.spawn(self._flush())

    def joined(self, topic: str) -> None:
        """This process joined a topic: ask the other processes for their counts."""
        self._asking.add(topic)
        self.changed(topic)

    def beat(self) -> None:
        """Repeat our counts now and then, so that a process that died is forgotten and we are not."""
        if isinstance(get_channel_layer(), InMemoryChannelLayer):
            return
        if time.monotonic() - self._repeated_at >= REPEAT:
            self._repeated_at = time.monotonic()
            for topic in self._hub.listeners:
                self.changed(topic)

    def heard(self, message: dict[str, Any]) -> None:
        """Take a count from a process (ours too) and tell our own listeners the sum."""
        topic, process, count = message["topic"], message["process"], message["count"]
        if message["ask"] and process != self._process:
            self.changed(topic)
        counts = self._counts.setdefault(topic, {})
        now = time.monotonic()
        counts[process] = (count, now)
        for stale in [p for p, (n, at) in counts.items() if not n or now - at > FORGET]:
            del counts[stale]
        total = sum(n for n, _at in counts.values())
        if topic not in self._hub.listeners:
            self._counts.pop(topic, None)
            return
        frame = json.dumps({"presence": topic, "count": total})
        for listener in self._hub.listeners[topic]:
            if listener.held is None and listener.told != total:
                listener.told = total
                listener.socket.put(frame)

    def _count(self, topic: str) -> int:
        here = [one for one in self._hub.listeners.get(topic, ()) if one.held is None]
        people = {one.person for one in here if one.person is not None}
        visitors = {one.socket for one in here if one.person is None}
        return len(people) + len(visitors)

    async def _flush(self) -> None:
        await asyncio.sleep(CALM)
        self._flushing = False
        topics_now, self._changed = self._changed, set()
        for topic in topics_now:
            message = {
                "type": "presence",
                "topic": topic,
                "process": self._process,
                "count": self._count(topic),
                "ask": topic in self._asking,
            }
            self._asking.discard(topic)
            await get_channel_layer().group_send(topics.group_of(topic), message)
