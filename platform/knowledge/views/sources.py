"""The register of sources: the list, and one with everything that leans on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from knowledge.filters import SourceFilter
from knowledge.models import Source, WorkingElement
from knowledge.views.page import leaf, page


def sources(request: HttpRequest) -> HttpResponse:
    chosen = SourceFilter.read(request.GET)
    context = {"page": leaf(request, chosen.found()), "kinds": chosen.kinds(), "chosen": chosen}
    return page(request, "knowledge/sources.html", context)


def source(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Source, slug=slug)
    about = ("element", "intervention", "dossier__theme")
    claims = found.claims.select_related(*about).exclude(element__merged_into__isnull=False)
    context = {
        "source": found,
        "elements": list(WorkingElement.objects.filter(sources=found)),
        "interventions": list(found.interventions.all()),
        "dossiers": list(found.dossiers.select_related("theme")),
        "instruments": list(found.instruments.all()),
        "claims": list(claims),
        "axes": list(found.axes.select_related("intervention")),
    }
    leaning = sum(len(rows) for rows in context.values() if isinstance(rows, list))
    return page(request, "knowledge/source.html", context | {"leaning": leaning})
