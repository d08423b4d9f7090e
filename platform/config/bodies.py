"""Reading what a browser sends, before a thread is taken for it; a recording waits on disk, more is refused."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from typing import IO, Any

IN_MEMORY = 4_000_000  # bytes, a little above what Django accepts of typed words
MOST = 24_000_000  # bytes, a little above the largest file we take
MOST_TOGETHER = 1_000_000_000  # bytes of all bodies that wait on disk
MOST_READ = 200_000_000  # bytes of what is refused: a browser reads our answer only after it has sent everything
PIECE = 256_000

TOO_BIG = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Dit is te groot</title></head><body>
<h1>Dit is te groot</h1><p>Een foto mag 15 MB zijn, een opname of document 20 MB.
Ga terug en kies een kleiner bestand.</p>
</body></html>"""

Receive = Callable[[], Awaitable[Any]]


class Body:
    """One request's body: small in memory, larger in a file that nobody else can open."""

    together = 0  # bytes on disk now, of all bodies

    def __init__(self) -> None:
        self.read: list[Any] = []
        self.size = self.on_disk = 0
        self.fits = True
        self.file: IO[bytes] | None = None

    async def fill(self, receive: Receive) -> str:
        """Read to the end; give "" when it is whole, "gone" when the browser left, "big" when it is too much."""
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return "gone"
            self.size += len(message.get("body", b""))
            self.fits = self.fits and (self.size <= IN_MEMORY or (self.size <= MOST and Body.together < MOST_TOGETHER))
            if self.fits:
                self.keep(message)
            elif self.size > MOST_READ:
                return "gone"
            if not message.get("more_body"):
                return "" if self.fits else "big"

    def keep(self, message: Any) -> None:
        self.read.append(message)
        if self.size <= IN_MEMORY:
            return
        if self.file is None:
            self.file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        for one in self.read:
            self.file.write(one.get("body", b""))
            self.on_disk += len(one.get("body", b""))
            Body.together += len(one.get("body", b""))
        self.read.clear()

    def replay(self, receive: Receive) -> Receive:
        """Give a `receive` that tells it all again, and then whatever comes next."""
        if self.file is None:
            return lambda: self.next_of(receive)
        self.file.seek(0)
        left = self.on_disk

        async def from_disk() -> Any:
            nonlocal left
            if self.file is None or left <= 0:
                return await receive()
            piece = self.file.read(PIECE)
            left -= len(piece)
            return {"type": "http.request", "body": piece, "more_body": left > 0}

        return from_disk

    async def next_of(self, receive: Receive) -> Any:
        return self.read.pop(0) if self.read else await receive()

    def close(self) -> None:
        """Let go of the file; it is gone then."""
        Body.together -= self.on_disk
        if self.file is not None:
            self.file.close()
        self.file, self.on_disk = None, 0


async def refuse(send: Any) -> None:
    """Say that it is too much."""
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
    headers += [(b"content-security-policy", b"default-src 'none'"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": TOO_BIG.encode()})
