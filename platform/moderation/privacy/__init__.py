"""The privacy check: a help that warns, never a guarantee, and never a silent change."""

from __future__ import annotations

from moderation.privacy import institutions, names, numbers
from moderation.privacy.mark import Mark, replaced
from moderation.privacy.render import marked_html

__all__ = ["Mark", "find", "marked_html", "replaced"]

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


def find(text: str) -> list[Mark]:
    """Mark what may point at a person, in order of place, without overlap; offsets are code points.

    Time grows in step with the text: a few seconds for a megabyte, whatever stands in it. Own rules only:
    nothing leaves this process.
    """
    taken = bytearray(len(text))
    marks: list[Mark] = []
    for rule in RULES:
        for kind, start, end, suggestion in rule(text):
            if start < end and taken.find(1, start, end) == -1:
                taken[start:end] = b"\x01" * (end - start)
                marks.append(Mark(kind, start, end, text[start:end], suggestion))
    return sorted(marks, key=lambda mark: mark.start)
