"""What a facilitator may choose to ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stories import blocks
from ui.forms import Line


def _radio(field: str, label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=blocks.choices(blocks.OPENINGS[field]),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies één vraag.")},
    )


def _boxes(field: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Hulpvragen eronder"),
        help_text=_("Kies er hoogstens drie. Geen mag ook."),
        choices=blocks.choices(blocks.HINTS[field]),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class AskingForm(forms.Form):
    """Two questions, each with at most three helping ones."""

    happened = _radio("happened", _("De eerste vraag"))
    hints_happened = _boxes("happened")
    helped = _radio("helped", _("De tweede vraag"))
    hints_helped = _boxes("helped")

    def _few(self, name: str) -> list[str]:
        chosen: list[str] = self.cleaned_data[name]
        if len(chosen) > blocks.MOST_HINTS:
            raise ValidationError(_("Kies er hoogstens drie. Te veel vragen maakt vertellen lastig."))
        return chosen

    def clean_hints_happened(self) -> list[str]:
        return self._few("hints_happened")

    def clean_hints_helped(self) -> list[str]:
        return self._few("hints_helped")


class SliderForm(forms.Form):
    """A question and two ends; all empty is the usual line."""

    question = Line(
        label=_("De vraag bij de lijn"),
        help_text=_("Bijvoorbeeld: Hoe snel kwam er hulp?"),
        max_length=120,
        required=False,
    )
    left = Line(label=_("Het ene einde"), help_text=_("Bijvoorbeeld: veel te laat"), max_length=30, required=False)
    right = Line(
        label=_("Het andere einde"), help_text=_("Bijvoorbeeld: precies op tijd"), max_length=30, required=False
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        filled = [bool(facts.get(name)) for name in ("question", "left", "right")]
        if any(filled) and not all(filled) and not self.errors:
            raise ValidationError(_("Vul de vraag en beide einden in. Of laat alles leeg."))
        if facts.get("left") and facts.get("left") == facts.get("right"):
            self.add_error("right", _("De twee einden zijn hetzelfde. Maak er twee verschillende van."))
        return facts
