"""Who is asking, typed."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User


def reader(request: HttpRequest) -> "User | AnonymousUser":
    """Give whoever asks, signed in or not."""
    user = request.user
    assert isinstance(user, User | AnonymousUser)  # noqa: S101
    return user


def person(request: HttpRequest) -> User:
    """Give the signed-in person who asks; raises PermissionDenied for a visitor."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied(_("Log eerst in."))
    return user
