"""Who is asking, typed."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
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


def safe_next(request: HttpRequest, otherwise: str) -> str:
    """Give the `next` address of this request where it stays on this site, else `otherwise`."""
    wish = request.POST.get("next") or request.GET.get("next") or ""
    same_site = url_has_allowed_host_and_scheme(wish, {request.get_host()}, require_https=request.is_secure())
    return wish if same_site else otherwise
