"""Pages that belong to no subject: home, about, errors and expired forms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what this is, with three doors: tell, search, practices."""
    return render(request, "home.html")


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose time ran out."""
    return HttpResponse("Je was even weg.", status=403)
