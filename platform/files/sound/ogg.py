"""Ogg with Opus or Vorbis: pages from the first byte to the last; the comments are made empty."""

from __future__ import annotations

import struct
from typing import NamedTuple

from files.checked import Broken
from files.sound.heard import Heard, Video

LACE = 255  # a piece this long goes on in the next
OPUS_RATE = 48000


class Page(NamedTuple):
    """One page: where it starts, where its body starts and ends, the sample it ends at, and its packets' pieces."""

    start: int
    body: int
    end: int
    sample: int
    stream: int
    pieces: bytes


def read(content: bytes) -> Heard:
    """Give the recording with empty comments. Raises Broken, or Video for anything but one stream of sound."""
    pages = list(pages_of(content))
    first = content[pages[0].body : pages[0].end]
    if len({page.stream for page in pages}) != 1:
        raise Video
    if first.startswith(b"OpusHead"):
        rate, skipped, mark = OPUS_RATE, struct.unpack_from("<H", first, 10)[0], b"OpusTags"
    elif first.startswith(b"\x01vorbis"):
        rate, skipped, mark = struct.unpack_from("<I", first, 12)[0], 0, b"\x03vorbis"
    else:
        raise Video if first.startswith((b"\x80theora", b"fishead\0")) else Broken
    samples = max((page.sample for page in pages if page.sample < 2**63), default=0) - skipped
    return Heard(without_comments(content, pages[1:], mark), samples / rate)


def pages_of(content: bytes) -> list[Page]:
    """Cut into pages. Raises Broken where something else stands between or after them."""
    pages: list[Page] = []
    at = 0
    while at < len(content):
        if content[at : at + 5] != b"OggS\0" or len(content) < at + 27:
            raise Broken
        sample, stream = struct.unpack_from("<QI", content, at + 6)
        pieces = content[at + 27 : at + 27 + content[at + 26]]
        body = at + 27 + len(pieces)
        end = body + sum(pieces)
        if end > len(content):
            if not pages:
                raise Broken
            break  # the recorder stopped halfway a page
        pages.append(Page(at, body, end, sample, stream, pieces))
        at = end
    if len(pages) < 3:
        raise Broken
    return pages


def without_comments(content: bytes, pages: list[Page], mark: bytes) -> bytes:
    """Write spaces over every comment, keep all lengths, and seal the touched pages anew."""
    out = bytearray(content[: pages[-1].end])
    where: list[int] = []  # the place of each byte of the comments, which may run over several pages
    touched: list[Page] = []
    for page in pages:
        touched.append(page)
        ends = next((n for n, piece in enumerate(page.pieces) if piece < LACE), None)
        length = sum(page.pieces) if ends is None else sum(page.pieces[: ends + 1])
        where.extend(range(page.body, page.body + length))
        if ends is not None:
            break
    packet = bytes(out[place] for place in where)
    if not packet.startswith(mark):
        raise Broken
    for at, byte in enumerate(emptied(packet, len(mark))):
        out[where[at]] = byte
    for page in touched:
        out[page.start + 22 : page.start + 26] = b"\0" * 4
        out[page.start + 22 : page.start + 26] = struct.pack("<I", seal(out[page.start : page.end]))
    return bytes(out)


def emptied(packet: bytes, at: int) -> bytes:
    """Give the packet with a space for every letter of each comment."""
    out = bytearray(packet)
    maker = struct.unpack_from("<I", packet, at)[0]
    at += 4 + maker
    count = struct.unpack_from("<I", packet, at)[0]
    at += 4
    for _comment in range(count):
        size = struct.unpack_from("<I", packet, at)[0]
        at += 4
        if at + size > len(packet):
            raise Broken
        out[at : at + size] = (b"x=" + b" " * size)[:size]
        at += size
    if packet.startswith(b"OpusTags"):
        out[at:] = b"\0" * (len(out) - at)
    return bytes(out)


def _table() -> list[int]:
    table = []
    for byte in range(256):
        value = byte << 24
        for _bit in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
        table.append(value)
    return table


_TABLE = _table()


def seal(page: bytes | bytearray) -> int:
    """Give the checksum of a page whose own place for it holds zeros (RFC 3533)."""
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ _TABLE[value >> 24 ^ byte]
    return value
