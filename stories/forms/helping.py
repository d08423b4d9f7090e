"""What may be typed when somebody helps to tell."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stories import leaflet
from stories.forms.telling import MOST_SIGNS, TALL, Arrived, BeginForm, CardsForm
from stories.models import Helper
from ui.forms import Line, Once, PlainText

WHO = {"required": _("Kies wie er helpt.")}


class TogetherForm(BeginForm):
    """Who helps, and the first words."""

    who = forms.ChoiceField(
        label=_("Wie helpt je?"),
        help_text=_("We vragen geen naam."),
        choices=Helper.choices,
        widget=forms.RadioSelect,
        error_messages=WHO,
    )
    account = forms.ChoiceField(
        label=_("Van wie is dit account?"),
        choices=[("verteller", _("Van wie vertelt")), ("helper", _("Van wie helpt"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies van wie dit account is. Zo komt het verhaal bij de verteller.")},
    )

    def __init__(self, *args: Any, signed_in: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not signed_in:
            del self.fields["account"]


class CodeForm(forms.Form):
    """The code on the teller's strip."""

    code = Line(
        label=_("Jouw code"),
        help_text=_("Twaalf tekens, in drie groepjes. Streepjes mag je weglaten."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Vul hier je code in.")},
    )


class WordsForm(CodeForm):
    """Yes, these are my words: with the code when somebody else typed them, by a tick otherwise."""

    mine = forms.BooleanField(
        label=_("Ik las het zelf, of iemand las het voor. Dit zijn mijn woorden."),
        error_messages={"required": _("Zet hier een vinkje als het klopt.")},
    )

    def __init__(self, *args: Any, asks_code: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks_code:
            del self.fields["code"]


class SheetForm(Arrived, Once, CardsForm):
    """Everything that stands on a paper sheet."""

    number = Line(
        label=_("Nummer van het blad"),
        help_text=_("Het staat rechtsboven. Bijvoorbeeld: K7M4-TPX2-HQ."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Vul het nummer in. Het staat rechtsboven op het blad.")},
    )
    who = forms.ChoiceField(
        label=_("Wat ben jij voor de verteller?"),
        choices=[
            (value, label)
            for value, label in (
                (Helper.NEAR, _("Iemand die de verteller goed kent")),
                (Helper.PEER, _("Ervaringsdeskundige")),
                (Helper.VOLUNTEER, _("Vrijwilliger")),
                (Helper.PROFESSIONAL, _("Ik werk hier")),
                (Helper.OTHER, _("Iets anders")),
            )
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat je voor de verteller bent.")},
    )
    happened = PlainText(
        label=_("Wat gebeurde er?"),
        help_text=_("Typ precies over wat er staat. Verander niets, ook geen fouten."),
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs=TALL),
        error_messages={"required": _("Typ over wat er bij vraag 1 staat.")},
    )
    helped = PlainText(
        label=_("Wat hielp jou?"), required=False, max_length=MOST_SIGNS, widget=forms.Textarea(attrs={"rows": 6})
    )

    def clean_number(self) -> str:
        number = leaflet.number_in(self.cleaned_data["number"])
        if not number:
            raise ValidationError(_("Dit nummer klopt niet helemaal. Kijk het nog eens na."))
        return number
