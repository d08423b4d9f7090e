"""A look at an answer before it is placed: does it sound like a letter that anybody could have had?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

ALIKE = 0.5  # part of the pieces of three words that an earlier answer has too
LEAST = 12  # pieces of three words; in less there is nothing to compare
FEW_WORDS = 8
_WORD = re.compile(r"\w+")
_ELSEWHERE = re.compile(
    r"\b(?:neem\w*|opnemen|nemen)\b[^.!?]{0,40}\bcontact\b|\bcontact\b[^.!?]{0,30}\b(?:opnemen|zoeken|met ons)\b"
    r"|\b(?:bel|mail|app|stuur|schrijf)\b[^.!?]{0,20}\b(?:ons|mij|me|een mail|een bericht|naar)\b"
    r"|\bklachten(?:formulier|functionaris|procedure)\b|\bons loket\b|\bkom langs op\b|\bcontactformulier\b",
    re.IGNORECASE,
)


_WE = re.compile(r"\b(?:we|wij|ik|zij|ze|hij|teamleider|collega)\b[^.!?]{0,25}$", re.IGNORECASE)
_YOU = re.compile(r"\b(?:je|jou|jullie|u|jij)\b|\b(?:met|naar) (?:ons|mij|me)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Earlier:
    """An answer that was placed before."""

    text: str
    on: date


def advice(parts: dict[str, str], earlier: Iterable[Earlier] = ()) -> list[str]:
    """Give what could be better, in plain sentences; an empty list when nothing stands out.

    `parts` are the thanks, what was heard and what is done, by these names. Likeness is the part of its overlapping
    pieces of three words that an earlier answer holds too.
    """
    found = []
    if len(_WORD.findall(parts["heard"])) < FEW_WORDS:
        found.append(_("Vertel wat preciezer wat je hoorde. Dan merkt de verteller dat je het las."))
    said = " ".join(parts[name] for name in ("thanks", "heard", "doing"))
    if (other := most_alike(said, earlier)) is not None:
        day = date_format(other.on, "j F Y")
        found.append(
            _("Dit lijkt veel op je antwoord van %(day)s. Schrijf liever wat bij dit verhaal hoort.") % {"day": day}
        )
    if asked := elsewhere(said):
        found.append(
            _("Je vraagt de verteller om ergens anders heen te gaan: ‘%(words)s’. Antwoord liever hier.")
            % {"words": asked}
        )
    return found


def elsewhere(said: str) -> str:
    """Give the words that send the teller elsewhere, "" for none; that they call others themselves is fine."""
    for match in _ELSEWHERE.finditer(said):
        sentence = re.split(r"[.!?]", said[match.start() :], maxsplit=1)[0]
        theirs = "contact" in match.group().lower() and _WE.search(re.split(r"[.!?]", said[: match.start()])[-1])
        if not theirs or _YOU.search(sentence):
            return " ".join(match.group().split())
    return ""


def most_alike(text: str, earlier: Iterable[Earlier]) -> Earlier | None:
    """Give the earlier answer that holds most of this one, when that is much."""
    mine = pieces(text)
    if len(mine) < LEAST:
        return None
    best: Any = max(earlier, key=lambda one: len(mine & pieces(one.text)), default=None)
    return best if best is not None and len(mine & pieces(best.text)) >= ALIKE * len(mine) else None


def pieces(text: str) -> set[tuple[str, ...]]:
    """Give each three words in a row, in small letters."""
    words = [word.lower() for word in _WORD.findall(text)]
    return set(zip(words, words[1:], words[2:], strict=False))
