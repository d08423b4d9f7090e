"""WAV: one format and one run of samples; everything else is left behind."""

from __future__ import annotations

import struct

from files.checked import Broken
from files.sound.heard import Heard

KNOWN = {1, 3, 0xFFFE}  # samples as whole numbers, as fractions, or either with more channels


def read(content: bytes) -> Heard:
    """Give a file of only format and samples. Raises Broken."""
    form, samples, at = b"", b"", 12
    while at + 8 <= len(content):
        name, size = content[at : at + 4], struct.unpack_from("<I", content, at + 4)[0]
        part = content[at + 8 : at + 8 + size]
        if name == b"fmt ":
            form = part
        elif name == b"data":
            samples = part
            break
        at += 8 + size + size % 2
    if len(form) < 16 or not samples:
        raise Broken
    tag, _channels, _rate, a_second, block = struct.unpack_from("<HHIIH", form)
    if tag not in KNOWN or not a_second or not block:
        raise Broken
    whole = samples[: len(samples) // block * block]
    body = b"WAVE" + chunk(b"fmt ", form) + chunk(b"data", whole)
    return Heard(b"RIFF" + struct.pack("<I", len(body)) + body, len(whole) / a_second)


def chunk(name: bytes, part: bytes) -> bytes:
    return name + struct.pack("<I", len(part)) + part + b"\0" * (len(part) % 2)
