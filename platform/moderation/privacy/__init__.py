"""The privacy check: a help that warns, never a guarantee, and never a silent change."""

from __future__ import annotations

from collections.abc import Sequence

from moderation.privacy import institutions, names, numbers, rare, staff
from moderation.privacy.mark import Mark, replaced
from moderation.privacy.rare import others
from moderation.privacy.render import marked_html
from moderation.privacy.special import special

__all__ = ["Mark", "find", "find_all", "marked_html", "others", "replaced", "special"]

# The surest rule first: where two rules see the same piece, the first keeps it.
RULES = (
    numbers.ibans,
    numbers.emails,
    numbers.urls,
    numbers.handles,
    numbers.dates,
    numbers.phones,
    numbers.bsns,
    numbers.plates,
    numbers.postcodes,
    numbers.addresses,
    institutions.institutions,
    names.names,
)


def find(text: str, beside: str = "") -> list[Mark]:
    """Mark what may point at a person, in order of place, without overlap; offsets are code points.

    `beside` is what else stands in the same piece: a place is only marked where all of it together points at somebody.
    Time grows in step with the text: a few seconds for a megabyte, whatever stands in it. Own rules only:
    nothing leaves this process.
    """
    taken = bytearray(len(text))
    marks: list[Mark] = []
    towns = bytearray(len(text))  # nobody is called Rijn in "Alphen aan den Rijn"
    for start, end in rare.named(text):
        towns[start:end] = (b"\x01" if " " in text[start:end] else b"\x00") * (end - start)
    rules = (rule(text) for rule in RULES)
    for found in (*rules, rare.places(text, beside)):
        for kind, start, end, suggestion in found:
            if kind == "name" and towns.find(0, start, end) == -1:
                continue
            if start < end and taken.find(1, start, end) == -1:
                taken[start:end] = b"\x01" * (end - start)
                at_work = kind == "name" and staff.is_of_staff(text, start, end)
                marks.append(Mark(kind, start, end, text[start:end], suggestion, at_work))
    return sorted(marks, key=lambda mark: mark.start)


def find_all(parts: Sequence[str]) -> list[list[Mark]]:
    """Mark each part of one piece, all of it weighed together."""
    return [
        find(part, "\n".join(other for there, other in enumerate(parts) if there != here))
        for here, part in enumerate(parts)
    ]
