"""Fields that take a file: checked by content, with a plain sentence when it is not taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from files import documents, images, sound
from files.checked import Checked, Refused

NONE_OF_THESE = _(
    "Dit bestand kunnen we niet openen. Kies een foto of een geluid. Of kies een PDF of een tekst (txt, md of csv)."
)


class Checking(forms.FileField):
    """Gives what the check gives, never what came in."""

    check: Callable[[IO[bytes], int], Checked]
    default_error_messages = {
        "required": _("Kies een bestand."),
        "missing": _("Kies een bestand."),
        "empty": _("Dit bestand is leeg. Kies een ander."),
        "invalid": _("Er kwam geen bestand aan. Kies het nog een keer."),
        "max_length": _("De naam van dit bestand is te lang. Geef het een kortere naam."),
        "contradiction": _("Kies een bestand."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=250, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Give the checked file, or None where none was asked and none came."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return type(self).check(upload, upload.size)
        except Refused as refused:
            raise ValidationError(refused.sentence) from refused


class ImageFile(Checking):
    """A photo or drawing."""

    check = staticmethod(images.check)
    widget = forms.FileInput(attrs={"accept": images.ACCEPT, "data-most": images.MOST_BYTES})


class SoundFile(Checking):
    """A recording."""

    check = staticmethod(sound.check)
    widget = forms.FileInput(attrs={"accept": sound.ACCEPT, "data-most": sound.MOST_BYTES})


def to_read(upload: IO[bytes], size: int) -> Checked:
    """Give a document or a picture, by how it starts. Raises Refused."""
    upload.seek(0)
    head = upload.read(16)
    return images.check(upload, size) if images.starts(head) else documents.check(upload, size)


class DocumentFile(Checking):
    """A PDF, a plain text, or a picture."""

    check = staticmethod(to_read)
    widget = forms.FileInput(attrs={"accept": f"{documents.ACCEPT},{images.ACCEPT}", "data-most": documents.MOST_BYTES})


def whatever(upload: IO[bytes], size: int) -> Checked:
    """Give a picture, a recording or a document, by how it starts. Raises Refused."""
    upload.seek(0)
    if sound.starts(upload.read(16)):
        return sound.check(upload, size)
    try:
        return to_read(upload, size)
    except Refused as refused:
        raise (Refused(NONE_OF_THESE) if refused.sentence == documents.UNKNOWN else refused) from refused


class AnyFile(Checking):
    """A photo, a drawing, a recording, a PDF or a plain text."""

    check = staticmethod(whatever)
    widget = forms.FileInput(
        attrs={"accept": f"{images.ACCEPT},{sound.ACCEPT},{documents.ACCEPT}", "data-most": documents.MOST_BYTES}
    )
