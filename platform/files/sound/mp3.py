"""MP3: a row of frames; what stands before, after or between them is left behind."""

from __future__ import annotations

from typing import NamedTuple

from files.checked import Broken
from files.sound.heard import Heard

FEWEST = 8  # frames, a fifth of a second: a text that looks like one frame does not look like eight
LOOSE = 4096  # bytes at the end that need not be a frame: the last one is often cut off
_FULL = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # kilobits a second
_HALF = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
TAILS = (b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"ID3", b"3DI")


class Frame(NamedTuple):
    size: int
    seconds: float


def frame_at(content: bytes, at: int) -> Frame | None:
    """Read the head of a frame of layer III; None where there is none."""
    head = content[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer != 1 or bits in {0, 15} or rate == 3:
        return None
    full = version == 3
    hertz = _RATES[version][rate]
    size = (144 if full else 72) * (_FULL if full else _HALF)[bits] * 1000 // hertz + (head[2] >> 1 & 1)
    return Frame(size, (1152 if full else 576) / hertz)


def starts_a_frame(head: bytes) -> bool:
    return frame_at(head, 0) is not None


def read(content: bytes) -> Heard:
    """Give only the frames. Raises Broken when there is much that is no frame."""
    at, seconds, kept = after_tags(content), 0.0, []
    while frame := frame_at(content, at):
        if at + frame.size > len(content):
            break
        kept.append(content[at : at + frame.size])
        at, seconds = at + frame.size, seconds + frame.seconds
    rest = content[at:]
    if len(kept) < FEWEST or not (len(rest) <= LOOSE or rest.startswith(TAILS) or not rest.strip(b"\0")):
        raise Broken
    return Heard(b"".join(kept), seconds)


def after_tags(content: bytes) -> int:
    """Give where the tags at the start end, and the empty room after them."""
    at = 0
    while content[at : at + 3] == b"ID3" and len(content) >= at + 10:
        size = 0
        for seven_bits in content[at + 6 : at + 10]:
            size = size << 7 | seven_bits & 0x7F
        at += 10 + size + (10 if content[at + 5] & 0x10 else 0)
    while at < len(content) and content[at] == 0:
        at += 1
    return at
