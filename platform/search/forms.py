"""What may be typed to steer the search."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from search.models import Nudge
from search.queries import MOST_SYNONYMS
from search.words import words
from ui.forms import Line, Once, PlainText

LONGEST_TERM = 80  # characters


class Synonyms(Once):
    """Words that mean the same, one a line."""

    words = PlainText(
        label=_("Woorden die hetzelfde betekenen"),
        help_text=_("Eén woord of term per regel. Wie het ene zoekt, vindt ook het andere."),
        max_length=1000,
    )
    why = Line(label=_("Waarom verander je dit?"), max_length=300)

    def clean_words(self) -> list[str]:
        """Give the terms, each once."""
        terms = list(dict.fromkeys(" ".join(line.split()) for line in self.cleaned_data["words"].splitlines()))
        terms = [term.replace(",", " ").strip() for term in terms if words(term)]
        if len(terms) < 2:
            raise forms.ValidationError(_now("Schrijf minstens 2 regels, op elke regel een woord."))
        if len(terms) > MOST_SYNONYMS:
            raise forms.ValidationError(_now("Dit zijn te veel woorden. Schrijf er hooguit %d.") % MOST_SYNONYMS)
        if any(len(term) > LONGEST_TERM for term in terms):
            raise forms.ValidationError(_now("Een regel is te lang. Schrijf korte woorden."))
        return terms


class Why(Once):
    """A reason, to take away or put back."""

    why = Line(label=_("Waarom doe je dit?"), max_length=300)


class NudgeForm(Once):
    """Where a thing should stand, and for which question."""

    question = Line(
        label=_("Bij welke vraag?"),
        help_text=_("De woorden die mensen typen. Laat dit leeg als het bij elke vraag geldt."),
        max_length=200,
        required=False,
    )
    way = forms.ChoiceField(label=_("Wat moet er gebeuren?"), choices=Nudge.Way.choices, widget=forms.RadioSelect)
    why = Line(label=_("Waarom?"), max_length=300)

    def clean(self) -> dict[str, Any]:
        """Refuse what is put on top of every question."""
        given = super().clean() or self.cleaned_data
        if given.get("way") == Nudge.Way.TOP and not words(given.get("question", "")):
            self.add_error("question", _now("Schrijf bij welke vraag dit bovenaan moet staan."))
        return given


class VerdictWords(Once):
    """What somebody was looking for."""

    words = Line(
        label=_("Wat zocht je?"),
        help_text=_("Dit hoeft niet. Schrijf geen namen."),
        max_length=300,
        required=False,
    )
