"""A mark: a piece of text that may point at a person, with advice in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Mark:
    """Where it stands (code points, end exclusive), what it looks like, and what to write instead.

    `suggestion` is the new text for this piece; empty means: leave it out.
    """

    kind: str
    start: int
    end: int
    text: str
    suggestion: str
    is_of_staff: bool = False

    @property
    def label(self) -> str | Promise:
        return LABELS["staff" if self.is_of_staff else self.kind]

    @property
    def advice(self) -> str | Promise:
        """A sentence or two for the person who wrote it."""
        return ADVICE["staff" if self.is_of_staff else self.kind]

    @property
    def key(self) -> str:
        """Name this mark inside its text, so that a button can say which one it means."""
        return f"{self.start}-{self.end}"


LABELS: dict[str, str | Promise] = {
    "phone": _("een telefoonnummer"),
    "email": _("een mailadres"),
    "postcode": _("een postcode"),
    "bsn": _("een burgerservicenummer"),
    "iban": _("een rekeningnummer"),
    "birthdate": _("een geboortedatum"),
    "date": _("een precieze datum"),
    "name": _("een naam"),
    "staff": _("de naam van iemand die daar werkt"),
    "place": _("een plaats, naast familie en iets wat zelden gebeurt"),
    "institution": _("de naam van een school of instelling"),
    "address": _("een adres"),
    "plate": _("een kenteken"),
    "handle": _("een naam op sociale media"),
    "url": _("een website"),
}
_reachable = _("Zo kan iedereen diegene bereiken.")
ADVICE: dict[str, str | Promise] = {
    "phone": format_lazy("{} {}", _reachable, _("Laat het nummer liever weg.")),
    "email": format_lazy("{} {}", _reachable, _("Laat het adres liever weg.")),
    "postcode": _("Met een postcode vinden mensen het huis. Laat hem liever weg."),
    "bsn": _("Dit nummer mag niemand van je weten. Haal het weg."),
    "iban": _("Met dit nummer kan iemand misbruik maken. Haal het weg."),
    "birthdate": _("Een geboortedatum maakt iemand herkenbaar. Noem liever alleen het jaar."),
    "date": _("Een precieze dag maakt iemand herkenbaar. Noem liever alleen het jaar."),
    "name": _("Schrijf liever wie het is, zonder naam. Dan blijft diegene onbekend."),
    "staff": _("Noem een werker alleen bij naam als je die bedankt. Schrijf anders liever wat voor werk het is."),
    "place": _("Die drie samen maken je snel herkenbaar. Noem liever alleen de streek."),
    "institution": _("Hieraan kunnen mensen je herkennen. Schrijf liever ‘een school’ of ‘een instelling’."),
    "address": _("Met een adres vinden mensen het huis. Laat het liever weg."),
    "plate": _("Met een kenteken vinden mensen de eigenaar. Laat het liever weg."),
    "handle": _("Hiermee vinden mensen iemand op internet. Laat het liever weg."),
    "url": _("Op een website staat soms wie iemand is. Laat hem weg als hij van jou of een ander is."),
}


def replaced(text: str, mark: Mark) -> str:
    """Give `text` with the suggestion in place of the mark; leaving a word out leaves no double space."""
    before, after = text[: mark.start], text[mark.end :]
    if not mark.suggestion and before[-1:] == " ":
        before = before[:-1]
    begins = before.rstrip(" \"'‘“(")[-1:] in {"", ".", "!", "?", "\n"}
    new = mark.suggestion[:1].upper() + mark.suggestion[1:] if begins and mark.text[:1].isupper() else mark.suggestion
    return before + new + after
