"""What may be typed while telling, with errors in plain Dutch."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.http import urlencode
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from knowledge.models import Intervention, TargetGroup, Theme
from places.models import Municipality
from practices.models import Polarity, Practice
from stories.models import Helper
from ui.forms import Once, PlainText, Several

MOST_THEMES = 3
MOST_CARDS = {Polarity.HELPED: 3, Polarity.HINDERED: 2, Polarity.MISSING: 2}
MOST_SIGNS = 20_000
TALL = {"rows": 10, "class": "input tall"}


def at_most_three(themes: Any) -> Any:
    if len(themes) > MOST_THEMES:
        raise ValidationError(_("Kies er hoogstens drie. Zo blijft duidelijk waar het over gaat."))
    return themes


class HappenedForm(forms.Form):
    happened = PlainText(
        label=_("Wat gebeurde er?"),
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs=TALL),
        error_messages={"required": _("Schrijf hier iets op. Eén zin is al genoeg.")},
    )

    def __init__(self, *args: Any, is_spoken: bool = False, **options: Any) -> None:
        """Of what was spoken, ask who writes it down too."""
        super().__init__(*args, **options)
        if is_spoken:
            self.fields["who"] = forms.ChoiceField(
                label=_("Wie schrijft dit op?"),
                help_text=_(
                    "Schrijft iemand anders? Dan leest die het straks aan je voor. Pas als jij ja zegt, kan het weg."
                ),
                choices=[("", _("Ikzelf")), *Helper.choices],
                required=False,
            )


class Arrived(forms.Form):
    """The practice, and the theme there, whose link the teller followed."""

    praktijk = forms.ModelChoiceField(
        Practice.objects.all(), required=False, to_field_name="slug", widget=forms.HiddenInput
    )
    thema = forms.ModelChoiceField(Theme.objects.all(), required=False, to_field_name="slug", widget=forms.HiddenInput)

    @property
    def on(self) -> str:
        """Give what comes behind the address of another way to tell, so that it asks the same."""
        return on_from(self["praktijk"].value(), self["thema"].value())


def on_from(practice: Any, theme: Any) -> str:
    """Give the query that leads on with this practice and theme (slugs, or nothing)."""
    known = {name: str(value) for name, value in (("praktijk", practice), ("thema", theme)) if value}
    return f"?{urlencode(known)}" if known else ""


class BeginForm(Arrived, Once, HappenedForm):
    """The first words make the draft; sent twice they make one."""


class FreeForm(BeginForm):
    """All on one page, for who rather writes than answers questions; only the words are needed."""

    title = PlainText(label=_("Een korte titel"), required=False, max_length=120, widget=forms.TextInput)
    themes = Several(
        Theme.objects.all(), label=_("Waar gaat het over?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean_themes(self) -> Any:
        return at_most_three(self.cleaned_data["themes"])


class HelpedForm(forms.Form):
    helped = PlainText(
        label=_("Wat hielp jou?"), max_length=MOST_SIGNS, required=False, widget=forms.Textarea(attrs=TALL)
    )


class MunicipalityField(PlainText):
    """One municipality, typed by name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=80, widget=forms.TextInput, **options)

    def clean(self, value: Any) -> Municipality | None:
        """Give the municipality; names an unknown one, and what it may have been."""
        typed = super().clean(value)
        if not typed:
            return None
        known = {town.name.casefold(): town for town in Municipality.objects.select_related("labour_region")}
        if found := known.get(typed.casefold()):
            return found
        if near := get_close_matches(typed.casefold(), known, 1):
            names = {"typed": typed, "near": known[near[0]].name}
            raise ValidationError(_("‘%(typed)s’ kennen we niet. Bedoel je %(near)s?"), params=names)
        raise ValidationError(_("‘%(typed)s’ kennen we niet als gemeente."), params={"typed": typed})


class AboutForm(forms.Form):
    """What it is about; without a theme the cards are those that count everywhere."""

    themes = Several(
        Theme.objects.all(),
        label=_("Kies één, twee of drie onderwerpen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    title = PlainText(
        label=_("Een korte titel"),
        help_text=_("Bijvoorbeeld: De man van dinsdag. Leeg laten mag, dan nemen we je eerste woorden."),
        required=False,
        max_length=120,
        widget=forms.TextInput,
    )
    municipality = MunicipalityField(
        label=_("In welke gemeente was dit?"), help_text=_("Lezers zien alleen de regio, niet de gemeente.")
    )
    intervention = forms.ModelChoiceField(
        Intervention.objects.all(),
        label=_("Had de hulp een naam?"),
        help_text=_("Weet je het niet? Laat het leeg."),
        required=False,
        empty_label=_("Nee, of ik weet het niet"),
    )
    group = forms.ChoiceField(
        label=_("Voor wie was de hulp?"),
        help_text=_("Dit staat nergens bij je verhaal. Het telt alleen mee op de Verschilkaart."),
        choices=[("", _("Dat zeg ik niet")), *TargetGroup.choices],
        required=False,
    )

    def __init__(self, *args: Any, fitting: Sequence[int] = (), **options: Any) -> None:
        """Put the interventions that fit what was told (numbers, best first) on top of the list; none is chosen."""
        super().__init__(*args, **options)
        if fitting:
            field: Any = self.fields["intervention"]
            named = dict(Intervention.objects.values_list("pk", "name"))
            on_top = [(pk, named[pk]) for pk in fitting if pk in named]
            rest = [one for one in named.items() if one not in on_top]
            field.widget.choices = [
                ("", field.empty_label),
                (_now("Past bij je verhaal"), on_top),
                (_now("Alle andere"), rest),
            ]

    def clean_themes(self) -> Any:
        return at_most_three(self.cleaned_data["themes"])


class CardsForm(forms.Form):
    """One radio group per card, the teller's own card, and no more than 3 / 2 / 2."""

    def __init__(self, *args: Any, elements: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.elements = elements
        for element in elements:
            self.fields[f"card-{element.pk}"] = forms.ChoiceField(
                label=element.plain_wording,
                choices=[*Polarity.choices, ("", _("Past niet"))],
                widget=forms.RadioSelect,
                required=False,
            )
        self.fields["own"] = PlainText(
            label=_("Staat het er niet bij? Maak je eigen kaart."),
            help_text=_("In je eigen woorden. Misschien wordt jouw kaart een kaart voor iedereen."),
            required=False,
            max_length=120,
            widget=forms.TextInput(attrs={"class": "input own"}),
        )
        self.fields["own_polarity"] = forms.ChoiceField(
            label=_("Wat deed het?"), choices=Polarity.choices, widget=forms.RadioSelect, required=False
        )

    def picks(self) -> list[tuple[Any, str]]:
        """Give (element, polarity) for every card chosen."""
        chosen = ((element, self.cleaned_data.get(f"card-{element.pk}", "")) for element in self.elements)
        return [(element, polarity) for element, polarity in chosen if polarity]

    def own_cards(self) -> list[tuple[str, str]]:
        words = self.cleaned_data.get("own", "")
        return [(words, self.cleaned_data["own_polarity"])] if words else []

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        for polarity, most in MOST_CARDS.items():
            if sum(chosen == polarity for _element, chosen in self.picks()) > most:
                message = _now("Kies hoogstens %(most)d kaarten bij ‘%(kind)s’. Welke doen er het meest toe?")
                self.add_error(None, message % {"most": most, "kind": polarity.label})
        if facts.get("own") and not facts.get("own_polarity"):
            self.add_error("own_polarity", _("Kies ook wat je eigen kaart deed."))
        return facts
