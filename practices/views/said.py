"""All that people said of an element or within an intervention, a page at a time."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import reader
from accounts.models import Perspective
from knowledge.models import Intervention, WorkingElement
from practices.models.weighing import WeighingQuerySet
from practices.said import APART, MANY, SIDES, heard, side
from practices.views.merged import follows_merges

PLACE = re.compile(r"[0-9]{1,18}", re.ASCII)


@require_safe
@follows_merges
def element(request: HttpRequest, slug: str) -> HttpResponse:
    """Where an element helped, or where it went wrong or was missed."""
    about = get_object_or_404(WorkingElement, slug=slug)
    labels = {"hielp": _("Hier hielp het"), "anders": _("Hier ging het mis, of was het er niet")}
    said = heard(reader(request), element=about)
    return page(request, said, SIDES, labels, {"subject": about, "back": about.get_absolute_url()})


@require_safe
def intervention(request: HttpRequest, slug: str) -> HttpResponse:
    """What people with lived experience say of an intervention."""
    about = get_object_or_404(Intervention, slug=slug)
    labels = {"hielp": _("Dit hielp"), "mis": _("Dit ging mis"), "miste": _("Dit miste")}
    said = heard(reader(request), intervention=about, contribution__perspective=Perspective.LIVED)
    return page(request, said, APART, labels, {"subject": about, "back": about.get_absolute_url()})


def page(
    request: HttpRequest, said: WeighingQuerySet, sides: dict[str, Any], labels: dict[str, str], facts: dict[str, Any]
) -> HttpResponse:
    """Answer ?wat=&na= with one side; nonsense in the address gives its beginning."""
    name = request.GET.get("wat", "")
    name = name if name in sides else "hielp"
    place = request.GET.get("na", "")
    after = int(place) if PLACE.fullmatch(place) else 0
    shown = side(said, name, sides[name], MANY, after)
    more = {"side": shown, "heading": labels[name], "sides": labels.items(), "nav": "kennis"}
    return render(request, "practices/said.html", facts | more)
