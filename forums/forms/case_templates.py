"""What an editor or facilitator writes to help people fill in a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.models import Case, CaseTemplate
from knowledge.models import Theme
from practices.forms.speaking import Careful
from ui.forms import Line, Once, PlainText

FIELDS = ("situation", "question", *Case.AROUND)  # of a case, that can have a hint and a beginning


class CaseTemplateForm(Careful, Once):
    """A name, a theme, and for each question of a case a hint and a beginning of an answer."""

    WATCHED = ("name", *(f"{part}_{field}" for field in FIELDS for part in ("hint", "begin")))

    name = Line(label=_("Hoe heet dit?"), max_length=80, error_messages={"required": _("Geef het een naam.")})
    theme = forms.ModelChoiceField(
        Theme.objects.none(),
        label=_("Bij welk thema?"),
        required=False,
        to_field_name="slug",
        empty_label=_("Alle thema’s"),
    )

    def __init__(self, *args: Any, template: CaseTemplate | None = None, **options: Any) -> None:
        if template is not None:
            said: dict[str, Any] = {"name": template.name, "theme": template.theme and template.theme.slug}
            said |= {f"hint_{field}": words for field, words in template.hints.items()}
            said |= {f"begin_{field}": words for field, words in template.beginnings.items()}
            options["initial"] = said | (options.get("initial") or {})
        super().__init__(*args, **options)
        self.fields["theme"].queryset = Theme.objects.all()  # type: ignore[attr-defined]
        for field in FIELDS:
            self.fields[f"hint_{field}"] = Line(label=_("Hulpzin"), max_length=200, required=False)
            self.fields[f"begin_{field}"] = PlainText(
                label=_("Begin van een antwoord"),
                max_length=600,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def parts(self) -> Iterator[tuple[str, forms.BoundField, forms.BoundField]]:
        """Give each question with its two fields."""
        for field in FIELDS:
            yield f"{Case.heading(field)}?", self[f"hint_{field}"], self[f"begin_{field}"]

    def facts(self) -> dict[str, Any]:
        """Give what is kept."""
        typed = self.cleaned_data
        return {
            "name": typed["name"],
            "theme": typed["theme"],
            "hints": {field: typed[f"hint_{field}"] for field in FIELDS if typed[f"hint_{field}"]},
            "beginnings": {field: typed[f"begin_{field}"] for field in FIELDS if typed[f"begin_{field}"]},
        }
