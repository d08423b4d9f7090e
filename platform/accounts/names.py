"""What may be chosen as a name on the site: never one that gives the e-mail address away, never one of the team."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

NAMES_OF_THE_TEAM = ("moderator", "movisie", "redactie", "beheerder", "doenwathelpt")
SHORTEST_TELLING_PART = 3  # letters; "jo" inside another name says nothing about jo@…


def clean_name(name: str) -> str:
    """Give the name without invisible signs (which could fake another name) and with single spaces."""
    visible = "".join(" " if sign.isspace() else sign for sign in unicodedata.normalize("NFC", name))
    visible = "".join(sign for sign in visible if unicodedata.category(sign)[0] != "C")
    return " ".join(visible.split())


def bare(text: str) -> str:
    """Give only the letters and digits, lower case and without accents: what makes two names look alike."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())


def refuse_telling_name(name: str, email: str, on_the_team: bool = False) -> None:
    """Raise ValidationError, in words for the person, when `name` may not be used beside `email`."""
    if "@" in name:
        raise ValidationError(_("Zet hier geen mailadres. Verzin een naam."))
    if name and not bare(name):
        raise ValidationError(_("Gebruik minstens een letter of een cijfer."))
    local = bare(email.partition("@")[0])
    same = bare(name) == local
    inside = len(local) >= SHORTEST_TELLING_PART and local in bare(name)
    if name and (same or inside):
        raise ValidationError(_("Deze naam lijkt op je mailadres. Zo kan iemand je herkennen. Kies een andere naam."))
    if not on_the_team and any(word in bare(name) for word in NAMES_OF_THE_TEAM):
        raise ValidationError(_("Deze naam hoort bij het team van de site. Kies een andere naam."))
