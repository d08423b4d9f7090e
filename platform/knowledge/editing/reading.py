"""A version as a page to be read: its facts under their names, in the order of the record."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BooleanField, ManyToManyField, TextField
from django.utils.safestring import SafeString

from knowledge.catalogue.kinds import Facts
from knowledge.editing.differences import Named, label_of, part_label
from knowledge.editing.shapes import Shape, rows_of
from ui.text import to_html


@dataclass(frozen=True)
class Passage:
    """One fact to be read: a text, or the names of what it holds."""

    label: str
    text: SafeString | str = ""
    items: tuple[str | SafeString, ...] = ()


def passages(shape: Shape, facts: Facts) -> list[Passage]:
    """Give everything these facts say, without what is empty and without the title."""
    known, found = Named(shape, facts), []
    for field in shape.fields:
        value = facts.get(field.name)
        if value in (None, "", []) or field.name in {"slug", shape.title}:
            continue
        if isinstance(field, ManyToManyField):
            found.append(Passage(label_of(field), items=tuple(known.items(field, value))))
        elif isinstance(field, TextField):
            found.append(Passage(label_of(field), to_html(str(value))))
        elif value or not isinstance(field, BooleanField):
            found.append(Passage(label_of(field), known.shown(field, value)))
    for part, rows in rows_of(shape, facts):
        if rows:
            found.append(Passage(part_label(part), items=tuple(to_html(known.row(part, row)) for row in rows)))
    return found
