"""Pages that belong to no subject: errors and expired forms."""

from django.http import HttpRequest, HttpResponse


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose time ran out."""
    return HttpResponse("Je was even weg.", status=403)
