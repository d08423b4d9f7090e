"""Working elements: the list, and the passport of one."""

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from knowledge.evidence import by_kind
from knowledge.filters import Choice, known_theme
from knowledge.hanging import hanging_under
from knowledge.models import Theme, WorkingElement
from knowledge.views.page import page


def elements(request: HttpRequest) -> HttpResponse:
    """All elements, those that count everywhere first; `?thema=` keeps what counts for one theme."""
    chosen = known_theme(request.GET)
    found = list(WorkingElement.objects.filter(themes__slug=chosen) if chosen else WorkingElement.objects.all())
    general = WorkingElement.objects.filter(kind=WorkingElement.Kind.GENERAL) if chosen else found
    current = Count("elements", filter=Q(elements__merged_into=None))
    counted = Theme.objects.annotate(n=current).filter(Q(n__gt=0) | Q(slug=chosen)).order_by("name")
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
    """The passport of an element; one that was merged sends on to what it lives on in."""
    found = WorkingElement.everything.filter(slug=slug).first()
    if found is None:
        raise Http404
    if found.merged_into_id is not None:
        answer = redirect(found.current, permanent=True)
        answer["Cache-Control"] = "no-cache"  # an editor may undo the joining
        return answer
    under = hanging_under(found)
    context = {"element": found, "under": under, "kinds": by_kind(under.claims), "sources": under.sources}
    return page(request, "knowledge/element.html", context)
