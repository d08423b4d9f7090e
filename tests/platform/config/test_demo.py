"""The demonstration answers this computer only, whatever address a server was bound to by hand."""

from typing import Any

import pytest
from asgiref.sync import async_to_sync

from config.demo import only_from_here


def ask(address: str, kind: str = "http") -> list[dict[str, Any]]:
    """Let a guarded application be asked from `address`; give what it sent."""
    sent: list[dict[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "welcome"})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async_to_sync(only_from_here(application))({"type": kind, "client": (address, 5555)}, None, send)
    return sent


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "127.3.2.1"])
def test_this_computer_is_answered(address: str, kind: str) -> None:
    assert ask(address, kind) == [{"type": "welcome"}]


@pytest.mark.parametrize("address", ["192.168.1.7", "10.0.0.1", "2001:db8::1", "", "localhost.evil.example"])
def test_another_computer_is_refused(address: str) -> None:
    assert ask(address)[0]["status"] == 403
    assert ask(address, "websocket") == [{"type": "websocket.close", "code": 4403}]
