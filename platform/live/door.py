"""The one websocket door: who comes in, and what a browser may say there."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, parse_cookie
from django.utils import translation

from live import sockets, topics
from live.hub import Hub, hub
from live.sockets import Closed, Message, Receive, Send, Socket

log = logging.getLogger(__name__)
PATH = "/live/"


async def door(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
    """Let a browser of this site in, and talk with it until one of the two leaves.

    Not Channels' own consumer and auth stack: those fix the person at the handshake, while here the session
    is read anew whenever somebody asks to listen; and one consumer a browser would cost a channel a browser.
    """
    request = handshake(scope)
    if scope["path"] != PATH or not is_own_page(scope, request):
        await send({"type": "websocket.close"})
        return
    await receive()  # websocket.connect
    await send({"type": "websocket.accept"})  # also who is one too many: only an open line can say why it closes
    session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    socket = Socket(send, session_key, translation.get_language_from_request(request))
    limits = hub().limits
    limits.come_in(socket, (scope.get("client") or [""])[0])
    said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    work = [asyncio.create_task(read(socket, receive, said)), asyncio.create_task(obey_all(socket, said, hub()))]
    work.append(socket.writer)
    try:
        await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        limits.leave(socket)
        for listener in list(socket.listeners.values()):
            await hub().leave(listener)


def handshake(scope: MutableMapping[str, Any]) -> HttpRequest:
    """Read the handshake into a request, so that Django's own rules judge host and language."""
    request = HttpRequest()
    request.META.update(SERVER_NAME="", SERVER_PORT="")
    for name, value in scope["headers"]:
        request.META["HTTP_" + name.decode("latin1").upper().replace("-", "_")] = value.decode("latin1")
    request.COOKIES = parse_cookie(request.META.get("HTTP_COOKIE", ""))
    return request


def is_own_page(scope: MutableMapping[str, Any], request: HttpRequest) -> bool:
    """Say whether the page that opens this socket is ours: a browser sends cookies along for any page."""
    origin = urlsplit(request.META.get("HTTP_ORIGIN", ""))
    try:
        host = request.get_host()
    except DisallowedHost:
        return False
    scheme = "https" if settings.HTTPS or scope.get("scheme") == "wss" else "http"
    ours = {(scheme, host.lower()), tuple(urlsplit(settings.SITE_URL)[:2])}
    return (origin.scheme, origin.netloc.lower()) in ours


async def read(socket: Socket, receive: Receive, said: asyncio.Queue[dict[str, Any]]) -> None:
    """Take what the browser says until it goes or has to; going is noticed while it waits for an answer too."""
    async with ending_well(socket):
        while (message := await receive())["type"] != "websocket.disconnect":
            socket.count_message()
            said.put_nowait(understand(message))


async def obey_all(socket: Socket, said: asyncio.Queue[dict[str, Any]], hub: Hub) -> None:
    """Do what was said, one thing after another."""
    async with ending_well(socket):
        while True:
            await obey(socket, await said.get(), hub)


@asynccontextmanager
async def ending_well(socket: Socket) -> AsyncIterator[None]:
    """Say why the conversation ends, when it has to."""
    try:
        yield
        return
    except Closed as ending:
        socket.close(ending.code)
    except Exception:
        log.warning("A live conversation broke off.", exc_info=True)
        socket.close(sockets.TRY_LATER)
    await socket.writer


def understand(message: Message) -> dict[str, Any]:
    """Read one message from a browser: small, JSON, an object. Raises Closed for anything else."""
    text = message.get("text")
    if text is None:
        raise Closed(sockets.BINARY)
    if len(text) > sockets.LARGEST_MESSAGE or len(text.encode()) > sockets.LARGEST_MESSAGE:
        raise Closed(sockets.TOO_LARGE)
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise Closed(sockets.MALFORMED) from None
    if not isinstance(said, dict):
        raise Closed(sockets.MALFORMED)
    return said


async def obey(socket: Socket, said: dict[str, Any], hub: Hub) -> None:
    """Do what a browser asks: listen (from an id on), leave, or answer a ping."""
    match said:
        case {"listen": str(topic), **rest}:
            since = rest.get("since")
            if since is not None and (type(since) is not int or not 0 <= since < 2**63):
                raise Closed(sockets.MALFORMED)
            too_many = topic not in socket.listeners and len(socket.listeners) >= sockets.MOST_TOPICS
            if too_many or topics.find(topic) is None:
                socket.say(refused=topic)
            else:
                await hub.listen(socket, topic, since)
        case {"leave": str(topic)}:
            if listener := socket.listeners.get(topic):
                await hub.leave(listener)
        case {"typing": str(topic)}:
            if listener := socket.listeners.get(topic):
                await hub.typing(listener)
        case {"ping": _}:
            socket.say(pong=1)
        case _:
            raise Closed(sockets.MALFORMED)
