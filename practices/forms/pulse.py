"""The three questions of the pulse, and the code from paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.models import Asked

TAPS = [(3, _("Ja")), (2, _("Meestal wel")), (1, _("Meestal niet")), (0, _("Nee"))]


class PulseForm(forms.Form):
    """One tap for each question; each may be left open."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for value, label in Asked.choices:
            self.fields[value] = forms.ChoiceField(
                label=label, choices=TAPS, widget=forms.RadioSelect(attrs={"class": "pick"}), required=False
            )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not self.errors and not any(facts.values()):
            self.add_error(Asked.TRUST.value, _("Kies bij minstens één vraag een antwoord."))
        return facts

    def answers(self) -> dict[str, int]:
        return {asked: int(value) for asked, value in self.cleaned_data.items() if value != ""}


class CodeForm(forms.Form):
    """The code somebody got on paper."""

    code = forms.CharField(
        label=_("Welke code staat op je papier?"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Vul de code in."), "max_length": _("Deze code klopt niet.")},
    )
