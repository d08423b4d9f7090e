"""What may be typed about a word of a practice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.forms.speaking import Careful
from practices.models import Definition, DefinitionVersion
from ui.forms import AskedLine, Line, Once, PlainText


class MeaningForm(Careful, Once):
    """What the practice means by it."""

    WATCHED: tuple[str, ...] = ("text",)

    text = PlainText(
        label=_("Wat bedoelen jullie ermee?"),
        help_text=_("In gewone woorden. De begeleiders kunnen het ook aan anderen laten zien, zonder naam."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf wat jullie ermee bedoelen.")},
    )


class DefineForm(MeaningForm):
    """A word, and what the practice means by it."""

    WATCHED = ("word", "text")

    word = Line(
        label=_("Welk woord?"),
        help_text=_("Bijvoorbeeld: regie, of vroegsignalering."),
        max_length=80,
        error_messages={"required": _("Schrijf welk woord.")},
    )
    field_order = ["word", "text"]


class RewordForm(MeaningForm):
    """Say it anew; knows which version the writer read."""

    WATCHED = ("text", "why")

    why = AskedLine(
        label=_("Waarom zeggen jullie het nu anders?"),
        help_text=_("Eén regel. Zo ziet iedereen later hoe jullie leerden."),
        max_length=200,
        error_messages={"required": _("Schrijf in één regel waarom het anders is.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, definition: Definition, **options: Any) -> None:
        latest = definition.latest
        options["initial"] = {"text": latest.text if latest else "", "seen": latest.number if latest else 0}
        super().__init__(*args, **options)
        self.latest: DefinitionVersion | None = latest
        self.other: DefinitionVersion | None = None  # what somebody else wrote meanwhile

    def clean(self) -> dict[str, Any]:
        """Say what stands there now when somebody else wrote meanwhile; the next time it is known."""
        facts = super().clean() or {}
        if self.latest and "seen" in facts and facts["seen"] != self.latest.number:
            self.other = self.latest
            typed: Any = self.data.copy() if hasattr(self.data, "copy") else dict(self.data)
            typed["seen"] = str(self.latest.number)
            self.data = typed
            raise forms.ValidationError(
                _("Iemand anders veranderde dit net. Hieronder zie je wat er nu staat. Jouw woorden staan er nog.")
            )
        return facts
