"""How a case ended: gelukt or niet gelukt, what stood in the way and which values were at stake."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.models import Barrier, Case, Result, Value
from practices.forms.speaking import Careful
from ui.forms import Once, PlainText


class Ending(forms.Form):
    """What may be said of the end, at bringing a case or later."""

    ENDING = ("result", "outcome", "barriers", "values", "obstacle")

    result = forms.ChoiceField(
        label=_("Hoe liep het af?"),
        help_text=_("Niet gelukt is net zo welkom. Daar leren anderen evenveel van."),
        choices=[("", _("Dat weet ik nog niet")), *Result.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    outcome = PlainText(label=_("Wat kwam eruit?"), max_length=3000, required=False)
    barriers = forms.MultipleChoiceField(
        label=_("Wat stond er in de weg?"),
        help_text=_("Kies alles wat past."),
        choices=Barrier.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    values = forms.MultipleChoiceField(
        label=_("Wat stond er op het spel?"),
        help_text=_("Waar ging het eigenlijk om, voor de mensen die erbij waren?"),
        choices=Value.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    obstacle = PlainText(
        label=_("Leg uit wat er in de weg stond"),
        help_text=_("Welke regel, welk geld, wie had er last van?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def ending(self) -> dict[str, Any]:
        """Give what was said of the end."""
        return {name: self.cleaned_data[name] for name in self.ENDING}


def ending_of(case: Case) -> dict[str, Any]:
    """Give the end of a case as the form wants it."""
    return {
        "result": case.result,
        "outcome": case.outcome,
        "obstacle": case.obstacle,
        "barriers": [row.barrier for row in case.hindrances.all()],
        "values": [row.value for row in case.stakes.all()],
    }


class OutcomeForm(Ending, Careful, Once):
    """Tell what came of a case."""

    WATCHED = ("outcome", "obstacle")

    outcome = PlainText(
        label=_("Wat kwam eruit?"),
        help_text=_("Ook als het niet lukte. Daar leren anderen evenveel van."),
        max_length=3000,
        error_messages={"required": _("Vertel kort wat er gebeurde.")},
    )
