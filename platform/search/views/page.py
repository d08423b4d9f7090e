"""The page "Wat weten we al?" and what appears while typing on it."""

import re
from typing import Any

from django.db.models import CharField, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import reader
from accounts.models import Perspective
from knowledge.models import Theme
from places.models import LabourRegion
from search import steering
from search.engines.seam import Scope
from search.facets import Facets, Names
from search.finding import find, titles
from search.models import Steering
from search.near import near
from search.permissions import may_steer
from search.plugs import keys_of, registry
from search.queries import LONGEST, parse, typed_along
from search.suggestions import proposals
from ui.forms import new_token

PROBLEMS = {
    "long": _("Dat is te lang om te zoeken. Typ een paar woorden."),
    "common": _("Deze woorden staan overal. Typ een woord dat zegt waar het over gaat."),
    "excluded": _("Je zegt alleen wat je niet zoekt. Typ ook een woord dat je wel zoekt."),
    "empty": _("We zien geen woord om op te zoeken. Typ een woord met letters."),
}
SLUG = re.compile(r"[a-z0-9_-]{1,60}")
YEAR = re.compile(r"(19|20)[0-9]{2}", re.ASCII)


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Answer ?q= and its filters (see _scope) with what this reader may see of it."""
    typed = request.GET.get("q", "").strip()
    scope = _scope(request)
    names, token = _names_and_steering()
    query = parse(typed, steering.at(token))
    filtered = scope != Scope(scope.keys)
    context: dict[str, Any] = {
        "nav": "zoeken",
        "q": typed[:LONGEST],
        "scope": scope,
        "names": names.themes,
        "problem": PROBLEMS.get(query.problem) if typed else None,
        "also": query.also,
        "may_steer": may_steer(reader(request)),
    }
    if query.groups or (not typed and filtered):
        results = find(query, scope, _number(request.GET.get("pagina", "")))
        facets = Facets(context["q"], scope, results, names)
        context |= {"results": results, "facets": facets, "also": [*query.also, *results.mended]}
        context |= {"once": new_token() if query.groups else ""}
        if not results.total and query.groups:
            context |= {"proposals": proposals(query), "near": near(query, scope)}
    return render(request, "search/page.html", context)


@never_cache
@require_safe
def typing(request: HttpRequest) -> HttpResponse:
    """Answer ?q= with titles that fit so far, as a piece of the page."""
    scope = Scope(tuple(keys_of(reader(request))))
    hits = titles(typed_along(request.GET.get("q", "")), scope)
    return render(request, "search/_typing.html", {"hits": hits})


def _scope(request: HttpRequest) -> Scope:
    """Read who looks, and the filters; a filter that does not exist is no filter, of two alike the last counts."""
    given = {name: request.GET.get(name, "") for name in ("soort", "thema", "wie", "regio", "jaar")}
    return Scope(
        keys=tuple(keys_of(reader(request))),
        kind=given["soort"] if given["soort"] in registry.kinds else "",
        theme=given["thema"] if SLUG.fullmatch(given["thema"]) else "",
        voice=given["wie"] if given["wie"] in Perspective.values else "",
        region=given["regio"] if SLUG.fullmatch(given["regio"]) else "",
        year=int(given["jaar"]) if YEAR.fullmatch(given["jaar"]) else 0,
    )


def _names_and_steering() -> tuple[Names, str]:
    """Give what themes and regions are called, and the token of the steering that counts: one question in all."""
    parts = [
        model.objects.order_by().values_list("slug", name, Value(what, output_field=CharField()))
        for model, name, what in ((Theme, "name", "theme"), (LabourRegion, "name", "region"))
    ]
    token = (
        Steering.objects.filter(pk=Steering.EDITORS).order_by().values_list("token", "token", Value("t", CharField()))
    )
    rows = sorted(parts[0].union(parts[1], token, all=True), key=lambda row: row[1])
    kinds = {what: {slug: name for slug, name, its in rows if its == what} for what in ("theme", "region", "t")}
    return Names(kinds["theme"], kinds["region"]), next(iter(kinds["t"]), "")


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text, re.ASCII) else 1
