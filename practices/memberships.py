"""Somebody's memberships: asked of the database once while a page is read, however many parts of it want to know."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from practices.models import Membership
from prepared import Prepared

Memberships = dict[int, Membership]  # by the number of the practice
_read: ContextVar[dict[int, Memberships] | None] = ContextVar("memberships_read", default=None)


def while_reading(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Remember memberships during a request that changes nothing; a middleware.

    Only there: who acts, and who listens for longer than one page, is asked about anew each time.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return get_response(request)
        token = _read.set({})
        try:
            return get_response(request)
        finally:
            _read.reset(token)

    return answer


def memberships_of(user: User | AnonymousUser) -> Memberships:
    """Give this person's current memberships."""
    if not user.is_authenticated:
        return {}
    read = _read.get()
    if read is None:
        return _ask(user)
    if user.pk not in read:
        read[user.pk] = _ask(user)
    return read[user.pk]


def _ask(user: User) -> Memberships:
    return {one.practice_id: one for one in MINE.rows(user.pk)}


MINE = Prepared(lambda user: Membership.objects.current().filter(user=user))
