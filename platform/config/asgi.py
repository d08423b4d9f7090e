"""The one server process: HTTP by Django's WSGI handler in a fixed pool of threads, websockets by live."""

import asyncio
import os
from typing import Any

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
wsgi: Any = get_wsgi_application()

from clock.running import Ticking  # noqa: E402 - only after the apps are ready
from config.bodies import Body, refuse  # noqa: E402
from config.demo import only_from_here  # noqa: E402
from live.door import door  # noqa: E402
from live.hub import close_hub  # noqa: E402
from live.loops import remember_loop  # noqa: E402
from live.outbox import close_outbox  # noqa: E402
from live.sending import say_lost  # noqa: E402

# Sync views gain nothing from ASGI and pay a thread and a connection for each request there.
http = WSGIMiddleware(wsgi, workers=int(os.environ.get("HTTP_THREADS", "4")), send_queue_size=64)


async def answer(scope: Any, receive: Any, send: Any) -> None:
    """Answer one connection of whatever kind."""
    remember_loop()
    match scope["type"]:
        case "http":
            await asked(scope, receive, send)
        case "websocket":
            await door(scope, receive, send)
        case "lifespan":
            await lifespan(receive, send)


async def asked(scope: Any, receive: Any, send: Any) -> None:
    """Read the body before a thread is taken, so that a slow upload waits here and keeps no thread busy.

    When the browser went away halfway nothing is done: half a text must not be taken for a whole one.
    """
    body = Body()
    try:
        match await body.fill(receive):
            case "":
                await http(scope, body.replay(receive), send)
            case "big":
                await refuse(send)
    finally:
        body.close()


async def lifespan(receive: Any, send: Any) -> None:
    """Start and stop with the server."""
    clock = Ticking()
    while (await receive())["type"] != "lifespan.shutdown":
        clock.start()
        say_lost()
        await send({"type": "lifespan.startup.complete"})
    await asyncio.to_thread(clock.stop)
    await close_outbox()
    await close_hub()
    await send({"type": "lifespan.shutdown.complete"})


application = only_from_here(answer) if settings.DEMO else answer
