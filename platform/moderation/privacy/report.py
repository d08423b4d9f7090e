"""How good the privacy check is, measured against texts in which people marked everything by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from moderation.privacy import Mark, find, special


@dataclass
class Score:
    """Counts per type as named in the file; a piece is found when a mark covers at least half of it."""

    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    near_misses: list[str] = field(default_factory=list)
    near: int = 0  # pieces that look like something to mark and are not, marked or not
    marks: int = 0
    sensitive: int = 0
    explained: int = 0  # of those: what the law protects more, and the writer is told so

    def recall(self, *types: str) -> float:
        """Give found / wanted for these types together (all types when none is named)."""
        chosen = types or tuple(self.wanted)
        wanted = sum(self.wanted[kind] for kind in chosen)
        return sum(self.found[kind] for kind in chosen) / wanted if wanted else 1.0

    @property
    def precision(self) -> float:
        return 1 - len(self.wrong) / self.marks if self.marks else 1.0


def score(items: list[dict[str, Any]]) -> Score:
    """Run the check over items with "text" and "spans" (start inclusive, end exclusive).

    "near_misses" and "sensitive_terms" are spans too, and may be left out.
    """
    total = Score()
    for item in items:
        marks = find(item["text"])
        total.marks += len(marks)
        for span in item["spans"]:
            total.wanted[span["type"]] += 1
            if any(_covers_half(mark, span) for mark in marks):
                total.found[span["type"]] += 1
            else:
                total.missed.append(f"{span['type']}: {span['text']}")
        total.wrong += [m.text for m in marks if not any(_touches(m, s) for s in item["spans"])]
        told = special(item["text"])
        terms = item.get("sensitive_terms", [])
        total.sensitive += len(terms)
        total.explained += sum(any(_touches(one, term) for one in told) for term in terms)
        near = item.get("near_misses", [])
        total.near += len(near)
        total.near_misses += [s["text"] for s in near if any(_touches(m, s) for m in marks)]
    return total


def _touches(mark: Any, span: dict[str, Any]) -> bool:
    return bool(mark.start < span["end"] and span["start"] < mark.end)


def _covers_half(mark: Mark, span: dict[str, Any]) -> bool:
    shared = min(mark.end, span["end"]) - max(mark.start, span["start"])
    return bool(shared * 2 >= span["end"] - span["start"])
