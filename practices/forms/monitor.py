"""What may be filled in around the monitor, with errors in plain Dutch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.forms.assessment import DayField
from practices.forms.speaking import Careful
from practices.models import Indicator, Pitfall, Practice
from practices.sheets import MOST_BYTES, number
from ui.forms import Line, Once, PlainText


class NumberField(forms.CharField):
    """A number as Dutch people write it: 12,5 or 1.250."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, **options)

    def clean(self, value: Any) -> Decimal | None:
        """Give the number, None for an empty field."""
        text = super().clean(value)
        if not text:
            return None
        found = number(text)
        if found is None:
            raise forms.ValidationError(_("Dit is geen getal. Bijvoorbeeld: 12,5."))
        return found

    def prepare_value(self, value: Any) -> Any:
        """Write a number that is known with a comma."""
        return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else value


class IndicatorForm(Careful, Once, forms.ModelForm):  # type: ignore[type-arg]
    """Say what is measured: what it is, what it means for people, where we hope to be."""

    WATCHED = ("name", "meaning", "source")

    name = Line(
        label=_("Wat meten jullie?"),
        help_text=_("Bijvoorbeeld: mensen die zeggen dat er rust kwam."),
        max_length=120,
        error_messages={"required": _("Schrijf wat jullie meten.")},
    )
    meaning = PlainText(
        label=_("Wat betekent het voor mensen?"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unit = Line(label=_("Welke eenheid?"), help_text=_("Bijvoorbeeld: procent, dagen."), required=False, max_length=30)
    source = Line(label=_("Waar komt het getal vandaan?"), required=False, max_length=200)
    start_value = NumberField(label=_("Waar begonnen jullie?"), required=False)
    start_on = DayField(label=_("Op welke dag was dat?"), required=False)
    target_value = NumberField(label=_("Waar willen jullie heen?"), required=False)
    target_on = DayField(label=_("Wanneer willen jullie daar zijn?"), required=False)

    class Meta:
        model = Indicator
        fields = (
            "kind",
            "name",
            "meaning",
            "counts",
            "unit",
            "better",
            "source",
            "every",
            "start_value",
            "start_on",
            "target_value",
            "target_on",
        )
        labels = {
            "kind": _("Wat voor getal is het?"),
            "counts": _("Wat telt het?"),
            "better": _("Wat is beter?"),
            "every": _("Hoe vaak meten jullie?"),
        }
        widgets = {"kind": forms.RadioSelect, "better": forms.RadioSelect}
        help_texts = {"counts": _("Zo weten wij welke getallen over te weinig mensen gaan.")}

    def __init__(self, *args: Any, practice: Practice, **options: Any) -> None:
        super().__init__(*args, **options)
        self.practice = practice

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = Indicator.objects.filter(practice=self.practice, name__iexact=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError(_("Dit meten jullie al. Kies een andere naam."))
        return name

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        start, target = facts.get("start_on"), facts.get("target_on")
        if start and target and target <= start:
            self.add_error("target_on", _("Deze dag ligt voor het begin. Kies een latere dag."))
        for value, on in (("start_value", "start_on"), ("target_value", "target_on")):
            if (facts.get(value) is None) != (facts.get(on) is None) and not {value, on} & set(self.errors):
                self.add_error(on if facts.get(on) is None else value, _("Vul allebei in: het getal en de dag."))
        return facts

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class MeasurementForm(Careful, Once):
    """One number, its day, and what explains a bend."""

    WATCHED = ("note",)

    on = DayField(label=_("Op welke dag?"), error_messages={"required": _("Kies een dag.")})
    value = NumberField(label=_("Welk getal?"), error_messages={"required": _("Vul het getal in.")})
    people = forms.IntegerField(
        label=_("Van hoeveel mensen is dit?"),
        min_value=0,
        max_value=10**9,
        required=False,
        help_text=_("Minder dan 5? Dan laten we het getal niet zien."),
        error_messages={
            "invalid": _("Vul een heel getal in."),
            "min_value": _("Vul een heel getal in."),
            "max_value": _("Dit getal is te groot."),
        },
    )
    note = Line(
        label=_("Wat is er gebeurd?"),
        help_text=_("Alleen als het getal opeens anders is. Noem geen namen."),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, indicator: Indicator, **options: Any) -> None:
        super().__init__(*args, initial={"on": timezone.localdate()}, **options)
        self.indicator = indicator
        if indicator.counts not in {Indicator.Counts.SHARE, Indicator.Counts.MEAN}:
            del self.fields["people"]
        else:
            self.fields["people"].required = True
            self.fields["people"].error_messages["required"] = _("Vul in van hoeveel mensen dit is.")

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not on.year >= 1990 or on > timezone.localdate():
            raise forms.ValidationError(_("Kies een dag van vandaag of eerder."))
        return on

    def facts(self) -> dict[str, Any]:
        return {"people": None} | {name: self.cleaned_data[name] for name in self.fields if name != "once"}


class SpreadsheetForm(forms.Form):
    """A file with many numbers."""

    file = forms.FileField(
        label=_("Kies een bestand"),
        help_text=_("Een CSV-bestand met de kolommen indicator, datum en waarde. Mensen en toelichting mogen ook."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={
            "required": _("Kies een bestand."),
            "empty": _("Dit bestand is leeg."),
            "missing": _("Kies een bestand."),
            "invalid": _("Kies een bestand."),
        },
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Dit bestand is te groot. Knip het in stukken."))
        content: bytes = file.read()
        return content


class AdjustmentForm(Careful, Once):
    """What was seen, and what changes."""

    WATCHED = ("saw", "change")

    saw = PlainText(
        label=_("Wat zagen we?"),
        help_text=_("In de cijfers, in verhalen, in gesprekken. Noem geen namen."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf wat jullie zagen.")},
    )
    change = PlainText(
        label=_("Wat veranderen we?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf wat jullie veranderen. Niets veranderen mag ook: schrijf dan waarom.")},
    )

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("saw", "change")}


class PitfallsForm(forms.Form):
    """The known pitfalls of our themes, each with: is it here?"""

    def __init__(self, *args: Any, lines: Iterable[str], given: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = list(lines)
        for number_, line in enumerate(self.lines):
            self.fields[f"valkuil_{number_}"] = forms.ChoiceField(
                label=line,
                choices=Pitfall.Here.choices,
                widget=forms.RadioSelect(attrs={"class": "pick"}),
                required=False,
                initial=given.get(line, ""),
            )

    def answers(self) -> dict[str, str]:
        """Give what was said, by line."""
        said = {line: self.cleaned_data[f"valkuil_{number_}"] for number_, line in enumerate(self.lines)}
        return {line: here for line, here in said.items() if here}
