"""What differs between two versions, fact by fact and word by word, in words that people read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal, NamedTuple

from django.db.models import BooleanField, DateField, Field, ForeignKey, ManyToManyField, TextField
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge.catalogue.kinds import Facts
from knowledge.editing.shapes import Part, Shape

WORDS = re.compile(r"\s+|[^\s\w]|\w+")
MOST_COMPARED = 2_000_000  # pairs of words; beyond that a whole passage counts as replaced
LITTLE = 2  # words between two changes that do not stand alone
AROUND = 120  # characters of unchanged text shown beside a change


class Piece(NamedTuple):
    """Some words, and whether they stayed, came or went."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True)
class Difference:
    """One fact that differs: its name on the page, and its lines, each in pieces."""

    label: str
    lines: list[list[Piece]]


class Named:
    """What readers call the records that facts name, fetched once for each kind."""

    def __init__(self, shape: Shape, *versions: Facts) -> None:
        wanted: dict[Any, set[str]] = defaultdict(set)
        for facts in versions:
            for field, value in _named_in(shape, facts):
                wanted[field.related_model] |= {value} if isinstance(value, str) else set(value or ())
        self._names: dict[tuple[Any, str], str] = {}
        for model, slugs in wanted.items():
            for found in getattr(model, "everything", model._default_manager).filter(slug__in=slugs):
                self._names[model, found.slug] = str(found)

    def name(self, field: Field[Any, Any], slug: str) -> str:
        """Give its name; what was removed since keeps the word of its address."""
        return self._names.get((field.related_model, slug), slug)

    def items(self, field: Field[Any, Any], value: Any) -> list[str]:
        """Give the names of everything a relation holds."""
        return sorted(self.name(field, slug) for slug in value or ())

    def shown(self, field: Field[Any, Any], value: Any) -> str:
        """Give any fact as a reader reads it; "" for what is not there."""
        if isinstance(field, ManyToManyField):
            return ", ".join(self.items(field, value))
        if isinstance(field, ForeignKey):
            return self.name(field, value) if value else ""
        if isinstance(field, BooleanField):
            return _("ja") if value else _("nee")
        if isinstance(field, DateField) and value:
            return date_format(date.fromisoformat(value), "j F Y")
        if field.choices:
            return str(dict(field.flatchoices).get(value, value) or "")
        return "" if value is None else str(value)

    def row(self, part: Part, facts: Facts) -> str:
        """Give one row as one text."""
        said = [
            (field, self.shown(field, facts.get(field.name)))
            for field in part.fields
            if field.name != "order" and not isinstance(field, BooleanField)
        ]
        return "\n".join(
            f"{field.verbose_name}: {text}" if isinstance(field, ManyToManyField) else text
            for field, text in said
            if text
        )


def _named_in(shape: Shape, facts: Facts) -> Iterator[tuple[Any, Any]]:
    relations = (ForeignKey, ManyToManyField)
    for field in shape.fields:
        if isinstance(field, relations):
            yield field, facts.get(field.name)
    for part in shape.parts:
        for row in facts.get(part.name) or []:
            yield from ((field, row.get(field.name)) for field in part.fields if isinstance(field, relations))


def compare(shape: Shape, before: Facts, after: Facts, names: Iterable[str] | None = None) -> list[Difference]:
    """Give every fact that differs (of `names` only, where given), in the order of the page."""
    kept = set(shape.names if names is None else names)
    known = Named(shape, before, after)
    found = []
    for field in shape.fields:
        old, new = before.get(field.name), after.get(field.name)
        if field.name in kept and old != new:
            found.append(Difference(label_of(field), _lines(known, field, old, new)))
    for part in shape.parts:
        rows = before.get(part.name) or [], after.get(part.name) or []
        if part.name in kept and rows[0] != rows[1] and (lines := list(_row_lines(known, part, *rows))):
            found.append(Difference(part_label(part), lines))
    return found


def label_of(field: Field[Any, Any]) -> str:
    text = str(field.verbose_name)
    return text[:1].upper() + text[1:]


def part_label(part: Part) -> str:
    """Name the rows of a part as readers know them."""
    return {"claims": _("Beweringen"), "groups": _("Per doelgroep"), "axes": _("Wat weten we ervan")}[part.name]


def _lines(known: Named, field: Field[Any, Any], old: Any, new: Any) -> list[list[Piece]]:
    if isinstance(field, ManyToManyField):
        gone, come = (
            known.items(field, set(old or ()) - set(new or ())),
            known.items(field, set(new or ()) - set(old or ())),
        )
        return [[Piece("removed", name)] for name in gone] + [[Piece("added", name)] for name in come]
    was, is_now = known.shown(field, old), known.shown(field, new)
    if isinstance(field, TextField) or (was and is_now and not (field.choices or isinstance(field, BooleanField))):
        return [words(was, is_now)]
    return [[piece for piece in (Piece("removed", was), Piece("added", is_now)) if piece.text]]


def _row_lines(known: Named, part: Part, before: list[Facts], after: list[Facts]) -> Iterator[list[Piece]]:
    old = {row.get(part.by): row for row in before}
    for row in after:
        was = old.pop(row.get(part.by), None) if row.get(part.by) else None
        texts = known.row(part, was) if was else "", known.row(part, row)
        if texts[0] != texts[1]:
            yield words(*texts)
    for row in old.values():
        yield [Piece("removed", known.row(part, row))]


def words(before: str, after: str) -> list[Piece]:
    """Compare two texts word by word; long stretches that stayed are cut short."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    pieces = [Piece("same", "".join(old[:head]))]
    for gone, come, stayed in _changes(a, b):
        pieces += [Piece("removed", "".join(gone)), Piece("added", "".join(come)), Piece("same", "".join(stayed))]
    pieces.append(Piece("same", "".join(old[len(old) - tail :]) if tail else ""))
    pieces = [piece for piece in pieces if piece.text]
    return [_short(piece, first=number == 0, last=number == len(pieces) - 1) for number, piece in enumerate(pieces)]


def _changes(a: list[str], b: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Give each change with what stayed after it; a word or two between two changes is read along with them."""
    if len(a) * len(b) > MOST_COMPARED:
        yield a, b, []
        return
    gone: list[str] = []
    come: list[str] = []
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    for number, (what, from_a, to_a, from_b, to_b) in enumerate(codes, 1):
        stayed = a[from_a:to_a] if what == "equal" else []
        if stayed and (number == len(codes) or sum(word.isalnum() for word in stayed) > LITTLE):
            yield gone, come, stayed
            gone, come = [], []
        else:
            gone, come = gone + a[from_a:to_a], come + b[from_b:to_b]
    yield gone, come, []


def _shared(a: list[str], b: list[str]) -> int:
    """Count the words two lists begin with together."""
    return next((n for n, (one, other) in enumerate(zip_longest(a, b)) if one != other), len(a))


def _short(piece: Piece, first: bool, last: bool) -> Piece:
    if piece.kind != "same" or len(piece.text) <= 2 * AROUND + 20:
        return piece
    start = "" if first else piece.text[:AROUND]
    return Piece("same", f"{start} … {'' if last else piece.text[-AROUND:]}")
