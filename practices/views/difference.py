"""The difference map (Verschilkaart): under a theme, an intervention, an element or a practice."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import reader
from knowledge.models import Intervention, Theme, WorkingElement
from practices.difference.export import as_csv
from practices.difference.quotes import FIRST, MOST, quotes
from practices.difference.rows import Map, Row, columns
from practices.difference.scopes import ElementScope, InterventionScope, PracticeScope, Scope, ThemeScope
from practices.models import Practice

ORDERS = ("verschil", "stemmen", "eens")


@require_safe
def chooser(request: HttpRequest) -> HttpResponse:
    """Choose what the map is about; ?thema= leads straight there."""
    themes = list(Theme.objects.all())
    for theme in themes:
        if theme.slug == request.GET.get("thema"):
            return redirect("practices:difference_theme", theme.slug)
    return render(request, "practices/difference_chooser.html", {"themes": themes, "nav": "verschil"})


@never_cache
@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said about one theme."""
    return show(request, ThemeScope(get_object_or_404(Theme, slug=slug), reader(request)))


@never_cache
@require_safe
def intervention(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said within one intervention."""
    return show(request, InterventionScope(get_object_or_404(Intervention, slug=slug), reader(request)))


@never_cache
@require_safe
def element(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said of one element, theme by theme."""
    return show(request, ElementScope(get_object_or_404(WorkingElement, slug=slug), reader(request)))


@never_cache
@require_safe
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said within one practice, as far as this reader may see it."""
    who = reader(request)
    return show(request, PracticeScope(get_object_or_404(Practice.objects.visible_to(who), slug=slug), who))


def show(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Answer with the page, or with the file when ?vorm=csv; a parameter that means nothing changes nothing."""
    order = request.GET.get("volgorde", "")
    shown = Map(scope, order if order in ORDERS else ORDERS[0])
    if request.GET.get("vorm") == "csv":
        answer = HttpResponse(as_csv(shown), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="verschilkaart-{scope.subject.slug}.csv"'
        return answer
    opened = shown.find(request.GET.get(scope.parameter, ""))
    context: dict[str, Any] = {
        "nav": "verschil",
        "map": shown,
        "scope": scope,
        "columns": columns(),
        "opened": opened,
        "fictional": scope.made_up,
        "order_query": urlencode({"volgorde": shown.order}) + "&" if shown.order != ORDERS[0] else "",
        **said(request, scope, opened),
    }
    return render(request, "practices/difference.html", context)


def said(request: HttpRequest, scope: Scope, opened: Row | None) -> dict[str, Any]:
    """Read which figure of the open line was asked about, and bring its quotes when they may be shown."""
    if opened is None:
        return {}
    voice, answer = request.GET.get("stem", ""), request.GET.get("wat", "")
    most = MOST if request.GET.get("meer") else FIRST
    return {"quotes": quotes(scope, opened, voice, answer, most)}
