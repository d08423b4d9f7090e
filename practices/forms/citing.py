"""Which dossier cites it, and with which sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from knowledge.models import Dossier


def sentences(words: str) -> list[str]:
    """Give the sentences of a text, each once."""
    pieces = (piece.strip() for piece in re.split(r"(?<=[.!?])\s+|\n", words))
    return list(dict.fromkeys(piece for piece in pieces if piece))


class CiteForm(forms.Form):
    dossier = forms.ModelChoiceField(Dossier.objects.all(), label=_("In welk dossier?"), empty_label=None)
    quote = forms.ChoiceField(label=_("Welke zin?"), required=False)

    def __init__(self, *args: Any, words: str, themes: Iterable[int] = (), **options: Any) -> None:
        """Offer the sentences in `words`, and the dossiers of its own themes first."""
        super().__init__(*args, **options)
        shown = [(one, Truncator(one).chars(90)) for one in sentences(words)]
        quote: Any = self.fields["quote"]
        quote.choices = [("", _now("Geen zin, alleen een verwijzing")), *shown]
        dossier: Any = self.fields["dossier"]
        named = {one.pk: one for one in Dossier.objects.select_related("theme")}
        near = [one for one in named.values() if one.theme_id in set(themes)]
        rest = [one for one in named.values() if one not in near]
        dossier.widget.choices = [(one.pk, one.title) for one in [*near, *rest]]
