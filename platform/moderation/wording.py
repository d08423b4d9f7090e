"""The difference between two texts as pieces a person can judge one by one, and finding such a piece back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

SHORT = 3  # letters: a single "de" or "van" between two differences does not make them two
_PIECES = re.compile(r"\w+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Edit:
    """Code points in the text as it was (end exclusive), and what stands there after."""

    start: int
    end: int
    becomes: str


def edits(before: str, after: str) -> list[Edit]:
    """Give what must be replaced in `before` to get `after`, whole words at a time, in order."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    at_old, at_new = _places(old), _places(new)
    found: list[tuple[int, int, int, int]] = []
    for kind, a, b, c, d in _matcher(old, new).get_opcodes():
        if kind == "equal":
            continue
        if found and _is_little(old[found[-1][1] : a]):
            found[-1] = (found[-1][0], b, found[-1][2], d)
        else:
            found.append((a, b, c, d))
    return [Edit(at_old[a], at_old[b], after[at_new[c] : at_new[d]]) for a, b, c, d in found]


def _is_little(between: list[str]) -> bool:
    words = [piece for piece in between if piece.isalnum()]
    return len(words) <= 1 and all(len(word) <= SHORT for word in words) and "\n" not in "".join(between)


def place(before: str, now: str, start: int, end: int) -> tuple[int, int] | None:
    """Give where the piece from `start` to `end` of `before` stands in `now`; None when it was rewritten."""
    if before == now:
        return start, end
    old, new = _PIECES.findall(before), _PIECES.findall(now)
    at_old, at_new = _places(old), _places(new)
    for a, b, size in _matcher(old, new).get_matching_blocks():
        if size and at_old[a] <= start and end <= at_old[a + size]:
            shift = at_new[b] - at_old[a]
            return start + shift, end + shift
    return None


def with_edits(text: str, found: Iterable[tuple[int, int, str]]) -> str:
    """Give the text with each (start, end, becomes) in place; a word left out leaves no double space."""
    for start, end, becomes in sorted(found, reverse=True):
        before, after = text[:start], text[end:]
        if not becomes and before[-1:] in {" ", ""} and after[:1] == " ":
            after = after[1:]
        text = before + becomes + after
    return text


def marked_up(text: str, found: Iterable[tuple[int, int, str, int]]) -> SafeString:
    """Give the text as safe html with each (start, end, becomes, number) struck out and written beside it."""
    pieces, at = [], 0
    for start, end, becomes, number in sorted(found):
        pieces.append(_lines(text[at:start]))
        if end > start:
            pieces.append(format_html("<del>{}</del>", _lines(text[start:end])))
        if becomes:
            pieces.append(format_html("<ins>{}</ins>", _lines(becomes)))
        pieces.append(format_html('<sup><a href="#wijziging-{}">{}</a></sup>', number, number))
        at = end
    pieces.append(_lines(text[at:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _lines(text: str) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in text.replace("\r\n", "\n").split("\n")))


def _places(pieces: list[str]) -> list[int]:
    """Give where each piece begins, and where the last one ends."""
    at = [0]
    for piece in pieces:
        at.append(at[-1] + len(piece))
    return at


def _matcher(old: list[str], new: list[str]) -> SequenceMatcher[str]:
    # In a long text difflib passes over what stands everywhere (spaces, "de"): else a hostile text takes minutes.
    return SequenceMatcher(None, old, new, autojunk=True)
