"""The outermost door of the demonstration: it opens only for this computer, whatever address was bound."""

from collections.abc import Callable, Coroutine
from typing import Any

from accounts.demo import is_loopback

Application = Callable[[Any, Any, Any], Coroutine[Any, Any, None]]
REFUSAL = b"Deze demonstratie is alleen te zien op de computer waarop zij draait."


def only_from_here(application: Application) -> Application:
    """Wrap the server's application so that it refuses every caller from another computer."""

    async def guarded(scope: Any, receive: Any, send: Any) -> None:
        client = (scope.get("client") or ("",))[0]
        if scope["type"] not in {"http", "websocket"} or is_loopback(client):
            await application(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4403})
        else:
            headers = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": REFUSAL})

    return guarded
