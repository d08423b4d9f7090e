"""The filters and pages beside a list of finds, each as an address."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective
from search.engines.seam import Scope
from search.finding import Results
from search.plugs import registry

MOST = 8  # chips of one sort
# What a filter is called in the address, and in a Scope.
IN_ADDRESS = {"soort": "kind", "thema": "theme", "wie": "voice", "regio": "region", "jaar": "year"}


@dataclass(frozen=True)
class Names:
    """What themes and regions are called, by slug."""

    themes: dict[str, str]
    regions: dict[str, str]


@dataclass(frozen=True)
class Chip:
    """One filter: chosen, it leads to the page without it."""

    label: Any
    address: str
    count: int = 0
    mark: str = ""
    on: bool = False


@dataclass(frozen=True)
class Facets:
    """What can be chosen beside what was found; every count holds only what this reader may see."""

    q: str
    scope: Scope
    results: Results
    names: Names

    def address(self, **change: Any) -> str:
        now = self._now | change
        return "?" + urlencode({key: value for key, value in now.items() if value})

    @cached_property
    def _now(self) -> dict[str, Any]:
        return {"q": self.q} | {key: getattr(self.scope, name) for key, name in IN_ADDRESS.items()}

    def chosen(self) -> Iterator[Chip]:
        """Give the filters that are on."""
        for key, name in IN_ADDRESS.items():
            if value := getattr(self.scope, name):
                yield Chip(self._called(key, value), self.address(**{key: ""}), on=True)

    def hidden(self) -> Iterator[tuple[str, Any]]:
        """Give what the form sends along, so that another question keeps its filters."""
        return ((key, value) for key, name in IN_ADDRESS.items() if (value := getattr(self.scope, name)))

    def kinds(self) -> Iterator[Chip]:
        counts = self.results.kinds
        inside = Counter({kind: counts[kind] for kind in registry.kinds if counts[kind]})
        return self._chips("soort", inside.items(), lambda kind: f"v-{registry.kinds[kind].voice}")

    def themes(self) -> Iterator[Chip]:
        known = [(slug, count) for slug, count in self.results.themes.most_common() if slug in self.names.themes]
        return self._chips("thema", known[:MOST])

    def voices(self) -> Iterator[Chip]:
        known = [(voice, self.results.voices[voice]) for voice in Perspective.values if self.results.voices[voice]]
        return self._chips("wie", known, lambda voice: f"v-{voice}")

    def regions(self) -> Iterator[Chip]:
        known = [(slug, count) for slug, count in self.results.regions.most_common() if slug in self.names.regions]
        return self._chips("regio", known[:MOST])

    def years(self) -> Iterator[Chip]:
        return self._chips("jaar", sorted(self.results.years.items(), reverse=True)[:MOST])

    @cached_property
    def folded(self) -> list[tuple[str, Any, list[Chip]]]:
        """Give what can be chosen in the part that is folded away: a name, a label and the chips."""
        parts = [
            ("thema", _("Welk thema"), list(self.themes())),
            ("wie", _("Wie het vertelt"), list(self.voices())),
            ("regio", _("Uit welke regio"), list(self.regions())),
            ("jaar", _("Uit welk jaar"), list(self.years())),
        ]
        return [part for part in parts if part[2]]

    def pages(self) -> Iterator[Chip]:
        """Give the first page, the ones around this one, and the last."""
        page, last = self.results.page, self.results.pages
        for number in sorted({1, *range(max(1, page - 2), min(last, page + 2) + 1), last}):
            yield Chip(number, self.address(pagina=number), on=number == page)

    def previous(self) -> str:
        return self.address(pagina=self.results.page - 1) if self.results.page > 1 else ""

    def following(self) -> str:
        return self.address(pagina=self.results.page + 1) if self.results.page < self.results.pages else ""

    def _chips(self, key: str, counts: Iterable[tuple[Any, int]], mark: Any = None) -> Iterator[Chip]:
        if getattr(self.scope, IN_ADDRESS[key]):
            return
        for value, count in counts:
            chip_mark = mark(value) if mark else ""
            yield Chip(self._called(key, value), self.address(**{key: value}), count, chip_mark)

    def _called(self, key: str, value: Any) -> Any:
        match key:
            case "soort":
                return registry.kinds[value].plural
            case "thema":
                return self.names.themes.get(value, value)
            case "wie":
                return Perspective(value).label
            case "regio":
                return self.names.regions.get(value, value)
        return value
