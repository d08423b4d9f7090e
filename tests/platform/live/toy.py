"""A toy plug: a topic with readers and pieces kept in memory, and a browser that listens."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from accounts.models import User
from live import Fragment, Topic, render, send_fragment


class Toy(Topic):
    """Everybody may hear toy 1; the others only who is named."""

    name = "toys.toy"
    subject = "toy"
    readers: dict[int, set[int]] = {}
    pieces: dict[int, list[int]] = {}

    @staticmethod
    def may_listen(user: User | AnonymousUser, pk: int) -> bool:
        return pk == 1 or user.pk in Toy.readers.get(pk, set())

    @staticmethod
    def missed(user: User | AnonymousUser, pk: int, since: int) -> list[Fragment]:
        return [piece(number) for number in list(Toy.pieces.get(pk, [])) if number > since]

    @classmethod
    def clear(cls) -> None:
        cls.readers, cls.pieces = {}, {}


def piece(number: int) -> Fragment:
    return render(number, "toy/piece.html", {"id": number, "text": "Hoi"})


def tell(pk: int, number: int, text: str = "Hoi") -> None:
    """Write a piece and tell the listeners."""
    Toy.pieces.setdefault(pk, []).append(number)
    send_fragment(Toy, pk, number, "toy/piece.html", {"id": number, "text": text})


class Ear:
    """A browser's socket, seen from the test."""

    def __init__(self, url: str, user: User | None = None, **headers: str) -> None:
        cookies = [f"django_language={headers.pop('language', 'nl')}"]
        self.session_key = headers.pop("session_key", "")
        if user:
            client = Client()
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            self.session_key = client.cookies[settings.SESSION_COOKIE_NAME].value
        if self.session_key:
            cookies.append(f"{settings.SESSION_COOKIE_NAME}={self.session_key}")
        origin = headers.pop("origin", url)
        path = headers.pop("path", "/live/")
        self.socket: ClientConnection = connect(  # entering is opening; the fixture closes
            url.replace("http", "ws") + path,
            origin=origin or None,
            additional_headers={"Cookie": "; ".join(cookies)},
            open_timeout=10,
            max_queue=None,
        ).__enter__()

    def say(self, **message: Any) -> None:
        self.socket.send(json.dumps(message))

    def listen(self, topic: str, since: int | None = None) -> None:
        """Ask to listen, and wait until the server has dealt with it."""
        self.say(listen=topic, **({} if since is None else {"since": since}))

    def settle(self) -> list[dict[str, Any]]:
        """Give everything said until the answer to a ping; messages are dealt with one after another."""
        self.say(ping=1)
        heard = []
        while "pong" not in (message := self.hear()):
            heard.append(message)
        return heard

    def hear(self, timeout: float = 5, presence: bool = False) -> dict[str, Any]:
        """Give the next message; head counts are passed over unless asked for."""
        while True:
            message: dict[str, Any] = json.loads(self.socket.recv(timeout))
            if presence or "presence" not in message:
                return message

    def hears_nothing(self, during: float = 0.3) -> bool:
        try:
            self.hear(during)
        except TimeoutError:
            return True
        return False

    def close_code(self) -> int:
        """Wait for the server to close and give its code."""
        try:
            while True:
                self.socket.recv(10)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006
