"""What those who lead a practice fill in about it and its phases; nobody overwrites what somebody else just wrote."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.forms.assessment import DayField
from practices.forms.monitor import AdjustmentForm
from practices.forms.practices import PracticeForm
from practices.forms.speaking import Careful
from practices.models import Adjustment, Phase, Practice
from ui.forms import Folded, Line, PlainText, Several


class Meanwhile(forms.ModelForm):  # type: ignore[type-arg]
    """A form on a row that others change too: it knows what stood there when it was drawn.

    The row it is made with is the one that stands there now, held by the view; when it is another than the writer
    saw, the form is drawn once more with both, and what was typed stays.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        stands = {name: str(self.initial.get(name) or "") for name in self.told()}
        self.stands = {name: text for name, text in stands.items() if text}
        self.print = hashlib.sha256(repr(stands).encode(errors="replace")).hexdigest()[:20]
        self.fields["stond"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=self.print)
        self.other: list[tuple[str, str]] = []  # (label, words) that stand there now, when somebody else changed it

    def told(self) -> list[str]:
        """The fields whose words would be lost."""
        return [name for name in self._meta.fields or () if isinstance(self.fields[name], forms.CharField)]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if self.is_bound and self.data.get("stond") not in {None, "", self.print}:
            self.other = [
                (str(self.fields[name].label), words)
                for name, words in self.stands.items()
                if words != self.cleaned_data.get(name)
            ]
            typed: Any = self.data
            typed = typed.copy()
            typed["stond"] = self.print
            self.data = typed
            raise forms.ValidationError(
                _("Iemand anders veranderde dit net. Hieronder zie je wat er nu staat. Jouw woorden staan er nog.")
            )
        return facts


class AboutForm(Careful, Meanwhile):
    """What a practice says of itself."""

    WATCHED = ("question", "outcome", "signs")

    signs = PlainText(
        label=_("Waaraan merken jullie dat?"),
        help_text=_("Zet elk teken op een nieuwe regel. Bijvoorbeeld: mensen doen de deur open."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = Practice
        fields = (
            "name",
            "question",
            "outcome",
            "signs",
            "contact",
            "themes",
            "interventions",
            "joining",
            "reviews_stories",
        )
        field_classes = {
            "name": Line,
            "question": Line,
            "outcome": Line,
            "contact": Line,
            "themes": Several,
            "interventions": Several,
        }
        labels = PracticeForm.Meta.labels | {
            "contact": _("Hoe bereiken mensen de begeleiders?"),
        }
        help_texts = PracticeForm.Meta.help_texts | {
            "contact": _("Bijvoorbeeld een telefoonnummer en een dag. Iedereen kan dit lezen."),
        }
        widgets = PracticeForm.Meta.widgets | {
            "interventions": Folded,
        }
        error_messages = PracticeForm.Meta.error_messages

    def clean_signs(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["signs"].splitlines() if line.strip()]
        if len(lines) > 6:
            raise forms.ValidationError(_("Kies de belangrijkste: zes korte regels, niet meer."))
        return "\n".join(lines)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class AdjustmentMendForm(Careful, Meanwhile):
    """The words of a moment of adjustment, which somebody else may be mending too."""

    WATCHED = ("saw", "change")
    saw, change = AdjustmentForm.base_fields["saw"], AdjustmentForm.base_fields["change"]

    class Meta:
        model = Adjustment
        fields = ("saw", "change")

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class PhaseForm(Careful, Meanwhile):
    """What one phase is called, what is expected in it, and when; of one that began also its harvest."""

    WATCHED = ("expected", "harvest")

    starts_on = DayField(label=_("Van welke dag?"), required=False)
    ends_on = DayField(label=_("Tot welke dag?"), required=False)
    harvest = PlainText(
        label=_("Wat nemen jullie mee uit deze stap?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = Phase
        fields = ("name", "step", "expected", "starts_on", "ends_on", "harvest")
        field_classes = {"name": Line, "expected": Line}
        labels = {
            "name": _("Hoe heet deze stap?"),
            "step": _("Wat doen jullie in deze stap?"),
            "expected": _("Wat verwachten jullie?"),
        }
        help_texts = {
            "name": _("Eén kort woord, hooguit tien letters. Het staat op de lijn met stappen."),
            "step": _("Hieruit volgt wat iedereen als eerste kan doen."),
            "expected": _("Eén zin, in gewone woorden."),
        }
        widgets = {"expected": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"name": {"required": _("Geef de stap een naam.")}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.state == "todo":
            del self.fields["harvest"]

    def told(self) -> list[str]:
        return ["name", "expected", "harvest"] if self.instance.state != "todo" else ["name", "expected"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if len(name) > 10:
            raise forms.ValidationError(_("Dit past niet op de lijn. Kies een korter woord, hooguit tien letters."))
        return name

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        starts, ends = facts.get("starts_on"), facts.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Deze dag ligt voor het begin. Kies een latere dag."))
        return facts

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}


class NewPhaseForm(PhaseForm):
    """One more phase, behind another one that is under way or still to come."""

    after = forms.ModelChoiceField(
        Phase.objects.none(),
        label=_("Na welke stap?"),
        empty_label=None,
        error_messages={"required": _("Kies een stap."), "invalid_choice": _("Kies een stap uit de lijst.")},
    )
    field_order = ["name", "after"]

    def __init__(self, *args: Any, practice: Practice, **options: Any) -> None:
        super().__init__(*args, **options)
        phases = practice.phases.filter(ended_at__isnull=True)
        self.fields["after"].queryset = phases  # type: ignore[attr-defined]


class HarvestForm(Careful, forms.Form):
    """End the active phase: what is taken along, and where the practice goes."""

    WATCHED = ("harvest",)

    harvest = PlainText(
        label=_("Wat nemen jullie mee uit deze stap?"),
        help_text=_("Wat leerden jullie? Wat verandert er voor mensen? Noem geen namen."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Schrijf wat jullie meenemen. Eén zin is genoeg.")},
    )
    to = forms.ModelChoiceField(
        Phase.objects.none(),
        label=_("Naar welke stap gaan jullie?"),
        empty_label=None,
        error_messages={"required": _("Kies een stap."), "invalid_choice": _("Kies een stap uit de lijst.")},
    )
    now = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, practice: Practice, active: Phase | None, **options: Any) -> None:
        following = practice.phases.filter(order__gt=active.order).first() if active else None
        options["initial"] = {
            "now": active.pk if active else "",
            "to": following or practice.phases.first(),
            "harvest": active.harvest if active else "",
        }
        super().__init__(*args, **options)
        others = practice.phases.exclude(pk=active.pk) if active else practice.phases.all()
        self.fields["to"].queryset = others  # type: ignore[attr-defined]

    def seen(self) -> int | None:
        """Give the phase that was active when the form was drawn."""
        key: str = self.cleaned_data["now"]
        return int(key) if key.isascii() and key.isdecimal() and len(key) < 19 else None
