"""What an editor types: the facts of one record, its rows, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import ForeignKey
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from knowledge.catalogue.kinds import Facts
from knowledge.editing.fields import Choosing, Day, field_for
from knowledge.editing.rows import Rows
from knowledge.editing.shapes import Shape
from knowledge.editing.together import signs
from ui.forms import Once, PlainText

OWN = ("reason", "edition", "seen", "drawn", "once")
# What stands together on the form. A fact that no heading names stands under the last one.
HEADINGS: list[tuple[Any, set[str]]] = [
    (_("Hoe heet het?"), {"theme", "title", "name", "word", "plain_wording", "professional_wording", "also", "kind"}),
    (
        _("Wat is het?"),
        {"summary", "explanation", "research_wording", "not_this", "long_text", "goal", "method", "address", "year"},
    ),
    (
        _("Voor wie en hoe?"),
        {"for_whom", "target_groups", "keep", "adapt", "carried_out_by", "making_it_work", "owner", "filled_by"}
        | {"questions", "minutes", "licence", "note", "not_working", "open_questions"},
    ),
    (_("Hoe zeker is het?"), {"standing", "evidence_note", "evidence_strength"}),
    (
        _("Erkenning"),
        {f"recognition_{name}" for name in ("level", "date", "body", "until", "address", "note")} | {"databank"},
    ),
    (_("Waar hoort het bij?"), {"themes", "elements", "interventions", "sources"}),
    (_("Verder"), set()),
]


class ReasonForm(Once):
    """Why: readers see it in the list of versions."""

    reason = PlainText(
        label=_("Waarom verander je dit?"),
        help_text=_("Iedereen kan dit later lezen. Schrijf geen namen van mensen op."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf op waarom. Lezers willen dat kunnen nagaan.")},
    )


class PublishForm(Once):
    """For a dossier: the day all of it was looked through."""

    reviewed_on = Day(
        label=_("Wanneer is het hele dossier nagekeken?"),
        help_text=_("Keek je alles na? Zet er dan de dag van vandaag."),
        required=False,
    )


class Editor(ReasonForm):
    """One record as a form. `facts` is what it begins with, or what was stored when something is sent."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31 - 1)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    drawn = forms.CharField(widget=forms.HiddenInput, required=False, max_length=8000)

    def __init__(
        self, shape: Shape, facts: Facts, data: Mapping[str, Any] | None = None, is_new: bool = False, **begin: Any
    ) -> None:
        initial = facts | {"drawn": self.signs_of(facts)} | begin
        super().__init__(data, initial=initial)
        self.shape, self.facts_before = shape, facts
        choosing = Choosing()
        for field in shape.fields:
            if field.name == "slug" or (isinstance(field, ForeignKey) and not is_new):
                continue  # an address stays what it is
            self.fields[field.name] = field_for(field, choosing)
        more = data.get("rij") if data else None
        sources = self["sources"].value() or () if "sources" in self.fields else ()
        self.rows = [
            Rows(part, facts.get(part.name) or [], choosing, sources, data, more == part.name) for part in shape.parts
        ]
        self.wants_more = any(rows.part.name == more for rows in self.rows)

    @staticmethod
    def signs_of(facts: Facts) -> str:
        """Give the signs of the facts a form begins with, as it carries them along."""
        return json.dumps(signs(facts))

    @property
    def sections(self) -> list[tuple[Any, list[BoundField]]]:
        """Give the fields under their headings, in the order of the record."""
        left = [name for name in self.fields if name not in OWN]
        found = []
        for heading, names in HEADINGS:
            here = [name for name in left if name in names or not names]
            left = [name for name in left if name not in here]
            if here:
                found.append((heading, [self[name] for name in here]))
        return found

    def forget_errors(self) -> None:
        """Show what was typed without a word on what is missing."""
        self._errors = ErrorDict()
        for rows in self.rows:
            rows.forget_errors()

    def is_valid(self) -> bool:
        """Tell whether all of it can be kept, the rows included."""
        rows = [one.is_valid() for one in self.rows]
        return super().is_valid() and all(rows)

    @property
    def row_faults(self) -> list[tuple[str, BoundField, str]]:
        """Give what is wrong in the rows, for the summary on top: where, which field, what."""
        return [
            (f"{rows.label} {title}", row[name], str(error))
            for rows in self.rows
            for title, row in rows.titles
            for name, errors in row.errors.items()
            for error in errors
        ]

    def facts(self) -> Facts:
        """Give what was typed as facts."""
        typed = {name: value for name, value in self.cleaned_data.items() if name not in OWN}
        return typed | {rows.part.name: rows.facts() for rows in self.rows}

    @property
    def began(self) -> dict[str, str]:
        """Give the signs of the facts its writer began with; broken ones count as: all was touched."""
        try:
            found = json.loads(self.cleaned_data.get("drawn") or "{}")
        except ValueError:
            return {}
        return {str(name): str(sign) for name, sign in found.items()} if isinstance(found, dict) else {}
