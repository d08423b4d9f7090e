"""Themes: the list, and one with its dossier."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from knowledge.evidence import by_kind, newest
from knowledge.hanging import hanging_under
from knowledge.models import Dossier, Intervention, Theme
from knowledge.views.page import page


def themes(request: HttpRequest) -> HttpResponse:
    return page(request, "knowledge/themes.html", {"themes": Theme.objects.select_related("dossier")})


def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """A theme with its dossier; a theme without one shows what is known about it elsewhere."""
    found = get_object_or_404(Theme.objects.select_related("dossier"), slug=slug)
    dossier: Dossier | None = getattr(found, "dossier", None)
    about = Q(themes=found) | Q(dossiers__theme=found)
    context: dict[str, Any] = {
        "theme": found,
        "dossier": dossier,
        "elements": found.elements.filter(merged_into=None),
        "interventions": Intervention.objects.filter(about).distinct(),
    }
    if dossier is not None:
        under = hanging_under(dossier)
        context |= {
            "elements": under.elements,
            "sources": under.sources,
            "newest": newest(under.sources),
            "groups": under.groups,
            "kinds": by_kind(under.claims, only_known=True),
        }
    return page(request, "knowledge/theme.html", context)
