"""The button "Dit herken ik": for everybody who may read the story, but not for who told it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import reader
from accounts.pace import source, too_often
from stories.actions import recognising
from stories.models import Story
from stories.permissions import may_recognise
from stories.views.access import held

COOKIE, COOKIE_LASTS = "herken", 365 * 24 * 3600  # seconds
SALT = "stories.recognition"
AN_HOUR = 60  # from one address; a library or a school behind one address stays well under it


@require_POST
def recognition(request: HttpRequest, pk: int) -> HttpResponse:
    """Count this person, or with `terug` no more; then back to the story."""
    user = reader(request)
    story = get_object_or_404(Story.objects.visible_to(user), pk=pk)
    if not may_recognise(user, story, held(request)):
        raise PermissionDenied(_("Dit is je eigen verhaal. Herkennen is voor lezers."))
    knowingly = "?toch=1" if story.content_notes else ""
    answer = redirect(f"{story.get_absolute_url()}{knowingly}#herken")
    key = browser_key(request)
    if "terug" in request.POST:
        recognising.unrecognise(user, story, key)
        return answer
    if not user.is_authenticated:
        if too_often(f"stories.recognise:{source(request)}", AN_HOUR):
            messages.warning(request, _("Er wordt nu heel vaak geklikt. Probeer het over een uur nog eens."))
            return answer
        key = key or get_random_string(32)
        secure = request.is_secure()
        answer.set_signed_cookie(COOKIE, key, SALT, max_age=COOKIE_LASTS, httponly=True, samesite="Lax", secure=secure)
    recognising.recognise(user, story, key)
    return answer


def browser_key(request: HttpRequest) -> str:
    """Give the random key of this browser; "" when it has none, or one that we did not sign."""
    return str(request.get_signed_cookie(COOKIE, default="", salt=SALT) or "")
