"""Pages of the knowledge base; everybody may read all of it."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from knowledge.filters import Choice, InterventionFilter, known_theme
from knowledge.models import Dossier, Intervention, Source, Theme, WorkingElement

PER_PAGE = 25


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, {"nav": "kennis"} | context)


def index(request: HttpRequest) -> HttpResponse:
    """Three ways in, and the themes."""
    ways = {
        "elements": WorkingElement.objects.count(),
        "interventions": Intervention.objects.count(),
        "sources": Source.objects.count(),
    }
    return page(request, "knowledge/index.html", {"themes": Theme.objects.all(), "counts": ways})


def interventions(request: HttpRequest) -> HttpResponse:
    chosen = InterventionFilter.read(request.GET)
    found = Paginator(chosen.found(), PER_PAGE).get_page(request.GET.get("pagina"))
    return page(
        request,
        "knowledge/interventions.html",
        {"page": found, "themes": chosen.themes(), "levels": chosen.levels(), "chosen": chosen},
    )


def intervention(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Intervention.objects.prefetch_related("themes", "elements", "sources"), slug=slug)
    return page(request, "knowledge/intervention.html", {"intervention": found})


def elements(request: HttpRequest) -> HttpResponse:
    """All elements, those that count everywhere first; `?thema=` keeps what counts for one theme."""
    chosen = known_theme(request.GET)
    found = list(WorkingElement.objects.filter(themes__slug=chosen) if chosen else WorkingElement.objects.all())
    general = WorkingElement.objects.filter(kind=WorkingElement.Kind.GENERAL) if chosen else found
    counted = Theme.objects.annotate(n=Count("elements")).filter(Q(n__gt=0) | Q(slug=chosen)).order_by("name")
    groups = {
        "themed": [element for element in found if not element.is_general],
        "general": [element for element in general if element.is_general],
    }
    choices = [
        Choice(theme.name, "?" if theme.slug == chosen else f"?thema={theme.slug}", theme.n, theme.slug == chosen)
        for theme in counted
    ]
    return page(request, "knowledge/elements.html", {"themes": choices, "chosen": chosen} | groups)


def element(request: HttpRequest, slug: str) -> HttpResponse:
    known = WorkingElement.objects.prefetch_related("themes", "interventions", "sources")
    return page(request, "knowledge/element.html", {"element": get_object_or_404(known, slug=slug)})


def themes(request: HttpRequest) -> HttpResponse:
    return page(request, "knowledge/themes.html", {"themes": Theme.objects.select_related("dossier")})


def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """A theme with its dossier; a theme without one shows what is known about it elsewhere."""
    found = get_object_or_404(Theme.objects.select_related("dossier"), slug=slug)
    dossier: Dossier | None = getattr(found, "dossier", None)
    about = Q(themes=found) | Q(dossiers__theme=found)
    context = {
        "theme": found,
        "dossier": dossier,
        "elements": dossier.elements.all() if dossier else found.elements.all(),
        "interventions": Intervention.objects.filter(about).distinct(),
    }
    return page(request, "knowledge/theme.html", context)
