"""What a story means to its teller: sentences, the triangle, the line from others to oneself.

The teller gives the meaning, nobody reads it out of the text: the idea of signification (SenseMaker, D. Snowden).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

LONGEST_SENTENCE = 400  # signs; a longer one is no sentence to point at
ALIKE = 0.75  # from where a changed sentence is still the same one
PARTS = 3  # in how many pieces what made the difference is divided over the corners
LINE = range(1, 8)
CORNERS = {"mens": _("de mens"), "regels": _("de regels"), "ik": _("ikzelf")}


class Domain(models.TextChoices):
    """The parts of life a story is about."""

    LIVING = "wonen", _("Wonen")
    MONEY = "geld", _("Geld")
    WORK = "werk", _("Werk en meedoen")
    LEARNING = "leren", _("Leren en school")
    FAMILY = "gezin", _("Gezin en familie")
    CONTACT = "contact", _("Vrienden en contact")
    BODY = "gezond", _("Gezondheid")
    MIND = "gevoel", _("Hoe je je voelt")
    SAFETY = "veilig", _("Veiligheid")
    SENSE = "zin", _("Zin en betekenis")


class Since(models.TextChoices):
    """How long the help lasted, as the teller remembers it."""

    SHORT = "kort", _("Minder dan een half jaar")
    YEAR = "jaar", _("Een half jaar tot een jaar")
    LONG = "lang", _("1 tot 3 jaar")
    LONGER = "langer", _("Langer dan 3 jaar")


@dataclass(frozen=True)
class Point:
    """One place in the triangle: how many of the three parts each corner has, and where that is drawn."""

    parts: tuple[int, int, int]

    @property
    def key(self) -> str:
        return "".join(map(str, self.parts))

    @property
    def label(self) -> str:
        """Say it in words; the picture is never the only way to read it."""
        named = sorted(zip(self.parts, CORNERS.values(), strict=True), key=lambda one: -one[0])
        words = [(number, str(name)) for number, name in named if number]
        if len(words) == 1:
            return _now("Alleen %(one)s") % {"one": words[0][1]}
        if len(words) == len(CORNERS):
            return _now("Alle drie evenveel")
        return _now("Vooral %(one)s, ook %(two)s") % {"one": words[0][1], "two": words[1][1]}

    @property
    def x(self) -> str:
        """From 0 (left) to 100: the first corner stands on top, the second left below, the third right below."""
        top, _left, right = self.parts
        return f"{(top * 50 + right * 100) / PARTS:.1f}"  # written here: a drawing knows no decimal comma

    @property
    def y(self) -> str:
        """From 0 (top) to 87."""
        return f"{(PARTS - self.parts[0]) * 87 / PARTS:.1f}"


POINTS = [Point((top, PARTS - top - right, right)) for top in range(PARTS, -1, -1) for right in range(PARTS - top + 1)]
BY_KEY = {point.key: point for point in POINTS}


def line_choices() -> list[tuple[int, Any]]:
    """Give the places on the line, in words."""
    words = (
        _("Helemaal anderen"),
        _("Vooral anderen"),
        _("Iets meer anderen"),
        _("Samen"),
        _("Iets meer ikzelf"),
        _("Vooral ikzelf"),
        _("Helemaal ikzelf"),
    )
    return list(zip(LINE, words, strict=True))


def sentences(*texts: str) -> list[str]:
    """Give the sentences of these texts in order, each once; a line end always ends one."""
    found = (
        piece.strip()
        for text in texts
        for line in text.split("\n")
        for piece in re.findall(r".+?(?:[.!?…]+[\"'’”)]*(?=\s|$)|$)", line)
    )
    return list(dict.fromkeys(one for one in found if one and len(one) <= LONGEST_SENTENCE))


def stands_in(quote: str, *texts: str) -> bool:
    """Say whether these very words stand on one line of one of the texts."""
    return bool(quote) and "\n" not in quote and any(quote in text for text in texts)


def followed(quote: str, before: str, after: str) -> str:
    """Give the quote as it reads after the text around or in it changed; "" when it went."""
    start = before.find(quote)
    if start < 0:
        return ""
    same = _shared(before, after)
    tail = min(_shared(before[::-1], after[::-1]), min(len(before), len(after)) - same)
    end, left, shift = start + len(quote), len(before) - tail, len(after) - len(before)
    if end <= same:
        return quote
    if start >= left:  # all that changed stands before it
        return after[start + shift : end + shift]
    if start <= same and left <= end:  # all that changed stands inside it
        moved = after[start : end + shift].strip()
        return moved if "\n" not in moved and len(moved) <= LONGEST_SENTENCE else ""
    alike = get_close_matches(quote, sentences(after), 1, ALIKE)
    return alike[0] if alike else ""


def _shared(one: str, other: str) -> int:
    """Count with how many of the same signs both begin."""
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))


def kept(row: str, choices: type[models.TextChoices]) -> list[str]:
    """Give the choices that a row holds (" geld wonen "), in the order of the list."""
    return [one.value for one in choices if f" {one.value} " in row]


def as_row(chosen: Iterable[str]) -> str:
    """Give choices as a row holds them, so that one can be looked for between spaces."""
    return f" {' '.join(chosen)} " if chosen else ""
