"""One hub per process: it joins a topic's group once and hands each ready frame to its own sockets."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer

from live import asking, loops, topics
from live.limits import Limits
from live.outbox import EVERYBODY, SEND_TIMEOUT
from live.presence import Presence
from live.sockets import MOST_WAITING, TRY_LATER, Socket

log = logging.getLogger(__name__)
BEAT = 15  # seconds between signs of life over the layer
REJOIN = 3600  # seconds; the in-memory layer forgets members after a day
TYPING_EVERY = 2  # seconds
ASK_AGAIN = 600  # seconds after which listeners are asked about again: a permission or a session may just have run out


class Listener:
    """One socket listening to one topic. Frames are held back while we ask whether it still may."""

    def __init__(self, socket: Socket, topic: str) -> None:
        self.socket, self.topic = socket, topic
        self.since: int | None = None  # what it still has to catch up from
        self.person: int | None = None
        self.seat = ""
        self.shows_typing = False
        self.typed_at = 0.0
        self.told = ""  # the last head count it was told
        self.held: list[tuple[int, str]] | None = []
        self.known: set[int] = set()  # what it got by catching up, and may still come along live
        self.asked = 0

    def take(self, piece_id: int, frame: str) -> None:
        """Pass a frame on, or hold it back until we know that this person may have it."""
        if piece_id in self.known:
            self.known.discard(piece_id)
        elif self.held is None:
            self.socket.put(frame)
        elif len(self.held) < MOST_WAITING:
            self.held.append((piece_id, frame))
        else:
            self.socket.fall_behind()

    def hold(self) -> int:
        """Hold frames back from now on; gives the number of this asking, for only the newest one counts."""
        self.held = self.held or []
        self.asked += 1
        return self.asked

    def may_be(self, person: int) -> bool:
        """This person, or somebody we are still asking about."""
        return self.person == person or self.held is not None

    def admit(self, answer: asking.Answer) -> None:
        """Let it hear: first what it missed, then what was held back, nothing twice."""
        held, self.held, self.since = self.held or [], None, None
        self.person, self.seat, self.shows_typing = answer.person, answer.seat, answer.shows_typing
        if answer.too_many:
            self.socket.say(many=self.topic)
        self.known |= {piece_id for piece_id, _frame in answer.missed}
        for _id, frame in answer.missed:
            self.socket.put(frame)
        for piece_id, frame in held:
            self.take(piece_id, frame)


class Hub:
    """The listeners of one process and its one channel on the layer."""

    def __init__(self) -> None:
        self.listeners: dict[str, set[Listener]] = {}
        self.presence = Presence(self)
        self.limits = Limits()
        self.pool = asking.Pool()
        self._channel = ""
        self._joined: dict[str, float] = {}
        self._asked_at: dict[str, float] = {}
        self._joining = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._sent = self._heard = 0
        self._away = False

    # --- sockets come and go ------------------------------------------------------------------------
    async def listen(self, socket: Socket, topic: str, since: int | None) -> None:
        """Start listening, or catch up; the socket is told what it missed or that it is refused."""
        listener = socket.listeners.get(topic)
        if listener is None:
            listener = socket.listeners[topic] = Listener(socket, topic)
            self.listeners.setdefault(topic, set()).add(listener)
        listener.since = since
        # Subscribe first and ask then: what happens in between is held back, so nothing falls in a gap.
        await self._join(topic)
        await self._ask(listener)

    async def leave(self, listener: Listener) -> None:
        """Stop listening; the group is left with its last listener."""
        topic = listener.topic
        listener.socket.listeners.pop(topic, None)
        listener.asked += 1  # an asking under way no longer counts
        ours = self.listeners.get(topic, set())
        ours.discard(listener)
        self.presence.changed(topic)
        if not ours:
            self.listeners.pop(topic, None)
            self._asked_at.pop(topic, None)
            async with self._joining:
                if topic not in self.listeners and self._joined.pop(topic, 0):
                    await get_channel_layer().group_discard(topics.group_of(topic), self._channel)

    async def typing(self, listener: Listener) -> None:
        """Let the others know that somebody writes, when this person chose to show it; never who."""
        now = time.monotonic()
        if listener.held is None and listener.shows_typing and now - listener.typed_at >= TYPING_EVERY:
            listener.typed_at = now
            message = {"type": "typing", "topic": listener.topic, "by": listener.person}
            with suppress(Exception):  # not worth a second try
                await get_channel_layer().group_send(topics.group_of(listener.topic), message)

    def _show_typing(self, topic: str, by: int) -> None:
        frame = json.dumps({"typing": topic})
        for listener in self.listeners.get(topic, ()):
            if listener.held is None and listener.person != by:
                listener.socket.put(frame)

    async def _join(self, topic: str) -> None:
        async with self._joining, asyncio.timeout(SEND_TIMEOUT):
            if not self._channel:
                await self._start()
            if topic in self.listeners and topic not in self._joined:
                await get_channel_layer().group_add(topics.group_of(topic), self._channel)
                self._joined[topic] = self._asked_at[topic] = time.monotonic()
                self.presence.joined(topic)

    async def _ask(self, listener: Listener) -> None:
        mine = listener.hold()
        answer = await self.pool.run(self._ask_one, listener, mine, listener.since)
        if listener.asked == mine:
            await self._settle(listener, answer)

    @staticmethod
    def _ask_one(listener: Listener, mine: int, since: int | None) -> asking.Answer | None:
        """Ask, in a thread; not for who left while this waited its turn, or a rush would never end."""
        if listener.asked != mine:
            return None
        socket = listener.socket
        return asking.ask(socket.session_key, listener.topic, since, socket.language)

    async def _settle(self, listener: Listener, answer: asking.Answer | None) -> None:
        if answer is None:
            listener.socket.say(refused=listener.topic)
            await self.leave(listener)
        else:
            listener.admit(answer)
            self.presence.changed(listener.topic)
            self.limits.recognise(listener.socket, answer.person)

    # --- the layer ----------------------------------------------------------------------------------
    async def _start(self) -> None:
        layer = get_channel_layer()
        channel = await layer.new_channel("live.hub.")
        await layer.group_add(EVERYBODY, channel)
        self._channel = channel
        self.spawn(self._receive())
        self.spawn(self._beat())

    def spawn(self, work: Any) -> None:
        """Run something beside the conversation; what goes wrong is logged."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("A live task ended badly.", exc_info=error)

    async def _receive(self) -> None:
        while True:
            try:
                self._take(await get_channel_layer().receive(self._channel))
            except Exception:
                log.exception("A live message could not be handled.")
                await asyncio.sleep(0.1)

    def _take(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "fragment", "topic": topic, "id": piece_id, "frames": frames}:
                for listener in self.listeners.get(topic, ()):
                    listener.take(piece_id, frames[listener.socket.language])
            case {"type": "many", "topic": topic}:
                for listener in self.listeners.get(topic, ()):
                    listener.take(0, json.dumps({"many": topic}))
            case {"type": "recheck", "topic": topic}:
                self.recheck(topic, self.listeners.get(topic, ()))
            case {"type": "person", "person": person}:
                for topic, listeners in self.listeners.items():
                    self.recheck(topic, [one for one in listeners if one.may_be(person)])
            case {"type": "session", "session": mark}:
                for topic, listeners in self.listeners.items():
                    self.recheck(topic, [one for one in listeners if one.socket.end_session(mark)])
            case {"type": "typing", "topic": topic, "by": by}:
                self._show_typing(topic, by)
            case {"type": "presence", "topic": topic}:
                self.presence.heard(message)
            case {"type": "lost"}:
                self._catch_up("A process started or lost news")
            case {"type": "beat", "number": number}:
                self._heard = number
                if self._away:  # only now do messages arrive again, so only now is catching up complete
                    self._away = False
                    self._catch_up("The channel layer was away")

    def recheck(self, topic: str, listeners: Iterable[Listener]) -> None:
        """Hold these listeners' frames back from this moment and ask for all of them again."""
        numbers = {listener: listener.hold() for listener in listeners}
        if numbers:
            self.spawn(self._recheck(topic, numbers))

    async def _recheck(self, topic: str, numbers: dict[Listener, int]) -> None:
        keys = [listener.socket.session_key for listener in numbers]
        try:
            answers = await self.pool.run(asking.ask_all, keys, topic)
        except Exception:
            log.exception("Who may listen to %s is unknown; its listeners have to come back.", topic)
            for listener in numbers:
                listener.socket.close(TRY_LATER)
            return
        for listener, mine in numbers.items():
            if listener.asked != mine:
                continue
            if listener.since is None:
                await self._settle(listener, answers[listener.socket.session_key])
            else:  # it was still catching up
                self.spawn(self._ask(listener))

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            layer = get_channel_layer()
            self._away = self._away or self._heard != self._sent
            try:
                for topic, since in list(self._joined.items()):
                    if time.monotonic() - since > REJOIN:
                        await layer.group_add(topics.group_of(topic), self._channel)
                        self._joined[topic] = time.monotonic()
                await layer.group_add(EVERYBODY, self._channel)
                self._sent += 1
                await layer.send(self._channel, {"type": "beat", "number": self._sent})
            except Exception:
                log.warning("The channel layer does not answer.", exc_info=True)
                continue
            self.presence.beat()
            self._ask_again()

    def _ask_again(self) -> None:
        """Ask about listeners whose right nobody changed for long: it may end by itself, on a date."""
        now = time.monotonic()
        for topic in [topic for topic, at in self._asked_at.items() if now - at > ASK_AGAIN]:
            self._asked_at[topic] = now
            self.recheck(topic, self.listeners.get(topic, ()))

    def _catch_up(self, why: str) -> None:
        """Messages may be lost: ask who may listen again and let browsers catch up."""
        if self.listeners:
            log.warning("%s; browsers catch up.", why)
        for topic, listeners in self.listeners.items():
            self.recheck(topic, listeners)
            for listener in listeners:
                listener.socket.say(behind=topic)

    async def close(self) -> None:
        """End the hub's tasks and threads."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.pool.close()


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """Give the hub of this process (of this event loop)."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]


def polled(topic: str, person: int | None, place: str) -> int:
    """Note that somebody without a line looks at a topic; give how many people are here, 0 when that is not known.

    May be asked in any thread. `person` is None for a visitor, of whom only the address `place` is known.
    """
    loop = loops.server_loop()
    running = _hubs.get(loop) if loop else None
    found = topics.find(topic)
    if loop is None or running is None or found is None or not found[0].counts:
        return 0
    loop.call_soon_threadsafe(running.presence.polled, topic, person, place)
    return running.presence.count(topic)


async def close_hub() -> None:
    """End the hub of this event loop, if there is one."""
    if running := _hubs.pop(asyncio.get_running_loop(), None):
        await running.close()
