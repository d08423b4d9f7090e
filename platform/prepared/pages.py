"""Pages for visitors: the questions are asked anew each time, and the page is drawn again when an answer differs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import wraps
from hashlib import sha256
from typing import Any
from zlib import crc32

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.crypto import get_random_string
from django.utils.translation import get_language

KEPT = 60  # seconds; how old a page may be in what no question tells: how long ago something was
MOST = 12  # questions; no page asks more, but one that just filled what is kept elsewhere
PLACES = 128  # pages at most; another one takes the place of an older one
SCHEME = "scheme"  # the cookie with the chosen colours
LATER = "_each_time"
TURN = "prepared.turn"  # renewed by `drop`: what was drawn meanwhile is not kept
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[^"]*')

View = Callable[..., HttpResponse]
Question = tuple[str, Any]  # words and values


@dataclass
class Heard:
    """What a page asked while it was drawn, and what it was answered."""

    questions: list[Question] = field(default_factory=list)
    answers: list[list[Any]] = field(default_factory=list)
    only_asked: bool = True  # nothing was written

    def __call__(self, execute: Callable[..., Any], words: str, values: Any, many: bool, context: Any) -> Any:
        """Listen along; see "Database instrumentation" in Django's documentation."""
        rows: list[Any] = []
        self.questions.append((words, values))
        self.answers.append(rows)
        self.only_asked &= words.lstrip("( \n").startswith("SELECT") and not many  # PostgreSQL: (SELECT …) UNION
        result = execute(words, values, many, context)
        speaking = context["cursor"]
        before = speaking.cursor.cursor if isinstance(speaking.cursor, Listening) else speaking.cursor
        speaking.cursor = Listening(before, rows)
        return result


class Listening:
    """A cursor that notes the rows it gives."""

    def __init__(self, cursor: Any, rows: list[Any]) -> None:
        self.cursor, self.rows = cursor, rows

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cursor, name)

    def __iter__(self) -> Iterator[Any]:
        for row in self.cursor:
            self.rows.append(row)
            yield row

    def fetchone(self) -> Any:
        row = self.cursor.fetchone()
        if row is not None:
            self.rows.append(row)
        return row

    def fetchmany(self, *size: int) -> Any:
        rows = self.cursor.fetchmany(*size)
        self.rows.extend(rows)
        return rows

    def fetchall(self) -> Any:
        rows = self.cursor.fetchall()
        self.rows.extend(rows)
        return rows


@dataclass(frozen=True)
class Seen:
    """A page that was drawn once since an answer changed.

    It is kept the second time: a robot that sees every page once takes no place, and the first time a page asks much
    that is kept elsewhere from then on.
    """

    name: bytes


@dataclass(frozen=True)
class Page:
    """A page as it was drawn, in pieces between which a token of this visitor goes."""

    name: bytes
    questions: list[Question]
    stamps: list[bytes]  # of the answer to each question
    pieces: list[bytes]
    headers: dict[str, str]
    each_time: list[tuple[Callable[..., None], tuple[Any, ...]]]

    def holds(self) -> bool:
        """Ask all of it again; tell whether every answer is the same. The first that is not, ends it."""
        with connection.cursor() as cursor:
            for (words, values), before in zip(self.questions, self.stamps, strict=True):
                cursor.execute(words, values)
                if stamp(cursor.fetchall()) != before:
                    return False
        return True

    def given_to(self, request: HttpRequest) -> HttpResponse:
        for do, args in self.each_time:
            do(request, *args)
        token = get_token(request).encode() if len(self.pieces) > 1 else b""
        return HttpResponse(token.join(self.pieces), headers=self.headers)


def for_visitors(view: View) -> View:
    """Keep what the decorated view draws for somebody without cookies of their own, for as long as it is true.

    Every question that the page asked is asked again, with who may see what in it, and only when all the answers are
    word for word the same is the page given again. What it asked follows from what it was answered, so it
    would be drawn the same. The view must follow from its address, the language, the day and the database; what
    else it does, it does by `each_time`. Where a page shows something that is kept elsewhere, whoever wipes that
    calls `drop` or `forget`.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_plain(request):
            return view(request, *args, **kwargs)
        name, kept = name_of(request), None
        with suppress(AttributeError, ImportError, DatabaseError):  # kept by another release
            kept = cache.get(place_of(name))
            if isinstance(kept, Page) and kept.name == name and kept.holds():
                return kept.given_to(request)
        turn = cache.get(TURN)
        heard = Heard()
        with connection.execute_wrapper(heard):
            response = view(request, *args, **kwargs)
        patch_vary_headers(response, ("Cookie",))
        if may_keep(request, response, heard):
            again = isinstance(kept, Seen) and kept.name == name
            cache.set(place_of(name), page_of(name, request, response, heard) if again else Seen(name), KEPT)
            if cache.get(TURN) != turn:  # something was taken back while this was drawn
                cache.delete(place_of(name))
        return response

    return answer


def each_time(request: HttpRequest, do: Callable[..., None], *args: Any) -> None:
    """Do this now, and again whenever the page that is being drawn is given: `do(request, *args)`.

    `do` is a function of a module, which the cache can name.
    """
    do(request, *args)
    vars(request).setdefault(LATER, []).append((do, args))


def forget() -> None:
    """Keep no page from the end of this transaction on: somebody takes back what may stand on one."""
    if all(entry[1] is not drop for entry in connection.run_on_commit):
        transaction.on_commit(drop, robust=True)


def drop() -> None:
    """Keep no page: what stands on one was taken back, or what is kept elsewhere and stands on one was wiped."""
    cache.set(TURN, get_random_string(12), KEPT)
    cache.delete_many([f"prepared.page:{place}" for place in range(PLACES)])


def is_plain(request: HttpRequest) -> bool:
    """Tell whether this is an ordinary visit by somebody of whom we know nothing but language and colours."""
    ours = {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, SCHEME}
    return (
        request.method == "GET"
        and not settings.DEBUG
        and request.COOKIES.keys() <= ours
        and "HX-Request" not in request.headers
        and "q" not in request.GET  # what somebody looks for is kept nowhere
    )


def may_keep(request: HttpRequest, response: HttpResponse, heard: Heard) -> bool:
    changed = not heard.only_asked or response.cookies or request.session.modified
    return response.status_code == 200 and not changed and len(heard.questions) <= MOST


def name_of(request: HttpRequest) -> bytes:
    facts = (request.get_full_path(), get_language(), request.COOKIES.get(SCHEME, ""), timezone.localdate())
    return sha256(repr(facts).encode(errors="replace")).digest()


def place_of(name: bytes) -> str:
    return f"prepared.page:{crc32(name) % PLACES}"


def page_of(name: bytes, request: HttpRequest, response: HttpResponse, heard: Heard) -> Page:
    stamps = [stamp(rows) for rows in heard.answers]
    later = vars(request).get(LATER, [])
    return Page(name, heard.questions, stamps, TOKEN.split(response.content), dict(response.headers), later)


def stamp(rows: list[Any]) -> bytes:
    return sha256(repr([tuple(row) for row in rows]).encode(errors="replace")).digest()
