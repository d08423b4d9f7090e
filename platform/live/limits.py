"""How many lines one person, or the visitors of one address, may hold in one process, and how often they may ask.

Whoever is one too many loses nothing but speed: the page goes on by plain requests. Who is signed in counts as a person
and not for the address, so an office behind one address is not locked out by its size.
"""

from __future__ import annotations

import asyncio
import ipaddress
import threading
import time
from weakref import WeakSet

from live.sockets import IDLE, TOO_MANY, Socket

OF_PERSON = 30  # open lines: pages in tabs, on telephones
OF_VISITORS = 400  # of one address
OF_UNKNOWN = 3000  # of one address: they show a session, and who they are is asked when they listen
WITHIN = 30  # seconds in which an open line has to listen to something


ASKS = 4  # plain requests at once for each line that is allowed: a minute of a page that asks
REFILL = 10  # seconds in which one more of those grows, for each line
MOST_KEPT = 10_000  # who asked lately, in memory


class Pace:
    """How often who goes without a line may ask for news; asked in the threads of requests."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left: dict[tuple[str, str], tuple[float, float]] = {}

    def may_ask(self, name: tuple[str, str], lines: int) -> bool:
        """Count one question of this person or address, which may hold so many lines."""
        now, most = time.monotonic(), float(lines * ASKS)
        with self._lock:
            left, at = self._left.get(name, (most, now))
            left = min(most, left + (now - at) * lines / REFILL)
            self._left[name] = (max(0.0, left - 1), now)
            if len(self._left) > MOST_KEPT:
                for old in sorted(self._left, key=lambda one: self._left[one][1])[: MOST_KEPT // 2]:
                    del self._left[old]
        return left >= 1


class Crowd:
    """The lines that count together, and what they may say together."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.sockets: WeakSet[Socket] = WeakSet()
        self._allowance, self._counted_at = most * 4.0, time.monotonic()

    def may_speak(self, now: float) -> bool:
        """Count one message; all lines opened anew at once fit in, a stream of them does not."""
        self._allowance = min(self.most * 4, self._allowance + (now - self._counted_at) * self.most / 2) - 1
        self._counted_at = now
        return self._allowance >= 0


class Limits:
    """The crowds of one process."""

    def __init__(self) -> None:
        self._crowds: dict[tuple[str, str], Crowd] = {}
        self._address: dict[Socket, str] = {}

    def come_in(self, socket: Socket, address: str) -> None:
        """Take in a new line, of which only the address is known yet."""
        self._address[socket] = network_of(address)
        if socket.session_key:
            self._join(socket, ("unknown", self._address[socket]), OF_UNKNOWN)
        else:
            self._join(socket, ("visitors", self._address[socket]), OF_VISITORS)
        asyncio.get_running_loop().call_later(WITHIN, end_if_idle, socket)

    def recognise(self, socket: Socket, person: int | None) -> None:
        """Count the line for who turns out to hold it."""
        if socket not in self._address:
            return
        if person is None:
            self._join(socket, ("visitors", self._address[socket]), OF_VISITORS)
        else:
            self._join(socket, ("person", str(person)), OF_PERSON)

    def leave(self, socket: Socket) -> None:
        """Forget a line that is gone."""
        self._part(socket)
        self._address.pop(socket, None)

    def _join(self, socket: Socket, name: tuple[str, str], most: int) -> None:
        crowd = self._crowds.get(name) or self._crowds.setdefault(name, Crowd(most))
        if socket.crowd is crowd:
            return
        self._part(socket)
        if len(crowd.sockets) >= crowd.most:
            socket.close(TOO_MANY)
            return
        crowd.sockets.add(socket)
        socket.crowd = crowd

    def _part(self, socket: Socket) -> None:
        if socket.crowd is None:
            return
        socket.crowd.sockets.discard(socket)
        for name in [name for name, crowd in self._crowds.items() if crowd is socket.crowd and not crowd.sockets]:
            del self._crowds[name]
        socket.crowd = None


def network_of(address: str) -> str:
    """Give what stands for one place: an IPv4 address, or the half of an IPv6 address that one household gets."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if found.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


def end_if_idle(socket: Socket) -> None:
    """Close a line that asked for nothing; our pages always do."""
    if not socket.listeners:
        socket.close(IDLE)
