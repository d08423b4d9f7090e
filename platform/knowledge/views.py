"""Pages of the knowledge base; everybody may read all of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from knowledge.models import Intervention, Theme, WorkingElement


def index(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/index.html")


def interventions(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/interventions.html", {"interventions": Intervention.objects.all()})


def intervention(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Intervention, slug=slug)
    return render(request, "knowledge/intervention.html", {"intervention": found})


def elements(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/elements.html", {"elements": WorkingElement.objects.all()})


def element(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(WorkingElement, slug=slug)
    return render(request, "knowledge/element.html", {"element": found})


def themes(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/themes.html", {"themes": Theme.objects.all()})


def theme(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "knowledge/theme.html", {"theme": get_object_or_404(Theme, slug=slug)})
