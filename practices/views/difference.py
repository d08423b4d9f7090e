"""The difference map (Verschilkaart): under a theme, an intervention, an element, a practice, a region, or combined."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import person, reader
from knowledge.models import Intervention, TargetGroup, Theme, WorkingElement
from places.models import LabourRegion
from practices.difference.combined import Choice, CombinedScope
from practices.difference.counting import levels
from practices.difference.export import as_csv
from practices.difference.kept import as_it_was, keep
from practices.difference.quotes import page, quotes
from practices.difference.rows import Map, Row, columns
from practices.difference.scopes import ElementScope, InterventionScope, PracticeScope, Scope, ThemeScope
from practices.models import KeptMap, Practice
from practices.views.merged import follows_merges

ORDER_NAMES = [("verschil", _("Grootste verschil")), ("stemmen", _("Meeste stemmen")), ("eens", _("Meest eens"))]
ORDERS = [order for order, _name in ORDER_NAMES]
FIRST_CHOICE = 2024  # the first year that can be chosen
COMBINED = "/verschilkaart/"
PLACE = re.compile(r"[0-9]{1,18}", re.ASCII)


def map_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a map by GET; by POST, signed in, keep it as it stands there."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return opened


@never_cache
@map_page
def chooser(request: HttpRequest) -> HttpResponse:
    """Choose what the map is about, or see the map of what the address combines."""
    themes, regions = list(Theme.objects.all()), list(LabourRegion.objects.all())
    choice = Choice.read(request.GET.dict(), themes, regions)
    form = {
        "themes": themes,
        "regions": regions,
        "groups": TargetGroup.choices,
        "years": range(timezone.localdate().year, FIRST_CHOICE - 1, -1),
        "choice": choice,
    }
    if choice == Choice() and request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if choice == Choice() or "kies" in request.GET:
        return render(request, "practices/difference_chooser.html", {"nav": "verschil"} | form)
    if choice.address.partition("?")[0] != request.path:
        return redirect(choice.address)
    return show(request, CombinedScope(choice, reader(request)), form)


@never_cache
@map_page
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said in one labour-market region, about any theme."""
    choice = Choice(region=get_object_or_404(LabourRegion, slug=slug))
    return show(request, CombinedScope(choice, reader(request)), {"choice": choice})


@never_cache
@map_page
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said about one theme."""
    about = get_object_or_404(Theme, slug=slug)
    return show(request, ThemeScope(about, reader(request)), {"choice": Choice(about)})


@never_cache
@map_page
def intervention(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said within one intervention."""
    return show(request, InterventionScope(get_object_or_404(Intervention, slug=slug), reader(request)))


@never_cache
@map_page
@follows_merges
def element(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said of one element, theme by theme or region by region (?per=regio)."""
    per = ElementScope.REGION if request.GET.get("per") == ElementScope.REGION else ElementScope.THEME
    scope = ElementScope(get_object_or_404(WorkingElement, slug=slug), reader(request), parameter=per)
    return show(request, scope, {"per": per})


@never_cache
@map_page
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said within one practice, as far as this reader may see it."""
    who = reader(request)
    return show(request, PracticeScope(get_object_or_404(Practice.objects.visible_to(who), slug=slug), who))


def show(request: HttpRequest, scope: Scope, more: dict[str, Any] | None = None) -> HttpResponse:
    """Answer with the page, or with the file when ?vorm=csv; a parameter that means nothing changes nothing."""
    order = request.GET.get("volgorde", "")
    shown = Map(scope, order if order in ORDERS else ORDERS[0])
    if request.method == "POST":
        return redirect(keep(shown, person(request)))
    form = request.GET.get("vorm")
    if form == "csv":
        answer = HttpResponse(as_csv(shown), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{file_name(scope)}.csv"'
        return answer
    opened = shown.find(request.GET.get(scope.parameter, ""))
    own = scope.choice.parts if isinstance(scope, CombinedScope) and request.path == COMBINED else {}
    own |= {"per": scope.parameter} if scope.parameter == ElementScope.REGION else {}
    context: dict[str, Any] = {
        "nav": "verschil",
        "map": shown,
        "scope": scope,
        "columns": columns(),
        "opened": opened,
        "fictional": scope.made_up,
        "filter_query": query(own),
        "order_query": query(own | ({"volgorde": shown.order} if shown.order != ORDERS[0] else {})),
        "orders": ORDER_NAMES,
        "now": timezone.localtime(),
        **said(request, scope, opened),
        **(more or {}),
    }
    return render(
        request, "practices/difference_sheet.html" if form == "blad" else "practices/difference.html", context
    )


def query(parts: dict[str, str]) -> str:
    """Write the beginning of a query, to be followed by more."""
    return urlencode(parts) + "&" if parts else ""


def file_name(scope: Scope) -> str:
    """Name the file after what it is about."""
    return f"verschilkaart-{slugify(scope.title)[:80]}"


def said(request: HttpRequest, scope: Scope, opened: Row | None) -> dict[str, Any]:
    """Read which figure of the open line was asked about, and bring its quotes when they may be shown."""
    if opened is None:
        return {}
    voice, answer = request.GET.get("stem", ""), request.GET.get("wat", "")
    if not request.GET.get("meer"):
        return {"quotes": quotes(scope, opened, voice, answer)}
    place = request.GET.get("na", "")
    after = int(place) if PLACE.fullmatch(place) else 0
    return {"quotes": page(scope, opened, voice, answer, after), "after": after}


@never_cache
@require_safe
def kept(request: HttpRequest, token: str) -> HttpResponse:
    """Show a map as it was seen on the day it was kept; 404 for who may not read all that it was counted from."""
    found = get_object_or_404(KeptMap, token=token)
    who = reader(request)
    if not found.may_be_opened_by(levels(who)[-1]):
        raise Http404
    shown = as_it_was(found, who)
    context = {"nav": "verschil", "kept": found, "map": shown, "scope": shown.scope, "columns": columns(), "per": ""}
    context["title"] = found.seen.get("title") or shown.scope.title
    return render(request, "practices/difference_kept.html", context | {"fictional": shown.scope.made_up})
