"""The one server process: HTTP by Django's WSGI handler in a fixed pool of threads, websockets by Channels."""

import os
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
wsgi: Any = get_wsgi_application()
http = WSGIMiddleware(wsgi, workers=4)


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Answer one HTTP request; a websocket is refused until the live door is there."""
    if scope["type"] == "http":
        await http(scope, receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4404})
