"""Bringing a recording or a photo."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from files.forms import ImageFile, SoundFile
from stories.forms.telling import Arrived
from ui.forms import AskedLine, Once

MOST_SIGNS = 300


class RecordingForm(Once):
    sound = SoundFile(
        label=_("Kies een opname"),
        help_text=_("Hoogstens 20 minuten en 20 MB. Je telefoon maakt ze met de app Dictafoon of Recorder."),
    )


class SpokenForm(Arrived, RecordingForm):
    """The recording makes the draft."""


class PhotoWords(forms.Form):
    """What is on it, for who does not see it; and that nobody is recognised by it."""

    words = AskedLine(
        label=_("Wat staat erop?"),
        help_text=_("Voor wie de foto niet ziet. Bijvoorbeeld: Een plastic tas vol dichte brieven."),
        required=False,
        max_length=MOST_SIGNS,
    )
    nobody = forms.BooleanField(
        label=_("Niemand is te herkennen"),
        help_text=_("Er staat geen gezicht op. Ook geen naam, huisnummer of kenteken."),
        required=False,
    )


class PhotoForm(Once, PhotoWords):
    image = ImageFile(label=_("Kies een foto of tekening"), help_text=_("Hoogstens 15 MB. JPG, PNG, WEBP of GIF."))

    field_order = ("image", "words", "nobody", "once")


class SharingForm(forms.Form):
    """Whether readers hear the voice; not, unless the teller says so."""

    shared = forms.ChoiceField(
        label=_("Wie mag deze opname horen?"),
        choices=[("nee", _("Alleen ik")), ("ja", _("Wie mijn verhaal leest"))],
        error_messages={"required": _("Kies wie deze opname mag horen.")},
        widget=forms.RadioSelect,
    )
