"""What may be typed about a series of cases."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.models import Series
from forums.models.series import Verdict
from practices.forms.speaking import Careful
from practices.models import Practice
from ui.forms import Line, Once, PlainText

NUMBER = _("Kies een aantal van 2 tot 1000.")


class SeriesForm(Careful, Once):
    """Begin a series."""

    WATCHED = ("name", "question")

    name = Line(
        label=_("Hoe heet de reeks?"),
        help_text=_("Bijvoorbeeld: Honderd casussen integraal."),
        max_length=80,
        error_messages={"required": _("Geef de reeks een naam.")},
    )
    question = PlainText(
        label=_("Wat willen jullie weten?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Zeg wat jullie willen weten.")},
    )
    goal = forms.IntegerField(
        label=_("Hoeveel casussen willen jullie?"),
        min_value=2,
        max_value=1000,
        initial=100,
        error_messages={
            "required": _("Kies een aantal van 2 tot 1000."),
            "invalid": _("Kies een aantal van 2 tot 1000."),
        }
        | {"min_value": _("Kies een aantal van 2 tot 1000."), "max_value": _("Kies een aantal van 2 tot 1000.")},
    )
    practice = forms.ModelChoiceField(
        Practice.objects.none(), label=_("Van welke praktijk is de reeks?"), required=False, to_field_name="slug"
    )

    def __init__(self, *args: Any, practices: Any, for_all: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["practice"]
        field.queryset, field.required = practices, not for_all
        field.empty_label = _("Van alle praktijken") if for_all else _("Kies een praktijk")
        field.error_messages["required"] = _("Kies een praktijk.")

    def facts(self) -> dict[str, Any]:
        """Give what belongs to the series itself."""
        return {name: self.cleaned_data[name] for name in ("name", "question", "goal")}


class PlaceForm(forms.Form):
    """Choose a series for a case."""

    series = forms.ModelChoiceField(
        Series.objects.none(),
        label=_("In welke reeks?"),
        to_field_name="slug",
        empty_label=None,
        error_messages={"required": _("Kies een reeks."), "invalid_choice": _("Kies een reeks.")},
    )

    def __init__(self, *args: Any, offered: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["series"].queryset = offered  # type: ignore[attr-defined]


class ScalingForm(Careful, Once):
    """Answer "opschalen?"."""

    WATCHED = ("why", "signed")

    verdict = forms.ChoiceField(
        label=_("Opschalen?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een antwoord.")},
    )
    why = PlainText(
        label=_("Waarom?"),
        help_text=_("Waar rust dit op? Noem wat in veel casussen terugkwam."),
        max_length=2000,
        error_messages={"required": _("Zeg waarom.")},
    )
    signed = Line(
        label=_("Namens wie?"),
        help_text=_("Bijvoorbeeld: de begeleiders van de praktijk."),
        max_length=60,
        error_messages={"required": _("Zeg namens wie.")},
    )
