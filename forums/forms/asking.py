"""What may be asked at a meeting."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.forms.speaking import Careful
from ui.forms import Line, Once


class AskForm(Careful, Once):
    """One question, in one line or a few."""

    WATCHED = ("text",)

    text = Line(
        label=_("Wat wil je vragen?"),
        help_text=_("Je naam staat er niet bij. Noem ook geen namen of plekken van anderen."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Schrijf eerst je vraag.")},
    )
