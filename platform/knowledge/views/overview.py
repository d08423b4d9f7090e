"""The front of the knowledge base, and its glossary."""

from django.http import HttpRequest, HttpResponse

from knowledge.models import Instrument, Intervention, Source, Term, Theme, WorkingElement
from knowledge.views.page import page


def index(request: HttpRequest) -> HttpResponse:
    """The ways in, and the themes."""
    counts = {
        "elements": WorkingElement.objects.count(),
        "interventions": Intervention.objects.count(),
        "sources": Source.objects.count(),
        "instruments": Instrument.objects.count(),
        "words": Term.objects.count(),
    }
    return page(request, "knowledge/index.html", {"themes": Theme.objects.all(), "counts": counts})


def glossary(request: HttpRequest) -> HttpResponse:
    """All words of the field, by their first letter."""
    terms = sorted(Term.objects.all(), key=lambda term: term.word.casefold())
    return page(request, "knowledge/glossary.html", {"terms": terms})
