"""The case bank: looking through cases and narrowing them; all of it in the address, counted over what may be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.http import reader
from forums.models import Barrier, Case, Result, State
from knowledge.models import Theme, WorkingElement
from search.engines.seam import Scope
from search.finding import things_of
from search.plugs import keys_of
from search.queries import LONGEST, parse

PER_PAGE = 20
MOST = 1000  # cases that can be leafed through; who wants more narrows
OFFERED = 8  # chips of one sort
WORDS: dict[str, Any] = {"stand": State, "afloop": Result, "belemmering": Barrier}
RECORDS: dict[str, Any] = {"thema": Theme, "element": WorkingElement}
# How a facet is asked of a case.
FIELDS = {
    "thema": "themes__slug",
    "stand": "state",
    "afloop": "result",
    "belemmering": "hindrances__barrier",
    "element": "weighings__element__slug",
}
HEADINGS = {
    "thema": _("Thema"),
    "stand": _("Stand"),
    "afloop": _("Hoe het afliep"),
    "belemmering": _("Wat in de weg stond"),
    "element": _("Element"),
}


@dataclass(frozen=True)
class Chip:
    """One filter; chosen, it leads to the page without it."""

    label: str
    href: str
    on: bool = False
    count: int | None = None


@dataclass
class Bank:
    """What somebody looks for, and what is found of it; `within` are the cases this bank is about."""

    request: HttpRequest
    within: Any
    chosen: dict[str, Any] = field(default_factory=dict)  # the name of a facet -> its value in the address

    def __post_init__(self) -> None:
        """Read the address; nonsense in it is ignored."""
        asked = self.request.GET
        self.q = asked.get("q", "").replace("\x00", "").strip()[:LONGEST]
        self.labels: dict[str, str] = {}
        for name, choices in WORDS.items():
            if asked.get(name) in choices.values:
                self.chosen[name] = asked[name]
                self.labels[name] = str(choices(asked[name]).label)
        for name, model in RECORDS.items():
            slug = asked.get(name, "").replace("\x00", "")[:80]
            if slug and (found := model._default_manager.filter(slug=slug).first()):
                self.chosen[name] = slug
                self.labels[name] = str(found.plain_wording if name == "element" else found.name)

    @cached_property
    def _asked(self) -> Any:
        cases = self.within.visible_to(reader(self.request))
        if not self.q:
            return cases
        query = parse(self.q)
        scope = Scope(tuple(keys_of(reader(self.request))), kind="casus")
        return cases.filter(pk__in=things_of(query, scope) if query.groups else [])

    def found(self) -> Any:
        """Give the cases that pass every chosen filter."""
        cases = self._asked.with_state()
        for name, value in self.chosen.items():
            if "__" in FIELDS[name]:  # each by its own row: two filters need not meet in one
                cases = cases.filter(pk__in=Case.objects.filter(**{FIELDS[name]: value}).values("pk"))
            else:
                cases = cases.filter(**{FIELDS[name]: value})
        return cases

    @cached_property
    def page(self) -> Page[Any]:
        rows = self.found().select_related("practice", "talk").order_by("-published_at", "-pk")[:MOST]
        return Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))

    @property
    def query(self) -> str:
        """The rest of the address, for leafing."""
        return self.address()[1:]

    def address(self, **change: str) -> str:
        """Give the address with something changed."""
        wanted = {"q": self.q} | self.chosen | change
        return "?" + urlencode({name: value for name, value in wanted.items() if value})

    def on(self) -> list[Chip]:
        """Give a way out of every filter that is on."""
        out = [Chip(self.labels[name], self.address(**{name: ""}), on=True) for name in self.chosen]
        return [Chip(f"‘{self.q}’", self.address(q=""), on=True), *out] if self.q else out

    @cached_property
    def facets(self) -> list[tuple[str, list[Chip]]]:
        """Give what can be chosen, with how many cases each choice leaves for this reader."""
        parts = [(str(HEADINGS[name]), self._chips(name)) for name in FIELDS if name not in self.chosen]
        return [part for part in parts if part[1]]

    def _chips(self, name: str) -> list[Chip]:
        path = FIELDS[name]
        cases = self.found().order_by()
        if name == "stand":
            counted = self._states(cases)
        else:
            rows = cases.exclude(**{path: None}).exclude(**{path: ""}).values_list(path)
            counted = dict(rows.annotate(n=Count("pk", distinct=True)).order_by("-n", path)[:OFFERED])
        called = self._called(name, list(counted))
        return [Chip(called[key], self.address(**{name: key}), count=n) for key, n in counted.items() if key in called]

    def _states(self, cases: Any) -> dict[str, int]:
        counts = dict(cases.values_list("state").annotate(n=Count("pk")).order_by())
        return {state: counts[state] for state in State.values if state in counts}

    def _called(self, name: str, keys: list[str]) -> dict[str, str]:
        if name in WORDS:
            return {key: str(WORDS[name](key).label) for key in keys if key in WORDS[name].values}
        label = "plain_wording" if name == "element" else "name"
        return dict(RECORDS[name]._default_manager.filter(slug__in=keys).values_list("slug", label))
