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
        error_messages={"required": _("Leg uit waarom. Zonder reden kan de schrijver niets doen.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = self.data.get("outcome") in {Outcome.CHANGE, Outcome.REFUSE}
