"""What may be typed about a practice, with errors in plain Dutch."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective, User
from knowledge.models import Theme
from places.models import LabourRegion, Municipality
from practices.forms.gate import Starting
from practices.forms.templates import FrameField
from practices.models import Joining, Polarity, Practice
from ui.forms import Folded, Line, Once, PlainText, Several

MOST_MUNICIPALITIES = 30  # more than this is a region


class MunicipalitiesField(PlainText):
    """Municipalities typed by name with commas between: easier on a phone than a list of 342."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=1000, widget=forms.TextInput, **options)

    def clean(self, value: Any) -> list[Municipality]:
        """Give the municipalities; names an unknown one, and what it may have been."""
        typed = [name.strip() for name in super().clean(value).split(",") if name.strip()]
        if len(typed) > MOST_MUNICIPALITIES:
            raise ValidationError(_("Dat zijn er te veel. Kies dan liever een regio."))
        known = {town.name.casefold(): town for town in Municipality.objects.all()} if typed else {}
        for name in typed:
            if name.casefold() not in known:
                near = get_close_matches(name.casefold(), known, 1)
                if near:
                    raise ValidationError(
                        _("‘%(typed)s’ kennen we niet. Bedoel je %(near)s?"),
                        params={"typed": name, "near": known[near[0]].name},
                    )
                raise ValidationError(_("‘%(typed)s’ kennen we niet als gemeente."), params={"typed": name})
        return [known[name.casefold()] for name in dict.fromkeys(typed)]


class PerspectiveField(forms.ChoiceField):
    """From where somebody speaks; experience first, as everywhere."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Je praat mee vanuit"))
        options.setdefault("widget", forms.RadioSelect)
        super().__init__(choices=Perspective.choices, **options)


class PracticeForm(Starting, Once, forms.ModelForm):  # type: ignore[type-arg]
    """Start a practice: one question, a place, how people come in."""

    municipalities = MunicipalitiesField(
        label=_("Of in welke gemeenten?"),
        help_text=_("Typ de namen, met een komma ertussen. Bijvoorbeeld: Assen, Noordenveld."),
    )
    frame = FrameField()
    perspective = PerspectiveField()
    field_order = ["name", "question", "weet", "different", "outcome", "labour_region", "municipalities"]

    class Meta:
        model = Practice
        fields = [
            "name",
            "question",
            "outcome",
            "labour_region",
            "themes",
            "interventions",
            "joining",
            "reviews_stories",
        ]
        field_classes = {"name": Line, "question": Line, "outcome": Line, "themes": Several, "interventions": Several}
        labels = {
            "name": _("Hoe heet jullie praktijk?"),
            "question": _("Wat is jullie leervraag?"),
            "outcome": _("Wat is er over een jaar anders voor mensen?"),
            "labour_region": _("In welke regio?"),
            "themes": _("Waar gaat het over?"),
            "interventions": _("Met welke vormen van hulp werken jullie?"),
            "joining": _("Wie kan meedoen?"),
            "reviews_stories": _("Een begeleider leest verhalen voordat anderen ze zien"),
        }
        help_texts = {
            "name": _("Kort. Bijvoorbeeld: Eerder aan tafel bij geldzorgen."),
            "question": _("Eén vraag, in gewone woorden. Iedereen kan deze vraag lezen."),
            "outcome": _("Niet wat jullie doen, maar wat het mensen oplevert. Mag later."),
        }
        widgets = {
            "question": forms.Textarea(attrs={"rows": 2}),
            "outcome": forms.Textarea(attrs={"rows": 2}),
            "joining": forms.RadioSelect,
            "themes": forms.CheckboxSelectMultiple,
            "interventions": Folded,
        }
        error_messages = {
            "name": {"required": _("Geef de praktijk een naam.")},
            "question": {"required": _("Schrijf de vraag waar jullie van willen leren.")},
        }

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        frame = self.fields["frame"]
        assert isinstance(frame, FrameField)  # noqa: S101 - for the type checker
        frame.offer(user)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not self.errors and not facts.get("labour_region") and not facts.get("municipalities"):
            self.add_error("labour_region", _("Kies een regio of een gemeente."))
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
