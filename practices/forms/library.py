"""What may be typed in the library of a practice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from files.forms import DocumentFile
from practices.forms.carrying import CarefulOfFile
from practices.forms.speaking import Careful
from practices.models import LibraryItem
from ui.forms import AskedLine, Line, Once, ask


class WhyForm(Careful, Once):
    """What it is, and why it lies here."""

    WATCHED: tuple[str, ...] = ("title", "why")

    title = Line(label=_("Hoe heet het?"), max_length=120, error_messages={"required": _("Schrijf hoe het heet.")})
    why = Line(
        label=_("Waarom ligt dit hier?"),
        help_text=_("Eén regel. Bijvoorbeeld: hier staat hoe je een brief leesbaar maakt."),
        max_length=200,
        error_messages={"required": _("Schrijf in één regel waarom dit hier ligt.")},
    )


class Bringing(CarefulOfFile, Once):
    """A file or a link; not both."""

    file = DocumentFile(
        label=_("Kies een bestand"),
        help_text=_(
            "Een PDF, een tekst (txt, md of csv) of een foto. Hoogstens 20 MB. Word of Excel? Maak er een PDF van."
        ),
        required=False,
    )
    link = forms.URLField(
        label=_("Of plak een link"),
        help_text=_("Dat begint met https://"),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Dit is geen link. Begin met https://")},
    )
    file_open = forms.BooleanField(
        label=_("Iedereen in deze praktijk mag dit bestand lezen"),
        help_text=_("Er staat niets in over mensen die dat niet willen. Op een foto is niemand te herkennen."),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ask(self, "file", "link", "file_open")

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not link.startswith(("http://", "https://")):
            raise forms.ValidationError(_("Dit is geen link. Begin met https://"))
        return link.replace("\x00", "")

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and a yes to a file being read."""
        facts = super().clean() or {}
        file, link = facts.get("file"), facts.get("link")
        if file and link:
            self.add_error("link", _("Kies een bestand of een link, niet allebei."))
        if not file and not link and not {"file", "link"} & set(self.errors):
            self.add_error("file", _("Kies een bestand, of plak een link."))
        if file and not facts.get("file_open"):
            self.add_error("file_open", _("Zet hier een vinkje. Anders kan het bestand er niet bij."))
        return facts


class ItemForm(Bringing, WhyForm):
    """Lay something in the library."""

    field_order = ["title", "why", "file", "file_open", "link"]


class VersionForm(Bringing):
    """Bring a newer version of it."""

    WATCHED = ("what",)

    what = AskedLine(
        label=_("Wat is er anders?"),
        help_text=_("Eén regel. Bijvoorbeeld: de bedragen van dit jaar."),
        max_length=200,
        error_messages={"required": _("Schrijf in één regel wat er anders is.")},
    )
    field_order = ["what", "file", "file_open", "link"]


class MendForm(WhyForm):
    """Say better what it is and why it lies here."""

    def __init__(self, *args: Any, item: LibraryItem, **options: Any) -> None:
        options["initial"] = {"title": item.title, "why": item.why}
        super().__init__(*args, **options)

    def facts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("title", "why")}
