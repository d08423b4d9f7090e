"""What may be typed while telling, with errors in plain Dutch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import CLAIMED_FREELY, Perspective, User
from accounts.names import clean_name, refuse_telling_name
from knowledge.models import Intervention, Theme
from moderation import privacy
from places.models import Municipality
from practices.models import Audience, Polarity, Practice, Purpose, TargetGroup
from stories.models import Story
from ui.forms import Once, PlainText, Several

MOST_THEMES = 3
MOST_CARDS = {Polarity.HELPED: 3, Polarity.HINDERED: 2, Polarity.MISSING: 2}
EXTRA_PURPOSES = [Purpose.REGIONS, Purpose.EDUCATION, Purpose.RESEARCH]
MOST_SIGNS = 20_000
TALL = {"rows": 10, "class": "input tall"}


class HappenedForm(forms.Form):
    happened = PlainText(
        label=_("Wat gebeurde er?"),
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs=TALL),
        error_messages={"required": _("Schrijf hier iets op. Eén zin is al genoeg.")},
    )


class BeginForm(Once, HappenedForm):
    """The first words make the draft; sent twice they make one."""

    praktijk = forms.ModelChoiceField(
        Practice.objects.all(), required=False, to_field_name="slug", widget=forms.HiddenInput
    )


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
    """What it is about; only the theme is needed, because the cards hang on it."""

    themes = Several(
        Theme.objects.all(),
        label=_("Kies één, twee of drie onderwerpen"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één onderwerp. Wat het dichtst in de buurt komt, is goed.")},
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
        themes = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise ValidationError(_("Kies er hoogstens drie. Zo blijft duidelijk waar het over gaat."))
        return themes


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


class ReadersForm(forms.Form):
    """Who may read it, what else it may be used for, until when, under which name. Nothing is chosen beforehand."""

    audience = forms.ChoiceField(
        label=_("Wie mag het lezen?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie je verhaal mag lezen.")},
    )
    practice = forms.ModelChoiceField(
        Practice.objects.all(), label=_("Welke praktijk?"), required=False, empty_label=_("Kies een praktijk")
    )
    purposes = forms.MultipleChoiceField(
        label=_("Mag je verhaal ook hiervoor worden gebruikt?"),
        choices=[(purpose.value, purpose.label) for purpose in EXTRA_PURPOSES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until = forms.ChoiceField(label=_("Tot wanneer?"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, story: Story, **options: Any) -> None:
        super().__init__(*args, **options)
        self.story = story
        until = [("1", _now("1 jaar")), ("2", _now("2 jaar")), ("0", _now("Tot ik stop"))]
        if story.shown_until:
            day = date_format(story.shown_until, "j F Y")
            until.insert(0, ("keep", _now("Tot en met %(day)s, zoals nu") % {"day": day}))
        self.fields["until"].choices = until  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        audience = facts.get("audience")
        if audience == Audience.PRACTICE and not facts.get("practice"):
            self.add_error("practice", _("Kies de praktijk die je verhaal mag lezen."))
        if audience and audience != Audience.ME and not facts.get("until"):
            self.add_error("until", _("Kies tot wanneer anderen het mogen lezen."))
        return facts

    def ends_on(self) -> date | None:
        """Give the last day others may read it; None for no end."""
        years = self.cleaned_data.get("until")
        if years == "keep":
            return self.story.shown_until
        return timezone.localdate() + timedelta(days=365 * int(years)) if years in {"1", "2"} else None


class NameForm(ReadersForm):
    """The readers, and the name beside the story."""

    pseudonym = PlainText(
        label=_("Welke naam zetten we erbij?"),
        help_text=_("Niet je echte naam. Een naam die niemand aan jou doet denken."),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "input own", "autocomplete": "off", "list": "namen"}),
        error_messages={"required": _("Kies een naam. Een verzonnen naam is goed.")},
    )
    perspective = forms.ChoiceField(label=_("Je vertelt als"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, user: User | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        claimed = {claim.perspective for claim in user.perspectives.all()} if user else set()
        allowed = {*CLAIMED_FREELY, *claimed, self.story.perspective}
        self.fields["perspective"].choices = [  # type: ignore[attr-defined]
            (value, label) for value, label in Perspective.choices if value in allowed
        ]

    def clean_pseudonym(self) -> str:
        name = clean_name(self.cleaned_data["pseudonym"])
        if self.user and plain(name) in names_of(self.user):
            raise ValidationError(_("Dit is de naam van je account. Kies hier een andere, dan blijf je onbekend."))
        if any(mark.kind != "name" for mark in privacy.find(name)):
            raise ValidationError(_("Hier staat een nummer of adres in. Kies alleen een naam."))
        refuse_telling_name(name, self.user.email if self.user else "")
        return name

    def clean_perspective(self) -> str:
        return self.cleaned_data["perspective"] or Perspective.LIVED


def plain(name: str) -> str:
    """Give a name without capitals, spaces and signs, to compare."""
    return re.sub(r"[\W_]", "", name.casefold())


def names_of(user: User) -> set[str]:
    """Give every way this account is called, as `plain` writes it."""
    return {plain(name) for name in (user.pseudonym, user.email, user.email.split("@")[0]) if name}


class MailForm(forms.Form):
    """Where to mail the private link, once."""

    email = forms.EmailField(
        label=_("Je mailadres"),
        help_text=_("We sturen de link en vergeten je adres meteen weer."),
        error_messages={
            "required": _("Vul je mailadres in."),
            "invalid": _("Dit mailadres klopt niet. Kijk of er een @ in staat."),
        },
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=100)
