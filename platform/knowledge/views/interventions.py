"""Interventions: the list, and one with all that is known of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from knowledge.evidence import by_kind, sides
from knowledge.filters import InterventionFilter
from knowledge.hanging import hanging_under
from knowledge.models import Intervention
from knowledge.views.page import leaf, page


def interventions(request: HttpRequest) -> HttpResponse:
    chosen = InterventionFilter.read(request.GET)
    return page(
        request,
        "knowledge/interventions.html",
        {
            "page": leaf(request, chosen.found()),
            "themes": chosen.themes(),
            "levels": chosen.levels(),
            "chosen": chosen,
        },
    )


def intervention(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Intervention, slug=slug)
    under = hanging_under(found)
    context = {
        "intervention": found,
        "under": under,
        "axes": sides(under.axes),
        "kinds": by_kind(under.claims),
        "sources": under.sources,
    }
    return page(request, "knowledge/intervention.html", context)
