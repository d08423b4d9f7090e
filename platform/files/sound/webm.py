"""WebM with Opus or Vorbis: known elements only; tags, titles, dates and attachments are made empty."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from files.checked import Broken
from files.sound.heard import Heard, Video

EBML, SEGMENT, CLUSTER, BLOCK_GROUP = 0x1A45DFA3, 0x18538067, 0x1F43B675, 0xA0
INFO, TRACKS, TRACK, AUDIO = 0x1549A966, 0x1654AE6B, 0xAE, 0xE1
OPENED = {EBML, SEGMENT, CLUSTER, BLOCK_GROUP, INFO, TRACKS, TRACK, AUDIO}
DOC_TYPE, SCALE, DURATION = 0x4282, 0x2AD7B1, 0x4489
TRACK_TYPE, CODEC = 0x83, 0x86
CLUSTER_TIME, BLOCK, SIMPLE_BLOCK = 0xE7, 0xA1, 0xA3
KEPT = OPENED | {DOC_TYPE, SCALE, DURATION, TRACK_TYPE, CODEC, CLUSTER_TIME, BLOCK, SIMPLE_BLOCK} | {
    *(0x4286, 0x42F7, 0x42F2, 0x42F3, 0x4287, 0x4285),  # which EBML this is
    *(0x114D9B74, 0x1C53BB6B),  # where what stands
    *(0xD7, 0x73C5, 0xB9, 0x88, 0x55AA, 0x9C, 0x22B59C, 0x63A2, 0x56AA, 0x56BB, 0x23E383, 0x6DE7, 0xAA),  # the track
    *(0xB5, 0x78B5, 0x9F, 0x6264),  # the sound
    *(0xA3, 0xA7, 0xAB, 0x9B, 0xFB, 0x75A2),  # around the blocks
    *(0x4D80, 0x5741),  # the names of programs
}  # fmt: skip
VOID = 0xEC
SOUND = (b"A_OPUS", b"A_VORBIS")


class Element(NamedTuple):
    """One element: its number, where it starts, where its content starts and ends (the start, if it is opened)."""

    number: int
    start: int
    body: int
    end: int


def read(content: bytes) -> Heard:
    """Give the recording without tags. Raises Broken, or Video when there is a track of anything but sound."""
    out = bytearray(content)
    scale, duration, cluster, last, codecs = 1_000_000, 0.0, 0, 0, []
    for element in elements(content):
        part = content[element.body : element.end]
        match element.number:
            case number if number not in KEPT:
                make_empty(out, element)
            case 0x4282 if part.rstrip(b"\0") != b"webm":
                raise Broken
            case 0x83 if int.from_bytes(part) != 2:
                raise Video
            case 0x86:
                codecs.append(part.rstrip(b"\0"))
            case 0x2AD7B1:
                scale = int.from_bytes(part)
            case 0x4489:
                duration = struct.unpack(">f" if len(part) == 4 else ">d", part)[0]
            case 0xE7:
                cluster = int.from_bytes(part)
            case 0xA1 | 0xA3:
                _track, after = number_at(content, element.body)
                last = max(last, cluster + struct.unpack_from(">h", content, after)[0])
    if not codecs or any(codec not in SOUND for codec in codecs):
        raise Video if any(codec.startswith(b"V_") for codec in codecs) else Broken
    return Heard(bytes(out), max(duration, last) * scale / 1e9)


def elements(content: bytes) -> Iterator[Element]:
    """Walk through every element to the last byte; those of OPENED are followed by what is in them."""
    at = 0
    while at < len(content):
        number, body = number_at(content, at, marked=True)
        size, body = number_at(content, body)
        if number in OPENED:
            yield Element(number, at, body, body)
            at = body
            continue
        if size is None or number is None:
            raise Broken
        if body + size > len(content):
            return  # the recorder stopped halfway an element
        yield Element(number, at, body, body + size)
        at = body + size


def number_at(content: bytes, at: int, marked: bool = False) -> tuple[int | None, int]:
    """Read a number of one to eight bytes; give it (None: unknown) and where it ends. `marked` keeps its length bit."""
    first = content[at]
    width = 9 - first.bit_length()
    if width > (4 if marked else 8):
        raise Broken
    raw = int.from_bytes(content[at : at + width])
    if at + width > len(content):
        raise Broken
    bare = raw & (1 << 7 * width) - 1
    unknown = bare == (1 << 7 * width) - 1
    return (raw if marked else None if unknown else bare), at + width


def make_empty(out: bytearray, element: Element) -> None:
    """Put an empty element of the same length in its place, so that nothing else moves."""
    length = element.end - element.start
    width = 8 if length > 9 else 1
    size = length - 1 - width
    head = bytes([VOID]) + (size | 1 << 7 * width).to_bytes(width)
    out[element.start : element.end] = head + b"\0" * size
