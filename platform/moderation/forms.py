"""What may be typed when deciding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Outcome
from ui.forms import PlainText


class DecisionForm(forms.Form):
    """Approve, ask for a change, or refuse; the last two say why, because the writer reads it."""

    outcome = forms.ChoiceField(
        label=_("Wat besluit je?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat je besluit.")},
    )
    reason = PlainText(
        label=_("Waarom?"),
        help_text=_("De schrijver leest dit. Zeg wat er staat, welke afspraak dat raakt en wat wel kan."),
        max_length=2000,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        needs_reason = facts.get("outcome") in {Outcome.CHANGE, Outcome.REFUSE} and "reason" not in self.errors
        if needs_reason and not facts.get("reason"):
            self.add_error("reason", _("Leg uit waarom. Zonder reden kan de schrijver niets doen."))
        return facts
