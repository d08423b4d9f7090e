"""Rows that belong to a record, as small forms under one another: some empty ones, more on request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from knowledge.catalogue.kinds import Facts
from knowledge.editing.differences import part_label
from knowledge.editing.fields import Choosing, field_for
from knowledge.editing.shapes import Part
from knowledge.models import EvidenceAxis

EMPTY = 2
MOST = 60


class RowForm(forms.Form):
    """One row; left wholly empty it is no row, and the box at its end takes it away."""

    def __init__(self, part: Part, choosing: Choosing, sources: Iterable[str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stays = False  # a row of fixed meaning that is stored already
        self.fields["id"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=18)
        for field in part.fields:
            if field.name != part.by:
                self.fields[field.name] = field_for(field, choosing, sources if field.name == "sources" else None)
        if "order" in self.fields:
            self.fields["order"].required = False
        for name in ("text", "caveat", "note"):
            if name in self.fields:
                self.fields[name].widget.attrs["rows"] = 3
        if part.by == "id":
            self.fields["away"] = forms.BooleanField(label=_("Haal deze rij weg"), required=False)

    @property
    def goes(self) -> bool:
        """Tell whether this is no row: wholly empty, or taken away. What a choice starts with is no choice."""
        typed = (self[name].value() for name in self.fields if name not in {"id", "order", "away"})
        is_empty = all(value in (None, "", [], False, EvidenceAxis.Standing.UNKNOWN) for value in typed)
        return not self.stays and (is_empty or bool("away" in self.fields and self["away"].value()))


class Rows:
    """All rows of one part. `keys` are the rows this record has or had: no other key is taken from a form."""

    def __init__(
        self,
        part: Part,
        stored: list[Facts],
        choosing: Choosing,
        sources: Iterable[str],
        data: Mapping[str, Any] | None = None,
        more: bool = False,
    ) -> None:
        self.part, self.stored = part, {str(row.get(part.by)): row for row in stored}
        self.label = part_label(part)
        self.counter = f"{part.name}-n"
        if part.by != "id":
            keys = [value for value, _label in part.kind.model._meta.get_field(part.by).choices or ()]  # type: ignore[union-attr]
            begin: list[Facts] = [self.stored.get(key, {}) | {"id": key} for key in keys]
        else:
            begin = stored
        self.grows = part.by == "id"
        self.size = self._size(len(begin), data, more)
        shown = set(sources)
        self.forms = [
            RowForm(
                part,
                choosing,
                shown | set((begin[n] if n < len(begin) else {}).get("sources") or ()) | self._chosen(data, n),
                data,
                prefix=f"{part.name}-{n}",
                initial=begin[n] if n < len(begin) else {},
            )
            for n in range(self.size)
        ]
        for row in self.forms:
            row.stays = not self.grows and row.initial["id"] in self.stored

    def _size(self, stored: int, data: Mapping[str, Any] | None, more: bool) -> int:
        if not self.grows:
            return stored
        size = stored + EMPTY
        if data is not None:
            said = str(data.get(self.counter) or "")
            size = int(said) if said.isascii() and said.isdecimal() and len(said) < 4 else size
        return min(size + (EMPTY if more else 0), MOST)

    def _chosen(self, data: Mapping[str, Any] | None, number: int) -> set[str]:
        get = getattr(data, "getlist", None)
        return set(get(f"{self.part.name}-{number}-sources")) if get else set()

    @property
    def titles(self) -> list[tuple[str, RowForm]]:
        """Give each row with what it is called on the page."""
        if self.grows:
            return [(str(number), row) for number, row in enumerate(self.forms, 1)]
        names = dict(self.part.kind.model._meta.get_field(self.part.by).flatchoices)  # type: ignore[union-attr]
        return [(str(names[row.initial["id"]]), row) for row in self.forms]

    def forget_errors(self) -> None:
        """Show what was typed without a word on what is missing: its writer is not done yet."""
        for row in self.forms:
            row._errors = ErrorDict()  # type: ignore[attr-defined]

    def is_valid(self) -> bool:
        wrong = [row for row in self.forms if not row.goes and not row.is_valid()]
        for row in self.forms:
            if row.goes:
                row._errors = ErrorDict()  # type: ignore[attr-defined]
        return not wrong

    def facts(self) -> list[Facts]:
        """Give the rows as facts, in the order their writer gave them."""
        kept = []
        for place, row in enumerate(self.forms):
            if row.goes:
                continue
            facts = {field.name: row.cleaned_data[field.name] for field in self.part.fields if field.name in row.fields}
            stored = self.stored.get(str(row.cleaned_data["id"] if self.grows else row.initial["id"]), {})
            facts |= {self.part.by: row.initial["id"]} if not self.grows else {}
            kept.append((facts.get("order") or MOST * 1000, place, facts | {"id": stored.get("id")}))
        kept.sort(key=lambda one: one[:2])
        return self._in_order([facts for _order, _place, facts in kept])

    def _in_order(self, rows: list[Facts]) -> list[Facts]:
        """Number the rows anew, unless nothing changed but the numbers; those of fixed meaning stand as stored."""
        if not self.grows:
            return sorted(rows, key=lambda row: str(row[self.part.by]))
        bare = [[{**row, "order": 0} for row in some] for some in (rows, self.stored.values())]
        if bare[0] == bare[1]:
            return list(self.stored.values())
        return [facts | {"order": number} for number, facts in enumerate(rows, 1)]
