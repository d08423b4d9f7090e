"""How reading along goes, in figures for everyone."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moderation import figures

KEPT_FOR = 900  # seconds


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show how quickly writers were answered, and what was decided."""
    facts = cache.get_or_set(
        "moderation-figures", lambda: {"months": figures.months(), "waiting": figures.waiting()}, KEPT_FOR
    )
    return render(request, "moderation/figures.html", {**(facts or {}), "promise": settings.REVIEW_WITHIN_DAYS})
