"""Quoting exactly: which sentences there are to choose from, and whether words stand in what is quoted."""

from __future__ import annotations

import re

from practices import kinds
from practices.models import Contribution

LONGEST = 500  # signs of one quote
OFFERED = 40  # sentences to choose from
_ENDS = re.compile(r"(?<=[.!?…])\s+|\n+")


def words_of(quoted: Contribution) -> str:
    """Give what may be quoted of a contribution, '' when it is not shown or nothing of it may."""
    return kinds.of(quoted.kind).said(quoted) if quoted.is_shown and quoted.kind in kinds.known() else ""


def sentences(text: str) -> list[str]:
    """Give the sentences of a text that can be chosen, each once."""
    pieces = (" ".join(piece.split()) for piece in _ENDS.split(text))
    return list(dict.fromkeys(piece for piece in pieces if 2 < len(piece) <= LONGEST))[:OFFERED]


def stands_in(quote: str, text: str) -> bool:
    """Say whether these words stand in the text exactly; only where its lines break may differ."""
    return bool(quote) and " ".join(quote.split()) in " ".join(text.split())
