"""What may be typed about an agreement of a practice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.forms.assessment import DayField, coming
from practices.forms.speaking import Careful
from practices.models import Agreement, AgreementLook, Partner, Practice
from ui.forms import Line, Once, ask

State = AgreementLook.State


class AgreementForm(Careful, Once):
    """Who brings what, and which question lies behind it."""

    WATCHED = ("who", "brings", "question")

    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=_("Welke organisatie?"), required=False, empty_label=_("Geen organisatie")
    )
    who = Line(
        label=_("Of welke functie?"),
        help_text=_("Bijvoorbeeld: de wijkcoaches, of wie het zelf meemaakte. Noem geen naam van een mens."),
        max_length=80,
        required=False,
    )
    brings = Line(
        label=_("Wat draagt die bij aan het doel?"),
        help_text=_("Bijvoorbeeld: elke week één huisbezoek samen met een bewoner."),
        max_length=300,
        error_messages={"required": _("Schrijf wat die bijdraagt.")},
    )
    question = Line(
        label=_("Wat willen jullie ervan leren?"),
        help_text=_("Een vraag. Bijvoorbeeld: doen mensen eerder open als er een bewoner bij is?"),
        max_length=300,
        error_messages={"required": _("Schrijf welke vraag erachter zit. Een afspraak is hier nooit alleen een norm.")},
    )
    look_on = DayField(label=_("Wanneer kijken jullie weer?"), error_messages={"required": _("Kies een dag.")})

    def __init__(self, *args: Any, practice: Practice, **options: Any) -> None:
        super().__init__(*args, **options)
        ask(self, "partner", "who")
        self.fields["partner"].queryset = Partner.objects.filter(practice=practice)  # type: ignore[attr-defined]

    def clean_look_on(self) -> Any:
        return coming(self.cleaned_data["look_on"])

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not facts.get("partner") and not facts.get("who") and not {"partner", "who"} & set(self.errors):
            self.add_error("who", _("Kies een organisatie, of schrijf welke functie."))
        return facts

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("partner", "who", "brings", "question", "look_on")}


class LookForm(Careful, Once):
    """Look at it again: what became of it, and what was learned."""

    WATCHED = ("learned", "brings")

    learned = Line(
        label=_("Wat leerden jullie?"),
        help_text=_("Ook als het niet lukte."),
        max_length=300,
        error_messages={"required": _("Schrijf in één regel wat jullie leerden.")},
    )
    state = forms.ChoiceField(
        label=_("Hoe gaat het verder?"),
        choices=State.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe het verder gaat.")},
    )
    brings = Line(label=_("Verandert het? Schrijf dan hoe het wordt"), max_length=300, required=False)
    look_on = DayField(label=_("Gaat het door? Kies wanneer jullie weer kijken"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, agreement: Agreement, looks: int, **options: Any) -> None:
        options["initial"] = {"brings": agreement.brings, "seen": looks}
        super().__init__(*args, **options)
        ask(self, "brings", "look_on")
        self.agreement = agreement

    def clean_look_on(self) -> Any:
        return coming(self.cleaned_data["look_on"])

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        state = facts.get("state")
        if state == State.CHANGED and facts.get("brings", "") in {"", self.agreement.brings}:
            self.add_error("brings", _("Schrijf wat er anders wordt."))
        if state in {State.KEPT, State.CHANGED} and not facts.get("look_on") and "look_on" not in self.errors:
            self.add_error("look_on", _("Kies een dag."))
        return facts
