"""What stands in a form behind the gate: what was linked, and what is different here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from search.known import Thing, things
from search.models import IndexEntry
from search.plugs import registry
from ui.forms import PlainText


class Starting(forms.Form):
    """Behind the gate; without anything linked it asks nothing."""

    weet = forms.MultipleChoiceField(
        label=_("Dit wisten we al"),
        help_text=_("Dit koppelde je. Haal weg wat toch niet past."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Dit is er niet meer. Kies opnieuw.")},
    )
    different = PlainText(
        label=_("Wat is hier anders?"),
        help_text=_("Andere mensen, een andere plek, andere regels? Eén zin is genoeg."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, linked: Mapping[Thing, IndexEntry] | None = None, different: str = "", **options: Any
    ) -> None:
        self.linked = linked = linked or {}
        keys = [f"{kind}:{pk}" for kind, pk in linked]
        options["initial"] = {"weet": keys, "different": different} | (options.get("initial") or {})
        super().__init__(*args, **options)
        rows = linked.values()
        self.fields["weet"].choices = [  # type: ignore[attr-defined]
            (key, f"{row.title} ({registry.kinds[row.kind].name})") for key, row in zip(keys, rows, strict=True)
        ]
        if not linked:
            del self.fields["weet"]
        if not linked and not different:
            del self.fields["different"]

    def known(self) -> list[Thing]:
        """Give what the writer says was known."""
        return things(self.cleaned_data.get("weet", ()))

    def what_is_different(self) -> str:
        """Give the writer's words."""
        return str(self.cleaned_data.get("different", ""))
