"""The instrument guide: which instrument fits, and one instrument."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from knowledge.choosing import Wish, fitting
from knowledge.models import Instrument
from knowledge.views.page import page


def instruments(request: HttpRequest) -> HttpResponse:
    """All instruments, or those that fit what was answered; reading the address is reading the answers."""
    known = list(Instrument.objects.prefetch_related("themes"))
    wish = Wish.read(request.GET, known)
    return page(request, "knowledge/instruments.html", {"wish": wish, "found": fitting(known, wish), "all": known})


def instrument(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Instrument.objects.prefetch_related("themes", "sources"), slug=slug)
    return page(request, "knowledge/instrument.html", {"instrument": found})
