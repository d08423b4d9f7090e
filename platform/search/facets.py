"""The filters and pages beside a list of finds, each as an address."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from search.engines.seam import Scope
from search.finding import Results
from search.plugs import registry

MOST_THEMES = 8


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
    names: dict[str, str]  # of themes, by slug

    def address(self, **change: Any) -> str:
        now = {"q": self.q, "soort": self.scope.kind, "thema": self.scope.theme, **change}
        return "?" + urlencode({key: value for key, value in now.items() if value})

    def chosen(self) -> Iterator[Chip]:
        if theme := self.scope.theme:
            yield Chip(self.names.get(theme, theme), self.address(thema=""), on=True)
        if kind := self.scope.kind:
            yield Chip(registry.kinds[kind].plural, self.address(soort=""), on=True)

    def kinds(self) -> Iterator[Chip]:
        if self.scope.kind:
            return
        for kind, document in registry.kinds.items():
            if count := self.results.kinds[kind]:
                yield Chip(document.plural, self.address(soort=kind), count, f"v-{document.voice}")

    def themes(self) -> Iterator[Chip]:
        if self.scope.theme:
            return
        known = [(slug, count) for slug, count in self.results.themes.most_common() if slug in self.names]
        for slug, count in known[:MOST_THEMES]:
            yield Chip(self.names[slug], self.address(thema=slug), count)

    def pages(self) -> Iterator[Chip]:
        """Give the first page, the ones around this one, and the last."""
        page, last = self.results.page, self.results.pages
        for number in sorted({1, *range(max(1, page - 2), min(last, page + 2) + 1), last}):
            yield Chip(number, self.address(pagina=number), on=number == page)

    def previous(self) -> str:
        return self.address(pagina=self.results.page - 1) if self.results.page > 1 else ""

    def following(self) -> str:
        return self.address(pagina=self.results.page + 1) if self.results.page < self.results.pages else ""
