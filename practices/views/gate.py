"""What appears beside the field of the gate while somebody types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from practices.gate import look


@never_cache
@require_safe
def known(request: HttpRequest) -> HttpResponse:
    """Answer ?q=&weet= with a piece of the page: what was linked, and what this reader may see that fits."""
    return render(request, "practices/_gate_known.html", {"gate": look(request)})
