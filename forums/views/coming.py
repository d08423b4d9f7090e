"""Saying whether one comes, the calendar file of a session, and one's own calendar under a secret link."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import person
from forums import ics
from forums.actions import coming as act
from forums.models import CalendarLink, Coming, Session
from forums.views.room_planning import opened
from practices.models import hash_token

BACK = timedelta(days=60)  # what was longer ago stands in no calendar
MOST = 300


@require_POST
@login_required
def session_rsvp(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say whether one comes."""
    session = opened(request, slug, pk)
    if session.state != "planned":
        raise PermissionDenied(_("Deze bijeenkomst is al begonnen of gaat niet door."))
    answer = request.POST.get("kom", "")
    if answer in Coming.Answer.values:
        act.say(session, person(request), answer)
        messages.success(request, _("Je antwoord staat erin. Je kunt het nog veranderen."))
    return redirect(f"{session.get_absolute_url()}#kom")


@login_required
@require_safe
def session_calendar(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One session as a file for a calendar."""
    session = opened(request, slug, pk)
    return file(ics.calendar([session]), f"bijeenkomst-{session.pk}.ics")


@login_required
@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """One's own calendar: what it is, and its secret link, shown once."""
    user, link = person(request), ""
    if request.method == "POST":
        if "weg" in request.POST:
            act.close_calendar(user)
            messages.success(request, _("De link werkt niet meer."))
            return redirect("forums:calendar")
        link = settings.SITE_URL + reverse("forums:calendar_feed", args=[act.open_calendar(user)])
    context = {"link": link, "known": CalendarLink.objects.filter(user=user).first()}
    response = render(request, "forums/calendar.html", context)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    return response


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Every session of whose link this is, as their calendar fetches it; what they may see now and nothing else."""
    link = get_object_or_404(
        CalendarLink.objects.select_related("user"), token_hash=hash_token(token), user__is_active=True
    )
    seen = Session.objects.visible_to(link.user).filter(starts_at__gte=timezone.now() - BACK)
    sessions = seen.exclude(coming__in=Coming.objects.filter(user=link.user, answer=Coming.Answer.NO))
    return file(ics.calendar(sessions.select_related("practice").order_by("starts_at")[:MOST]), "kalender.ics")


def file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
