"""Themes: the list, and one with its dossier."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from knowledge.evidence import by_kind, claims_about, newest
from knowledge.models import Dossier, Intervention, Theme
from knowledge.views.page import page


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
        "elements": dossier.elements.all() if dossier else found.elements.filter(merged_into=None),
        "interventions": Intervention.objects.filter(about).distinct(),
    }
    if dossier is not None:
        sources = list(dossier.sources.all())
        context |= {
            "sources": sources,
            "newest": newest(sources),
            "groups": dossier.groups.all(),
            "kinds": by_kind(claims_about(dossier), only_known=True),
        }
    return page(request, "knowledge/theme.html", context)
