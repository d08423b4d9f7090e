"""Pages that belong to no subject: home, about, colours, errors and expired forms, and what machines ask for."""

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.templatetags.static import static
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from accounts.actions import read_in
from accounts.http import reader
from accounts.models import User
from prepared.pages import for_visitors
from ui import expired
from ui.context import SCHEMES

YEAR = 365 * 24 * 3600  # seconds
SECURITY_TXT_HOLDS = timedelta(days=180)


@csrf_exempt  # only a preference changes; a visitor's page then needs no cookie of ours
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Keep the chosen language in a cookie, and for who is signed in also for their mail."""
    who = reader(request)
    if isinstance(who, User):
        read_in(who, request.POST.get("language", ""))
    return set_language(request)


@require_safe
@for_visitors
def home(request: HttpRequest) -> HttpResponse:
    """Show what this is, with three doors: tell, search, practices."""
    return render(request, "home.html", {"nav": "home"})


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show a page of text from templates/about/."""
    return render(request, f"about/{name}.html", {"nav": name, "contact": parseaddr(settings.DEFAULT_FROM_EMAIL)[1]})


@csrf_exempt
@require_POST
def scheme(request: HttpRequest) -> HttpResponseRedirect:
    """Keep the chosen colours (light, dark, or as the device says) and go back to where the choice was made."""
    next_url = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(next_url, {request.get_host()}, require_https=request.is_secure()):
        next_url = resolve_url("ui:accessibility")
    answer = HttpResponseRedirect(next_url)
    if (chosen := request.POST.get("scheme")) in SCHEMES:
        answer.set_cookie(
            "scheme", chosen, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
        )
    else:
        answer.delete_cookie("scheme", samesite="Lax")
    return answer


@never_cache
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose time ran out: everything typed is shown again, to be sent again by hand.

    Called by Django when the form token is missing or old. Nothing is done with what was sent.
    """
    typed = list(expired.typed(request))
    facts = {
        "texts": [entry for entry in typed if entry.is_text],
        "others": [entry for entry in typed if not entry.is_text],
        "may_send_again": request.method == "POST" and expired.came_from_here(request),
        "had_files": bool(request.FILES),
    }
    return render(request, "expired.html", facts, status=403)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Tell a machine that this process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Tell a machine whether this process can reach its database; 503 when not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Tell finders of a leak where to go (RFC 9116)."""
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {timezone.now() + SECURITY_TXT_HOLDS:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Keep search engines out of rooms that are somebody's own."""
    rooms = ["/mijn/", "/moderatie/", "/beheer/", "/inloggen/", "/zoeken/", "/verhalen/vertel/"]
    return HttpResponse("\n".join(["User-agent: *", *(f"Disallow: {room}" for room in rooms)]) + "\n", "text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Send browsers that do not read the page's own icon to it."""
    return redirect(static("img/favicon.svg"))
