"""A photo, a recording or a document that comes along with a reply."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from files.forms import AnyFile
from files.models import Kind, StoredFile
from forums.models import Reply
from ui.forms import AskedLine

MOST_SIGNS = 300
UNNAMED = {
    Kind.IMAGE: _("Schrijf op wat er op de foto staat."),
    Kind.DOCUMENT: _("Schrijf op wat er in het document staat."),
}


class Bringing(forms.Form):
    """One file at a time; whoever reads along gets it at once, so that is said and asked."""

    FIELDS = ("file", "file_words", "file_open")

    file = AnyFile(
        label=_("Kies een foto, opname of document"),
        help_text=_(
            "Een foto mag 15 MB zijn. Een opname 20 MB en 20 minuten. Een document is een PDF van hoogstens 20 MB, of "
            "een tekst (txt, md of csv). Word of Excel? Maak er een PDF van."
        ),
        required=False,
    )
    file_words = AskedLine(
        label=_("Wat staat erop of erin?"),
        help_text=_(
            "Voor wie de foto niet ziet. Bijvoorbeeld: Een plastic tas vol dichte brieven. "
            "Een document krijgt dit als naam."
        ),
        required=False,
        max_length=MOST_SIGNS,
    )
    file_open = forms.BooleanField(
        label=_("Wie meeleest, mag dit zien, horen of bewaren"),
        help_text=_(
            "Op de foto staat geen gezicht, naam, huisnummer of kenteken. Aan een opname herkent iemand je stem. "
            "In een document staat niets over mensen die dat niet willen."
        ),
        required=False,
    )

    def without_file(self) -> None:
        for name in self.FIELDS:
            del self.fields[name]

    def hanging(self, written: Reply | None) -> None:
        """Offer to take away what hangs there already."""
        there = list(StoredFile.objects.about(Reply.KIND, written.pk)) if written else []
        if there:
            self.fields["dropped"] = forms.MultipleChoiceField(
                label=_("Wat hangt erbij"),
                choices=[(file.key, _("Haal weg: %s") % name_of(file)) for file in there],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                error_messages={"invalid_choice": _("Dat bestand is al weg.")},
            )

    def clean(self) -> dict[str, Any]:
        """Ask what readers need: words at a photo or a document, and a yes to being read."""
        facts = super().clean() or {}
        if (file := facts.get("file")) is not None:
            if (kind := StoredFile.kind_of(file)) in UNNAMED and not facts.get("file_words"):
                self.add_error("file_words", UNNAMED[kind])
            if not facts.get("file_open"):
                self.add_error("file_open", _("Zet hier een vinkje. Anders kan het bestand er niet bij."))
        return facts


def name_of(file: StoredFile) -> str:
    return _("opname van %s") % file.length if file.kind == Kind.SOUND else file.words
