"""Who gets in: editors to the desk, people to what is proof-read; and nobody loses words at the door."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.http import reader
from knowledge.editing.permissions import may_edit
from knowledge.models import Version
from ui import expired

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Ask a visitor to sign in; whoever was signed out while writing finds every word back."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **options)
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        return _signed_out(request)

    return opened


def for_editors(view: View) -> View:
    """Open only to editors; others who are signed in read why not."""

    @signed_in
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if not may_edit(reader(request)):
            raise PermissionDenied(_("Dit is voor de redactie."))
        return view(request, *args, **options)

    return opened


def version_or_404(request: HttpRequest, pk: int) -> Version:
    """Give the version when this reader may see it."""
    people = Version.objects.visible_to(reader(request)).select_related(
        "author", "published_by", "saved_by", "based_on"
    )
    return get_object_or_404(people, pk=pk)


def _signed_out(request: HttpRequest) -> HttpResponse:
    typed = list(expired.typed(request)) if expired.came_from_here(request) else []
    facts = {
        "texts": [entry for entry in typed if entry.is_text],
        "others": [entry for entry in typed if not entry.is_text],
        "may_send_again": bool(typed),
        "sign_in": f"{reverse('account_login')}?next={reverse('knowledge:desk')}",
    }
    return render(request, "expired.html", facts, status=403)
