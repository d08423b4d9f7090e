"""MP4 (M4A): boxes from the first byte to the last; what is no sound is made empty."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from files.checked import Broken
from files.sound.heard import Heard, Video

OPENED = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"mvex", b"moof", b"traf"}
KEPT = OPENED | {
    *(b"ftyp", b"styp", b"mdat", b"sidx", b"mfra"),
    *(b"mvhd", b"tkhd", b"mdhd", b"hdlr", b"smhd", b"dinf", b"edts", b"elst", b"mehd", b"trex", b"iods", b"nmhd"),
    *(b"stsd", b"stts", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"sgpd", b"sbgp", b"sdtp", b"ctts"),
    *(b"mfhd", b"tfhd", b"tfdt", b"trun"),
}
SOUND = {b"mp4a", b"Opus", b"fLaC", b".mp3"}
DEEPEST = 8


class Box(NamedTuple):
    """One box: its name, where it starts, where its content starts and ends."""

    name: bytes
    start: int
    body: int
    end: int


class Told:
    """What was learned on the way."""

    def __init__(self) -> None:
        self.handlers: list[bytes] = []
        self.codecs: list[bytes] = []
        self.seconds = 0.0
        self.scale = 0  # of the track, for pieces
        self.usual = 0  # how long a sample lasts unless told otherwise
        self.in_pieces = 0


def read(content: bytes) -> Heard:
    """Give the recording without what people and phones wrote in it. Raises Broken or Video."""
    out, told = bytearray(content), Told()
    walk(content, out, told, 0, len(content), 0)
    if b"vide" in told.handlers:
        raise Video
    if b"soun" not in told.handlers or not told.codecs or not set(told.codecs) <= SOUND:
        raise Broken
    pieces = told.in_pieces / told.scale if told.scale else 0
    return Heard(bytes(out), max(told.seconds, pieces))


def boxes(content: bytes, at: int, end: int) -> Iterator[Box]:
    """Walk through the boxes that fill this stretch exactly. Raises Broken when they do not."""
    while at < end:
        size, name = struct.unpack_from(">I4s", content, at)
        body = at + 8
        if size == 1:
            size, body = struct.unpack_from(">Q", content, body)[0], body + 8
        elif size == 0:
            size = end - at
        if size < body - at or at + size > end:
            raise Broken
        yield Box(name, at, body, at + size)
        at += size


def walk(content: bytes, out: bytearray, told: Told, at: int, end: int, depth: int) -> None:
    """Open what is opened, learn what is asked, and empty the rest."""
    if depth > DEEPEST:
        raise Broken
    for box in boxes(content, at, end):
        if box.name not in KEPT:
            out[box.start + 4 : box.start + 8] = b"free"
            out[box.body : box.end] = b"\0" * (box.end - box.body)
        elif box.name in OPENED:
            walk(content, out, told, box.body, box.end, depth + 1)
        else:
            learn(content, out, told, box)


def learn(content: bytes, out: bytearray, told: Told, box: Box) -> None:
    """Take from one box what the check needs to know."""
    at = box.body
    match box.name:
        case b"hdlr":
            told.handlers.append(content[at + 8 : at + 12])
            out[at + 24 : box.end] = b"\0" * (box.end - at - 24)  # a name somebody gave the track
        case b"stsd":
            told.codecs += [entry.name for entry in boxes(content, at + 8, box.end)]
        case b"mvhd":
            scale, length = clock(content, at)
            told.seconds = length / scale
        case b"mdhd":
            told.scale = told.scale or clock(content, at)[0]
        case b"trex":
            told.usual = struct.unpack_from(">I", content, at + 12)[0]
        case b"tfhd":
            told.usual = usual(content, at) or told.usual
        case b"trun":
            told.in_pieces += lasts(content, at, told.usual)


def clock(content: bytes, at: int) -> tuple[int, int]:
    """Give ticks a second and ticks in all; a length that is not known yet is nought."""
    if content[at] == 1:
        scale, length = struct.unpack_from(">IQ", content, at + 20)
        return scale, 0 if length == 2**64 - 1 else length
    scale, length = struct.unpack_from(">II", content, at + 12)
    return scale, 0 if length == 2**32 - 1 else length


def usual(content: bytes, at: int) -> int:
    """Give how long a sample of this piece lasts; 0 when it does not say."""
    flags = int.from_bytes(content[at + 1 : at + 4])
    if not flags & 0x8:
        return 0
    skipped = (8 if flags & 0x1 else 0) + (4 if flags & 0x2 else 0)
    return int(struct.unpack_from(">I", content, at + 8 + skipped)[0])


def lasts(content: bytes, at: int, usual_length: int) -> int:
    """Give the ticks in a run of samples."""
    flags, count = int.from_bytes(content[at + 1 : at + 4]), struct.unpack_from(">I", content, at + 4)[0]
    if not flags & 0x100:
        return int(count * usual_length)
    start = at + 8 + (4 if flags & 0x1 else 0) + (4 if flags & 0x4 else 0)
    step = 4 * sum(bool(flags & bit) for bit in (0x100, 0x200, 0x400, 0x800))
    return sum(struct.unpack_from(">I", content, start + step * n)[0] for n in range(count))
