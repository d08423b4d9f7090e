"""What a reader may narrow a list down to; a value nobody offers narrows nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from knowledge.models import Intervention, Level, Source, Theme

UNKNOWN = "onbekend"  # the word in the address for "no recognition level known"
LONGEST = 120  # signs of a search in the register
MOST_WORDS = 6


@dataclass(frozen=True)
class Choice:
    """One way to narrow down: where it leads, how many remain, and whether it is the one chosen now."""

    label: str
    url: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class InterventionFilter:
    """The filter that stands in an address: `?thema=schulden&erkenning=goed-beschreven`."""

    theme: str
    level: str

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> InterventionFilter:
        """Take what is known from a query string and drop the rest."""
        level = asked.get("erkenning", "")
        return cls(theme=known_theme(asked), level=level if level in {*Level.values, UNKNOWN} else "")

    def found(self) -> QuerySet[Intervention]:
        """Give what remains, with its themes."""
        return Intervention.objects.filter(self._about(), self._recognised()).prefetch_related("themes")

    def themes(self) -> list[Choice]:
        """Offer each theme that still has something under the chosen recognition."""
        shown = Count("interventions", filter=self._recognised("interventions__"))
        counted = Theme.objects.annotate(n=shown).order_by("name")  # counting drops the model's own order
        return [
            Choice(theme.name, self._url(thema=theme.slug), theme.n, theme.slug == self.theme)
            for theme in counted
            if theme.n or theme.slug == self.theme
        ]

    def levels(self) -> list[Choice]:
        """Offer each recognition that still has something under the chosen theme, "not known" last."""
        per_level = Intervention.objects.filter(self._about()).order_by().values_list("recognition_level")
        counts = dict(per_level.annotate(Count("pk")))
        offered = [(str(level), str(level.label)) for level in Level] + [(UNKNOWN, _("Dat weten wij nog niet"))]
        return [
            Choice(label, self._url(erkenning=word), count, word == self.level)
            for word, label in offered
            if (count := counts.get("" if word == UNKNOWN else word, 0)) or word == self.level
        ]

    def _about(self) -> Q:
        return Q(themes__slug=self.theme) if self.theme else Q()

    def _recognised(self, prefix: str = "") -> Q:
        level = "" if self.level == UNKNOWN else self.level
        return Q(**{f"{prefix}recognition_level": level}) if self.level else Q()

    def _url(self, **choice: str) -> str:
        """Choosing adds a word to the address; choosing what is chosen takes it away."""
        now = {"thema": self.theme, "erkenning": self.level}
        words = now | {name: "" if now[name] == word else word for name, word in choice.items()}
        return "?" + urlencode({name: word for name, word in words.items() if word})


def known_theme(asked: Mapping[str, str]) -> str:
    """Give the slug of the theme asked for, "" when there is none or nobody knows it."""
    slug = asked.get("thema", "")
    return slug if slug and slug.isascii() and Theme.objects.filter(slug=slug.replace("\0", "")).exists() else ""


@dataclass(frozen=True)
class SourceFilter:
    """The filter of the register: `?soort=interview&woord=schulden`; each word must stand in title or summary."""

    kind: str
    words: str

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> SourceFilter:
        """Take what is known from a query string and drop the rest; words beyond a long line are not read."""
        kind = asked.get("soort", "")
        words = " ".join(asked.get("woord", "").replace("\0", "").split())[:LONGEST]
        return cls(kind if kind in Source.Kind.values else "", words)

    def found(self) -> QuerySet[Source]:
        """Give what remains."""
        return self._worded().filter(kind=self.kind) if self.kind else self._worded()

    def kinds(self) -> list[Choice]:
        """Offer each kind that still has something under these words."""
        counts = dict(self._worded().order_by().values_list("kind").annotate(Count("pk")))
        return [
            Choice(str(kind.label), self._url(kind.value), counts.get(kind.value, 0), kind.value == self.kind)
            for kind in Source.Kind
            if counts.get(kind.value) or kind.value == self.kind
        ]

    def _worded(self) -> QuerySet[Source]:
        found = Source.objects.all()
        for word in self.words.split()[:MOST_WORDS]:
            found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word) | Q(address__icontains=word))
        return found

    def _url(self, kind: str) -> str:
        words = {"soort": "" if kind == self.kind else kind, "woord": self.words}
        return "?" + urlencode({name: word for name, word in words.items() if word})
