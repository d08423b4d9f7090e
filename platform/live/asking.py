"""Asking who somebody is now and whether they may listen, in threads, for the database is not async."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.db import connections
from django.http import HttpRequest
from django.utils import translation

from live import topics

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

P = ParamSpec("P")
T = TypeVar("T")


class Answer(NamedTuple):
    """This person may listen: who it is (None for a visitor), and the ready frames of what they missed."""

    person: int | None
    seat: str
    shows_typing: bool
    missed: list[tuple[int, str]]
    too_many: bool


def person_behind(session_key: str | None) -> User | AnonymousUser:
    """Give who is signed in under this session at this moment; a visitor when signed out or blocked."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    return get_user(request)


def ask(session_key: str | None, address: str, since: int | None, language: str) -> Answer | None:
    """Ask for one listener; None means refused. With `since`, also give what was missed after it."""
    return answer_to(person_behind(session_key), address, since, language) if topics.find(address) else None


def answer_to(user: User | AnonymousUser, address: str, since: int | None, language: str) -> Answer | None:
    """The same, for somebody we know already."""
    found = topics.find(address)
    if found is None:
        return None
    topic, pk = found
    if not topic.may_listen(user, pk):
        return None
    missed: list[tuple[int, str]] = []
    if since is not None:
        with translation.override(language):
            missed = [(f.id, topics.frame_of(address, f)) for f in topic.missed(user, pk, since)]
    too_many = len(missed) > topics.MOST_MISSED
    seat = topic.seat(user, pk)[: topics.LONGEST_SEAT]
    return Answer(user.pk, seat, topic.shows_typing(user, pk), [] if too_many else missed, too_many)


def ask_all(session_keys: Iterable[str | None], address: str) -> dict[str | None, Answer | None]:
    """Ask again for many listeners of one topic, in one visit to the database thread."""
    return {key: ask(key, address, None, settings.LANGUAGE_CODE) for key in set(session_keys)}


class Pool:
    """A few threads with database connections of their own, so that asking never holds up the pages."""

    SIZE = 2

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(self.SIZE, thread_name_prefix="live-ask")

    async def run(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a question in one of the threads and give its answer."""
        call: Any = database_sync_to_async(question, thread_sensitive=False, executor=self._threads)
        answer: T = await call(*args, **kwargs)
        return answer

    async def close(self) -> None:
        """End the threads and their connections."""
        meet = threading.Barrier(self.SIZE)  # each thread must close its own

        def leave() -> None:
            connections.close_all()
            meet.wait(5)

        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(self._threads, leave) for _ in range(self.SIZE)))
        self._threads.shutdown(wait=False)
