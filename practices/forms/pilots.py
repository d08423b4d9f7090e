"""What may be filled in about what a practice tries, with errors in plain Dutch."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.models import Intervention, WorkingElement
from practices.forms.assessment import DayField
from practices.forms.speaking import Careful
from practices.models import Pilot
from practices.models.contribution import ContributionQuerySet
from ui.forms import Line, Once, PlainText

LONGEST = timedelta(days=3 * 366)


def words(label: Any, hint: Any, missing: Any) -> PlainText:
    """Make a field for a few sentences that must be there."""
    return PlainText(
        label=label,
        help_text=hint,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
    )


class PilotForm(Careful, Once, forms.ModelForm):  # type: ignore[type-arg]
    """What is tried, what is expected, from when to when, and what it has to do with."""

    WATCHED = ("name", "hypothesis")

    name = Line(
        label=_("Wat proberen jullie?"),
        help_text=_("In één zin. Bijvoorbeeld: elke dinsdag samen post openen."),
        max_length=120,
        error_messages={"required": _("Schrijf wat jullie proberen.")},
    )
    hypothesis = words(
        _("Wat verwachten jullie dat er dan gebeurt?"),
        _("Voor wie, en waaraan merk je het? Noem geen namen."),
        _("Schrijf wat jullie verwachten. Eén zin is genoeg."),
    )
    starts_on = DayField(label=_("Wanneer begint het?"), error_messages={"required": _("Kies een dag.")})
    ends_on = DayField(
        label=_("Wanneer kijken jullie wat eruit kwam?"), error_messages={"required": _("Kies een dag.")}
    )

    class Meta:
        model = Pilot
        fields = ("name", "hypothesis", "starts_on", "ends_on", "element", "intervention", "insight")

    def __init__(self, *args: Any, insights: ContributionQuerySet[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        optional: dict[str, tuple[Any, Any]] = {
            "element": (_("Bij welk werkzaam element hoort dit?"), WorkingElement.objects.all()),
            "intervention": (_("Bij welke vorm van hulp hoort dit?"), Intervention.objects.all()),
            "insight": (_("Bij welk inzicht hoort dit?"), insights),
        }
        for name, (label, rows) in optional.items():
            field: Any = self.fields[name]
            field.label, field.queryset, field.empty_label = label, rows, _("Geen")
            field.required = False
            field.help_text = _("Dit mag je leeg laten.")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        begin, end = facts.get("starts_on"), facts.get("ends_on")
        if begin and end and not begin <= end <= begin + LONGEST:
            self.add_error("ends_on", _("Kies een dag na het begin, binnen drie jaar."))
        return facts

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class PilotEndForm(Careful, Once):
    """What came of it, what stops, and what is next; all three."""

    WATCHED = ("result", "stops")

    result = words(
        _("Wat kwam eruit?"),
        _("Ook als het tegenviel. Klopte wat jullie verwachtten?"),
        _("Schrijf wat eruit kwam. Ook als het tegenviel."),
    )
    next_step = forms.ChoiceField(
        label=_("Hoe gaan jullie verder?"),
        choices=Pilot.Next.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe jullie verder gaan.")},
    )
    stops = words(
        _("Wat stopt er?"),
        _("Nieuw werk past alleen als oud werk stopt. Stopt er niets? Schrijf dan waarom."),
        _("Schrijf wat er stopt. Stopt er niets? Schrijf dan waarom."),
    )

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("result", "next_step", "stops")}
