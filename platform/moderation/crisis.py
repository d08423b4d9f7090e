"""Words that may mean that somebody is in danger, now or before: a reason to look with two, never a judgement.

Our own list, from how people say it, not from a clinical one. It marks too much rather than too little; what looks like
it but is something else (laughing oneself to death, a knife and fork) is left alone where the words around it tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, str | Promise] = {
    "death": _("iemand denkt of dacht aan de dood"),
    "harm": _("iemand doet zichzelf pijn"),
    "violence": _("geweld of bedreiging"),
    "abuse": _("misbruik of dwang"),
}

WORDS = Path(__file__).with_suffix(".txt")


def read(lines: Iterable[str]) -> dict[str, list[str]]:
    """Give the patterns by kind; how they are written is told on top of the list."""
    names: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    for line in filter(None, (line.strip() for line in lines)):
        if line.startswith("#"):
            continue
        if part := re.fullmatch(r"\[(\w+)\]", line):
            found[part[1]] = []
        elif named := re.fullmatch(r"([A-Z]+) = (.*)", line):
            names[named[1]] = named[2]
        else:
            found[list(found)[-1]].append(re.sub(r"<([A-Z]+)>", lambda name: names[name[1]], line))
    return found


def _spaced(pattern: str) -> str:
    """Let a space in a pattern stand for any white space, a line end too; " ?" for none as well; "nie" for "niet"."""
    pattern = re.sub(r"\bniet\b", "niet?", pattern)
    return pattern.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}")


_PLACES = [
    (kind, re.compile(_spaced(rf"(?<!\w)(?:{'|'.join(words)})"), re.IGNORECASE))
    for kind, words in read(WORDS.read_text("utf-8").splitlines()).items()
]


@dataclass(frozen=True, slots=True)
class Signal:
    """Where it stands (code points, end exclusive) and what kind of danger it may tell of."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def label(self) -> str | Promise:
        return LABELS[self.kind]

    @property
    def key(self) -> str:
        """Name this place inside its text, as a Mark does."""
        return f"{self.start}-{self.end}"


def find(text: str) -> list[Signal]:
    """Give the places in order; what two kinds see is given once, by the kind that stands first in LABELS."""
    straight = text.replace("’", "'").replace("‘", "'")
    found: list[Signal] = []
    for kind, words in _PLACES:
        for hit in words.finditer(straight):
            start, end = hit.span()
            if not any(start < other.end and other.start < end for other in found):
                found.append(Signal(kind, start, end, text[start:end]))
    return sorted(found, key=lambda one: one.start)


def kinds(texts: Iterable[str]) -> list[str]:
    """Give the kinds that any of these texts holds, in the order of LABELS."""
    seen = {signal.kind for text in texts for signal in find(text)}
    return [kind for kind in LABELS if kind in seen]
