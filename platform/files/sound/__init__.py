"""Recordings: known by their content, read to the last byte, and freed of what says who made them and where."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from typing import IO, NamedTuple

from django.utils.translation import gettext_lazy as _

from files.checked import Broken, Checked, Refused
from files.sound import mp3, mp4, ogg, wav, webm
from files.sound.heard import Heard, Video

MOST_BYTES = 20_000_000
MOST_SECONDS = 20 * 60
ACCEPT = "audio/*,.m4a,.mp3,.ogg,.oga,.opus,.wav,.weba,.webm"

TOO_BIG = _("Deze opname is te groot. Hij mag hoogstens 20 MB zijn. Neem hem in stukken op.")
TOO_LONG = _("Deze opname duurt te lang. Hij mag hoogstens 20 minuten zijn. Neem hem in stukken op.")
UNKNOWN = _("Dit is geen opname die wij kunnen afspelen. Kies een M4A, MP3, OGG, WAV of WEBM.")
VIDEO = _("Dit is een film. Wij nemen alleen geluid aan. Zo is niemand te herkennen.")
SILENT = _("In deze opname zit geen geluid. Neem het nog een keer op.")


class Kind(NamedTuple):
    """One kind of recording: how it starts, and who reads it."""

    starts: Callable[[bytes], bool]
    read: Callable[[bytes], Heard]
    type: str


KINDS = [
    Kind(lambda head: head[:4] == b"\x1a\x45\xdf\xa3", webm.read, "audio/webm"),
    Kind(lambda head: head[:4] == b"OggS", ogg.read, "audio/ogg"),
    Kind(lambda head: head[4:8] == b"ftyp", mp4.read, "audio/mp4"),
    Kind(lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE", wav.read, "audio/wav"),
    Kind(lambda head: head[:3] == b"ID3" or mp3.starts_a_frame(head), mp3.read, "audio/mpeg"),
]


def starts(head: bytes) -> bool:
    """Say whether the first 16 bytes are those of a recording we may be able to play."""
    return any(kind.starts(head) for kind in KINDS)


def check(upload: IO[bytes], size: int) -> Checked:
    """Give the recording without names, places and pictures in it. Raises Refused."""
    if size > MOST_BYTES:
        raise Refused(TOO_BIG)
    upload.seek(0)
    content = upload.read(MOST_BYTES + 1)
    kind = next((kind for kind in KINDS if kind.starts(content[:16])), None)
    if kind is None:
        raise Refused(UNKNOWN)
    try:
        heard = kind.read(content)
    except Video:
        raise Refused(VIDEO) from None
    except (Broken, struct.error, IndexError, ValueError, OverflowError, ZeroDivisionError):
        raise Refused(UNKNOWN) from None
    if not math.isfinite(heard.seconds) or heard.seconds > MOST_SECONDS:
        raise Refused(TOO_LONG)
    if heard.seconds <= 0:
        raise Refused(SILENT)
    return Checked(heard.content, kind.type, seconds=max(1, round(heard.seconds)))
