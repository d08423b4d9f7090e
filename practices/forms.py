"""What may be typed about a practice, with errors in plain Dutch."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective
from knowledge.models import Theme
from places.models import LabourRegion, Municipality
from practices.models import Joining, Polarity, Practice
from ui.forms import Once, PlainText

TOO_MANY_MUNICIPALITIES = 30


class PerspectiveField(forms.ChoiceField):
    """From where somebody speaks; experience first, as everywhere."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Je praat mee vanuit"))
        options.setdefault("widget", forms.RadioSelect)
        super().__init__(choices=Perspective.choices, **options)


class PracticeForm(Once, forms.ModelForm):  # type: ignore[type-arg]
    """Start a practice: one question, a place, how people come in."""

    perspective = PerspectiveField()

    class Meta:
        model = Practice
        fields = [
            "name",
            "question",
            "outcome",
            "labour_region",
            "municipalities",
            "themes",
            "joining",
            "reviews_stories",
        ]
        labels = {
            "name": _("Hoe heet jullie praktijk?"),
            "question": _("Wat is jullie leervraag?"),
            "outcome": _("Wat is er over een jaar anders voor mensen?"),
            "labour_region": _("In welke regio?"),
            "municipalities": _("Of in welke gemeenten?"),
            "themes": _("Waar gaat het over?"),
            "joining": _("Wie kan meedoen?"),
            "reviews_stories": _("Een begeleider leest verhalen voordat anderen ze zien"),
        }
        help_texts = {
            "name": _("Kort. Bijvoorbeeld: Eerder aan tafel bij geldzorgen."),
            "question": _("Eén vraag, in gewone woorden. Iedereen kan deze vraag lezen."),
            "outcome": _("Niet wat jullie doen, maar wat het mensen oplevert. Mag later."),
            "municipalities": _("Houd Ctrl (of Cmd) ingedrukt om er meer te kiezen."),
        }
        widgets = {
            "question": forms.Textarea(attrs={"rows": 2}),
            "outcome": forms.Textarea(attrs={"rows": 2}),
            "joining": forms.RadioSelect,
            "themes": forms.CheckboxSelectMultiple,
        }
        error_messages = {
            "name": {"required": _("Geef de praktijk een naam.")},
            "question": {"required": _("Schrijf de vraag waar jullie van willen leren.")},
        }

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        towns = facts.get("municipalities")
        if not self.errors and not facts.get("labour_region") and not towns:
            self.add_error("labour_region", _("Kies een regio of een gemeente."))
        if towns is not None and len(towns) > TOO_MANY_MUNICIPALITIES:
            self.add_error("municipalities", _("Dat zijn er te veel. Kies dan liever een regio."))
        return facts


class FilterForm(forms.Form):
    """Narrow the directory; nonsense in the address is ignored, never an error page."""

    q = forms.CharField(required=False, max_length=100, label=_("Zoek op naam of vraag"))
    thema = forms.ModelChoiceField(
        Theme.objects.all(), required=False, to_field_name="slug", label=_("Thema"), empty_label=_("Alle thema’s")
    )
    regio = forms.ModelChoiceField(
        LabourRegion.objects.all(),
        required=False,
        to_field_name="slug",
        label=_("Regio"),
        empty_label=_("Alle regio’s"),
    )
    gemeente = forms.ModelChoiceField(
        Municipality.objects.all(), required=False, to_field_name="slug", widget=forms.HiddenInput
    )
    meedoen = forms.ChoiceField(
        choices=[("", _("Maakt niet uit")), *Joining.choices], required=False, label=_("Meedoen")
    )


class JoinForm(forms.Form):
    """Take part, or ask to."""

    perspective = PerspectiveField()
    why = PlainText(
        label=_("Waarom wil je meedoen?"),
        help_text=_("Een zin is genoeg. Alleen de begeleiders lezen dit."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class InviteForm(forms.Form):
    """Ask somebody by mail."""

    email = forms.EmailField(
        label=_("E-mailadres"),
        error_messages={"invalid": _("Dit e-mailadres klopt niet. Kijk of er een @ in staat.")},
    )


class PerspectiveForm(forms.Form):
    """Choose from where you speak."""

    perspective = PerspectiveField()


class WeighForm(forms.Form):
    """What one element did for you."""

    polarity = forms.ChoiceField(
        label=_("Wat deed dit voor jou, of voor wie jij helpt?"),
        choices=Polarity.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat het deed.")},
    )
    perspective = PerspectiveField()
    quote = PlainText(
        label=_("Hoe ging dat? Eén of twee zinnen."),
        help_text=_("Mag ook leeg blijven. Iedereen kan dit lezen. Noem geen namen."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
