"""One browser's socket: a bounded queue that one task empties, so that a slow browser holds up nobody."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any

from live.sending import mark_of

if TYPE_CHECKING:
    from live.hub import Listener
    from live.limits import Crowd

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]

MOST_TOPICS = 20
MOST_WAITING = 100  # frames a slow browser may lag behind
LARGEST_MESSAGE = 1024  # bytes from a browser
BURST, PER_SECOND = 40, 4  # messages from a browser
LAST_WORDS = 5  # seconds to say why we close

# Close codes: 1xxx are the protocol's own, 4xxx ours.
GOING_AWAY, BINARY, TOO_LARGE, TRY_LATER = 1001, 1003, 1009, 1013
MALFORMED, BEHIND, TOO_FAST, IDLE = 4400, 4408, 4429, 4409
TOO_MANY = TOO_FAST  # browsers wait longer, and ask by requests meanwhile


class Closed(Exception):
    """The conversation ends here, with this close code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Socket:
    """What the hub knows of one browser."""

    def __init__(self, send: Send, session_key: str | None, language: str) -> None:
        self.session_key = session_key
        self._mark = mark_of(session_key)
        self.language = language
        self.listeners: dict[str, Listener] = {}
        self.crowd: Crowd | None = None
        self._send = send
        self._waiting: asyncio.Queue[Message] = asyncio.Queue()
        self._ending = False
        self.writer = asyncio.create_task(self._write())
        self._allowance, self._counted_at = float(BURST), time.monotonic()

    def put(self, frame: str) -> None:
        """Queue a ready frame; a browser that lags too far is told so, and let go to catch up by last id."""
        if self._ending:
            return
        if self._waiting.qsize() >= MOST_WAITING:
            self.fall_behind()
        else:
            self._waiting.put_nowait({"type": "websocket.send", "text": frame})

    def say(self, **facts: Any) -> None:
        """Queue a small message of our own."""
        self.put(json.dumps(facts))

    def fall_behind(self) -> None:
        """Drop what waits, say "behind" and close."""
        while not self._waiting.empty():
            self._waiting.get_nowait()
        self._waiting.put_nowait({"type": "websocket.send", "text": '{"behind": "*"}'})
        self.close(BEHIND)

    def end_session(self, mark: str) -> bool:
        """If this is the session that ends, be a visitor from now on; says whether it was."""
        if self._mark == mark:
            self.session_key = None
        return self._mark == mark

    def close(self, code: int) -> None:
        """Close after what is queued; if the browser does not take it, close without."""
        if not self._ending:
            self._ending = True
            self._waiting.put_nowait({"type": "websocket.close", "code": code})
            asyncio.get_running_loop().call_later(LAST_WORDS, self.writer.cancel)

    async def _write(self) -> None:
        while True:
            message = await self._waiting.get()
            await self._send(message)
            if message["type"] == "websocket.close":
                return

    def count_message(self) -> None:
        """Count one message from the browser; raises Closed when there are too many."""
        now = time.monotonic()
        self._allowance = min(BURST, self._allowance + (now - self._counted_at) * PER_SECOND) - 1
        self._counted_at = now
        if self._allowance < 0 or (self.crowd is not None and not self.crowd.may_speak(now)):
            raise Closed(TOO_FAST)
