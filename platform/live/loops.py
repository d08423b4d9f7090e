"""Which event loop carries what a thread wants to send."""

from __future__ import annotations

import asyncio
import threading

_server: asyncio.AbstractEventLoop | None = None
_own: asyncio.AbstractEventLoop | None = None
_lock = threading.Lock()


def remember_loop() -> None:
    """Keep the server's running loop, so that threads can reach it. Called for each connection."""
    global _server
    _server = asyncio.get_running_loop()


def server_loop() -> asyncio.AbstractEventLoop | None:
    """Give the server's loop; None outside a server (a command, a separate worker) and after it stopped."""
    return _server if _server is not None and _server.is_running() else None


def own_loop() -> asyncio.AbstractEventLoop:
    """Give a loop in a thread of our own, for processes without a server."""
    global _own
    with _lock:
        if _own is None:
            _own = asyncio.new_event_loop()
            threading.Thread(target=_own.run_forever, name="live", daemon=True).start()
        return _own
