"""With what somebody counts on the maps: their weighings as facts, and the cells those facts belong in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from practices.models import Audience, Cell, Contribution, Weighing
from practices.models.contribution import shown

ALL = "*"
EVERYONE, SIGNED_IN = "e", "s"
CIRCLES = {Audience.EVERYONE: EVERYONE, Audience.SIGNED_IN: SIGNED_IN}

# A cell without its signature: scope, place, group, element, perspective, polarity.
Key = tuple[str, int, str, int, str, str]


class Fact(NamedTuple):
    """One weighing, as far as the map asks; place, group, themes and circle are those of the root."""

    perspective: str
    element: int  # 0 for own words that are no element yet
    polarity: str
    year: int
    circle: str
    themes: tuple[int, ...]
    practice: int
    intervention: int
    place: int
    group: str
    made_up: bool

    def cells(self) -> Iterator[Key]:
        """Give every cell this weighing belongs in."""
        places = {0, self.place}
        groups = {"", self.group}
        spots = [(scope, p, g) for scope in (ALL, *(f"t{t}" for t in self.themes)) for p in places for g in groups]
        spots += [(f"p{self.practice}", 0, "")] if self.practice else []
        spots += [(f"i{self.intervention}", 0, "")] if self.intervention else []
        for spot in spots:
            yield (*spot, 0, self.perspective, "")
            if self.made_up:
                yield (*spot, 0, self.perspective, Cell.MADE_UP)
            if self.element:
                yield (*spot, self.element, self.perspective, self.polarity)
        for spot in self.beside():
            yield (*spot, 0, self.perspective, "")

    def beside(self) -> Iterator[tuple[str, int, str]]:
        """Give which maps lie around which: who speaks of theme 3 speaks of theme 5 too is counted in ("u3", 5).

        "q3" is practice 3 with the theme it touches, "j3" intervention 3 with theme, or practice (below zero).
        """
        for theme in self.themes:
            yield from ((f"u{theme}", other, "") for other in self.themes if other != theme)
            if self.practice:
                yield f"q{self.practice}", theme, ""
            if self.intervention:
                yield f"j{self.intervention}", theme, ""
        if self.practice and self.intervention:
            yield f"j{self.intervention}", -self.practice, ""


COLUMNS = {
    "element_key": Coalesce("element__merged_into", "element"),
    "person": F("contribution__person"),
    "perspective": F("contribution__perspective"),
    "at": F("contribution__published_at"),
    "root": F("contribution__root"),
    "audience": F("contribution__root__audience"),
    "practice": F("contribution__root__practice"),
    "place": Coalesce("contribution__root__municipality__labour_region", "contribution__root__practice__labour_region"),
    "group": F("contribution__root__group"),
    "until": F("contribution__root__shown_until"),
    "made_up": F("contribution__is_fictional"),
}


def facts_of(people: Collection[str]) -> tuple[dict[str, set[Fact]], list[tuple[str, Any]]]:
    """Give what each of these people says now, and from which day on that will be less (person, last day shown).

    What only its writer may read is on no map at all. Two queries.
    """
    rows: list[dict[str, Any]] = list(
        Weighing.objects.filter(shown("contribution__"), contribution__person__in=people)
        .exclude(contribution__root__audience=Audience.ME)
        .order_by()
        .values("polarity", "intervention", **COLUMNS)  # type: ignore[arg-type]  # the plugin does not know columns by name
    )
    themes: dict[int, list[int]] = defaultdict(list)
    pairs = Contribution.themes.through.objects.filter(contribution_id__in={row["root"] for row in rows})
    for root, theme in pairs.values_list("contribution_id", "theme_id"):
        themes[root].append(theme)
    found: dict[str, set[Fact]] = defaultdict(set)
    ends = set()
    for row in rows:
        if (circle := circle_of(row["audience"], row["practice"])) is None:
            continue
        if row["until"]:
            ends.add((row["person"], row["until"]))
        found[row["person"]].add(
            Fact(
                row["perspective"],
                row["element_key"] or 0,
                row["polarity"] if row["element_key"] else "",
                timezone.localtime(row["at"]).year,
                circle,
                tuple(sorted(themes[row["root"]])),
                row["practice"] or 0,
                row["intervention"] or 0,
                row["place"] or 0,
                row["group"],
                row["made_up"],
            )
        )
    return found, sorted(ends)


def circle_of(audience: str, practice: int | None) -> str | None:
    """Name who may read it; None when nobody may but the writer."""
    if audience == Audience.PRACTICE:
        return f"p{practice}" if practice else None
    return CIRCLES[Audience(audience)]


def cells_of(facts: Iterable[Fact]) -> dict[Key, str]:
    """Give the cells in which one person counts, each with the person's signature there."""
    spoke: dict[Key, set[tuple[int, str]]] = defaultdict(set)
    for fact in facts:
        for key in fact.cells():
            spoke[key].add((fact.year, fact.circle))
    return {key: signature(parts) for key, parts in spoke.items()}


def signature(parts: set[tuple[int, str]]) -> str:
    """Write years and circles in one line; who may read for everyone needs no smaller circle of the same year."""
    kept = []
    for year in sorted({year for year, _circle in parts}):
        circles = {circle for of, circle in parts if of == year}
        widest = {EVERYONE} & circles or {SIGNED_IN} & circles or circles
        kept += [f"{year}{circle}" for circle in sorted(widest)]
    return ",".join(kept)


@lru_cache(maxsize=10_000)
def parts_of(key: str) -> tuple[tuple[int, str], ...]:
    """Read a signature back into its years and circles; the same few come in every cell."""
    return tuple((int(part[:4]), part[4:]) for part in key.split(","))
