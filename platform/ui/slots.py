"""Where a page of a lower floor leaves room, and an upper floor fills it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Filler = Callable[..., str]

_fillers: dict[str, list[tuple[int, Filler]]] = defaultdict(list)


def slot(name: str, order: int = 0) -> Callable[[Filler], Filler]:
    """Register the decorated `def f(context, **kwargs) -> str` for the slot; lower `order` stands first.

    `context` is the page's template context. '' means: nothing to show. A plain str is escaped.
    """

    def register(filler: Filler) -> Filler:
        _fillers[name].append((order, filler))
        _fillers[name].sort(key=lambda entry: entry[0])
        return filler

    return register


class Ranked(SafeString):
    """A piece that says itself where it stands, because that depends on who reads and on what waits."""

    rank: int

    def __new__(cls, html: str, rank: int) -> Ranked:
        """Take HTML that we drew ourselves."""
        piece = super().__new__(cls, html)
        piece.rank = rank
        return piece


def gather(name: str, context: Context, /, **kwargs: Any) -> list[SafeString]:
    """Give the pieces for this slot apart, in order; one that is `Ranked` stands where it says."""
    found = []
    for order, filler in _fillers.get(name, ()):
        piece = filler(context, **kwargs)
        if piece:
            found.append((piece.rank if isinstance(piece, Ranked) else order, conditional_escape(piece)))
    return [piece for _order, piece in sorted(found, key=lambda entry: entry[0])]


def fill(name: str, context: Context, /, **kwargs: Any) -> SafeString:
    """Give everything the upper floors bring for this slot, one after the other; '' when there is nothing."""
    pieces = (filler(context, **kwargs) for _, filler in _fillers.get(name, ()))
    return mark_safe("".join(conditional_escape(piece) for piece in pieces if piece))  # noqa: S308 (escaped here)
