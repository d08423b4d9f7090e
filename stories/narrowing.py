"""Narrowing the stream of stories: by what is told about, who tells and where; all of it in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, TextChoices
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective
from knowledge.models import Intervention, Theme, WorkingElement
from places.models import LabourRegion
from practices.merged import successor
from practices.models import ContributionQuerySet, Purpose
from stories.meaning import Domain
from stories.models import Story
from ui.forms import LongSelect

RECORDS: dict[str, Any] = {
    "thema": Theme,
    "element": WorkingElement,
    "interventie": Intervention,
    "regio": LabourRegion,
}


class Use(TextChoices):
    """For what more than reading a story may be used, when its teller agreed."""

    REGIONS = Purpose.REGIONS, _("Om in een andere regio van te leren")
    EDUCATION = Purpose.EDUCATION, _("In de les")
    RESEARCH = Purpose.RESEARCH, _("Voor onderzoek")


WORDS: dict[str, Any] = {"wie": Perspective, "leven": Domain, "gebruik": Use}


@dataclass(frozen=True)
class Chip:
    """One filter; chosen, it leads to the page without it."""

    label: str
    href: str
    on: bool = False
    count: int | None = None


class NarrowForm(forms.Form):
    """The filters that have no chip of their own, as a form that works without scripts."""

    regio = forms.ChoiceField(label=_("Regio"), required=False, widget=LongSelect)
    wie = forms.ChoiceField(label=_("Wie vertelt"), required=False)
    leven = forms.ChoiceField(label=_("Deel van het leven"), required=False)
    gebruik = forms.ChoiceField(label=_("Mag worden gebruikt"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        regions = LabourRegion.objects.order_by("name").values_list("slug", "name")
        every: list[tuple[str, Any]] = [("", _("Alles"))]
        words = [(name, kind.choices) for name, kind in WORDS.items()]
        for name, choices in [("regio", list(regions)), *words]:
            self.fields[name].choices = [*every, *choices]  # type: ignore[attr-defined]


def chosen_in(request: HttpRequest) -> dict[str, Any]:
    """Give what the address names; nonsense in it is ignored."""
    found = {name: record(name, request.GET.get(name, "")) for name in RECORDS}
    found |= {name: word(name, request.GET.get(name, "")) for name in WORDS}
    return {name: thing for name, thing in found.items() if thing}


def record(name: str, slug: str) -> Any:
    if not slug:
        return None
    found = RECORDS[name]._default_manager.filter(slug=slug).first()
    return found or (successor(slug) if name == "element" else None)


def word(name: str, value: str) -> Any:
    return WORDS[name](value) if value in WORDS[name].values else None


def slug_of(thing: Any) -> str:
    """Give how the address names a filter."""
    return str(getattr(thing, "slug", None) or thing.value)


def narrowed(stories: ContributionQuerySet[Story], chosen: dict[str, Any]) -> ContributionQuerySet[Story]:
    """Give what passes every chosen filter. A story without a place of its own stands in its practice's region."""
    if theme := chosen.get("thema"):
        stories = stories.filter(themes=theme)
    if element := chosen.get("element"):
        stories = stories.filter(pk__in=element.weighings.values("contribution"))
    if intervention := chosen.get("interventie"):
        stories = stories.filter(intervention=intervention)
    if region := chosen.get("regio"):
        own = Q(municipality__labour_region=region)
        stories = stories.filter(own | Q(municipality=None, practice__labour_region=region))
    if perspective := chosen.get("wie"):
        stories = stories.filter(perspective=perspective)
    if use := chosen.get("gebruik"):
        stories = stories.agreed_to(use)
    if domain := chosen.get("leven"):
        stories = stories.filter(domains__contains=f" {domain} ")
    return stories


def query(chosen: dict[str, Any], **change: str) -> str:
    """Give the address of these filters, with what is changed."""
    wanted = {name: slug_of(thing) for name, thing in chosen.items()} | change
    return urlencode({name: slug for name, slug in wanted.items() if slug})


def chips(chosen: dict[str, Any]) -> list[Chip]:
    """Offer every theme, and a way out of each other filter."""
    out = [Chip(label(thing), "?" + query(chosen, **{name: ""}), on=True) for name, thing in chosen.items()]
    if "thema" in chosen:
        return out
    return out + [Chip(theme.name, "?" + query(chosen, thema=theme.slug)) for theme in Theme.objects.all()]


def label(thing: Any) -> str:
    return str(getattr(thing, "label", thing))
