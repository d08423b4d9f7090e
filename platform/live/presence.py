"""How many people are here: each process tells its own, browsers are told how many, and no more than seats say."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from channels.layers import InMemoryChannelLayer, get_channel_layer

from live import topics

if TYPE_CHECKING:
    from live.hub import Hub

CALM = 1  # seconds in which changes are gathered before they are told
REPEAT = 30  # seconds after which a count is told again, for other processes
MOST_SEATS = 60
POLLED = 45  # seconds that who asks by plain requests is here: they ask every 15 to 30
FORGET = 95  # seconds without a sign after which another process no longer counts


class Heads(NamedTuple):
    """Who listens to a topic in one process. People are numbers here, and the numbers stay between processes."""

    people: frozenset[int]
    visitors: int
    seats: frozenset[str]
    at: float


class Presence:
    """The head counts of one hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._process = uuid.uuid4().hex
        self._heads: dict[str, dict[str, Heads]] = {}
        self._changed: set[str] = set()
        self._asking: set[str] = set()
        self._polled: dict[str, dict[int | str, float]] = {}  # when who asked last; a visitor is an address
        self._counts: dict[str, int] = {}  # of topics that somebody in this process listens to
        self._flushing = False
        self._repeated_at = time.monotonic()

    def changed(self, topic: str) -> None:
        """Somebody came or left; told after a moment, so that a rush makes one message."""
        found = topics.find(topic)
        if found is None or not found[0].counts:
            return
        self._changed.add(topic)
        if not self._flushing:
            self._flushing = True
            self._hub.spawn(self._flush())

    def polled(self, topic: str, who: int | None, place: str) -> None:
        """Somebody without a line asked for news: they are here for a while."""
        key: int | str = place if who is None else who
        known = self._polled.setdefault(topic, {})
        if key not in known:
            self.changed(topic)
        known[key] = time.monotonic()
        asyncio.get_running_loop().call_later(POLLED + CALM, self._left, topic, key)

    def count(self, topic: str) -> int:
        """Give how many people are here; where nobody in this process listens, only who asks here is known."""
        return self._counts.get(topic) or len(self._polled.get(topic, ()))

    def _left(self, topic: str, key: int | str) -> None:
        """Forget who did not ask again."""
        known = self._polled.get(topic, {})
        if time.monotonic() - known.get(key, 0) < POLLED:
            return
        known.pop(key, None)
        if not known:
            self._polled.pop(topic, None)
        self.changed(topic)

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
            for topic in {*self._hub.listeners, *self._polled}:
                self.changed(topic)

    def heard(self, message: dict[str, Any]) -> None:
        """Take a count from a process (ours too) and tell our own listeners the sum."""
        topic, process = message["topic"], message["process"]
        if message["ask"] and process != self._process:
            self.changed(topic)
        heads = self._heads.setdefault(topic, {})
        now = time.monotonic()
        heads[process] = Heads(frozenset(message["people"]), message["visitors"], frozenset(message["seats"]), now)
        for stale in [p for p, one in heads.items() if now - one.at > FORGET or not (one.people or one.visitors)]:
            del heads[stale]
        if topic not in self._hub.listeners:
            self._heads.pop(topic, None)
            self._counts.pop(topic, None)
            return
        people = frozenset[int]().union(*(one.people for one in heads.values()))
        seats = frozenset[str]().union(*(one.seats for one in heads.values()))
        facts: dict[str, Any] = {"presence": topic, "count": len(people) + sum(one.visitors for one in heads.values())}
        self._counts[topic] = facts["count"]
        if seats:
            facts["seats"] = sorted(seats)[:MOST_SEATS]
        frame = json.dumps(facts)
        for listener in self._hub.listeners[topic]:
            if listener.held is None and listener.told != frame:
                listener.told = frame
                listener.socket.put(frame)

    def _here(self, topic: str) -> dict[str, Any]:
        here = [one for one in self._hub.listeners.get(topic, ()) if one.held is None]
        polled = self._polled.get(topic, {})
        people = {one.person for one in here if one.person is not None}
        return {
            "people": list(people | {who for who in polled if isinstance(who, int)}),
            "visitors": len({one.socket for one in here if one.person is None})
            + sum(isinstance(who, str) for who in polled),
            "seats": list({one.seat for one in here if one.seat}),
        }

    async def _flush(self) -> None:
        await asyncio.sleep(CALM)
        self._flushing = False
        topics_now, self._changed = self._changed, set()
        for topic in topics_now:
            message = {
                "type": "presence",
                "topic": topic,
                "process": self._process,
                "ask": topic in self._asking,
            } | self._here(topic)
            self._asking.discard(topic)
            await get_channel_layer().group_send(topics.group_of(topic), message)
