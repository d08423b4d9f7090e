"""What every form of talk shares: who speaks, and a look at what may point at a person."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import CLAIMED_FREELY, Perspective, User
from accounts.names import clean_name, refuse_telling_name
from moderation.privacy import Mark, find, marked_html
from practices.models import Contribution
from ui.forms import PlainText


def speaking(user: User, before: Contribution | None = None) -> tuple[list[Perspective], dict[str, Any]]:
    """Give the perspectives this person may choose from, and from which, under which name, they spoke or would."""
    claims = {claim.perspective for claim in user.perspectives.all()}
    offered = [one for one in Perspective if not claims or one in claims or one in CLAIMED_FREELY]
    usual = next((one for one in offered if one in claims), None)
    if before is not None and before.perspective in offered:
        return offered, {"perspective": before.perspective, "pseudonym": before.pseudonym}
    return offered, {"perspective": usual, "pseudonym": user.pseudonym}


class Speaker(forms.Form):
    """From where somebody speaks here, and under which name."""

    perspective = forms.ChoiceField(
        label=_("Je schrijft vanuit"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies vanuit welke rol je schrijft.")},
    )
    pseudonym = PlainText(
        label=_("Onder deze naam"),
        help_text=_("Je hoeft niet je echte naam te gebruiken."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "own"}),
        error_messages={"required": _("Kies een naam. Het hoeft niet je echte naam te zijn.")},
    )

    def __init__(self, *args: Any, user: User, before: Contribution | None = None, **options: Any) -> None:
        offered, said = speaking(user, before)
        self.user = user
        options["initial"] = said | (options.get("initial") or {})
        super().__init__(*args, **options)
        self.fields["perspective"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]

    def clean_pseudonym(self) -> str:
        name = clean_name(self.cleaned_data["pseudonym"])
        if "@" in name:
            raise forms.ValidationError(_("Gebruik hier geen mailadres. Kies een naam."))
        if name != self.user.pseudonym:
            refuse_telling_name(name, self.user.email, self.user.is_moderator or self.user.is_editor)
        return name


class Careful(forms.Form):
    """A form that shows what may point at a person before it is placed; the writer may place it anyway."""

    WATCHED: tuple[str, ...] = ()

    def marks(self) -> list[tuple[str, list[Mark], Any]]:
        """Give (label, marks, marked text) of each field in which something was found."""
        found = []
        for name in self.WATCHED:
            text = self.cleaned_data.get(name) or ""
            known = self.spared(text)
            marks = [m for m in find(text) if not any(start <= m.start and m.end <= end for start, end in known)]
            if marks:
                found.append((str(self.fields[name].label), marks, marked_html(text, marks)))
        return found

    def spared(self, text: str) -> list[tuple[int, int]]:
        """Give the places (start, end) in a text that need no second look."""
        return []

    def look(self) -> str:
        """Name exactly these words, so that a yes to them is no yes to other words."""
        words = "\0".join(str(self.cleaned_data.get(name) or "") for name in self.WATCHED)
        return hashlib.sha256(words.encode(errors="replace")).hexdigest()[:20]

    def was_looked_at(self) -> bool:
        """The writer saw the marks in these words and wants to place them."""
        return self.data.get("gezien") == self.look()
