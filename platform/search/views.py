"""The page "Wat weten we al?" and what appears while typing on it."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import reader
from knowledge.models import Theme
from search.engines.seam import Scope
from search.facets import Facets
from search.finding import find, titles
from search.plugs import keys_of, registry
from search.queries import LONGEST, parse, typed_along
from search.suggestions import proposals

PROBLEMS = {
    "long": _("Dat is te lang om te zoeken. Typ een paar woorden."),
    "common": _("Deze woorden staan overal. Typ een woord dat zegt waar het over gaat."),
    "excluded": _("Je zegt alleen wat je niet zoekt. Typ ook een woord dat je wel zoekt."),
    "empty": _("We zien geen woord om op te zoeken. Typ een woord met letters."),
}


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Answer ?q=&soort=&thema=&pagina= with what this reader may see of it."""
    typed = request.GET.get("q", "").strip()
    scope = _scope(request)
    query = parse(typed)
    filtered = bool(scope.kind or scope.theme)
    names = dict(Theme.objects.values_list("slug", "name"))
    context: dict[str, Any] = {
        "nav": "zoeken",
        "q": typed[:LONGEST],
        "scope": scope,
        "names": names,
        "problem": PROBLEMS.get(query.problem) if typed else None,
        "also": query.also,
    }
    if query.groups or (not typed and filtered):
        results = find(query, scope, _number(request.GET.get("pagina", "")))
        context["results"] = results
        context["also"] = [*query.also, *results.mended]
        context["facets"] = Facets(context["q"], scope, results, names)
        if not results.total and query.groups:
            context["proposals"] = proposals(query)
    return render(request, "search/page.html", context)


@never_cache
@require_safe
def typing(request: HttpRequest) -> HttpResponse:
    """Answer ?q= with titles that fit so far, as a piece of the page."""
    scope = Scope(tuple(keys_of(reader(request))))
    hits = titles(typed_along(request.GET.get("q", "")), scope)
    return render(request, "search/_typing.html", {"hits": hits})


def _scope(request: HttpRequest) -> Scope:
    """Read who looks, and the filters; a filter that does not exist is no filter."""
    kind, theme = request.GET.get("soort", ""), request.GET.get("thema", "")
    return Scope(
        keys=tuple(keys_of(reader(request))),
        kind=kind if kind in registry.kinds else "",
        theme=theme if re.fullmatch(r"[a-z0-9_-]{1,60}", theme) else "",
    )


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text, re.ASCII) else 1
