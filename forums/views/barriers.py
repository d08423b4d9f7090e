"""Where cases of a practice failed, with the cases behind each bar."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import person
from forums.barriers import KINDS, behind, failed
from practices.views.assessment import inside

PER_PAGE = 12


@login_required
@require_safe
def barriers(request: HttpRequest, slug: str) -> HttpResponse:
    """Count, for who takes part; a bar opens its cases."""
    practice, user = inside(request, slug), person(request)
    parts = failed(practice, user)
    shown = {(part.sort, one.key): one.name for part in parts for one in part.bars}
    chosen = next(((sort, request.GET.get(sort, "")) for sort in KINDS if (sort, request.GET.get(sort)) in shown), None)
    page = None
    if chosen:
        page = Paginator(behind(practice, user, *chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "practice": practice,
        "parts": parts,
        "chosen": chosen,
        "chosen_name": shown[chosen] if chosen else "",
        "page": page,
        "query": f"{chosen[0]}={chosen[1]}" if chosen else "",
        "nav": "praktijk",
    }
    return render(request, "forums/barriers.html", context)
