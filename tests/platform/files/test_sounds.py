"""A recording is known by its content, freed of names, and refused with a plain sentence when it is anything else."""

from __future__ import annotations

from io import BytesIO

import pytest

from files import sound
from files.checked import Checked, Refused
from tests import content_of
from tests.content_of import NAME, RECORDINGS


def check(content: bytes) -> Checked:
    return sound.check(BytesIO(content), len(content))


@pytest.mark.parametrize(
    ("kind", "type_", "seconds"),
    [
        ("webm", "audio/webm", 3),
        ("ogg", "audio/ogg", 2),
        ("mp4", "audio/mp4", 4),
        ("mp3", "audio/mpeg", 3),
        ("wav", "audio/wav", 1),
    ],
)
def test_each_kind_is_known_by_its_content_and_measured(kind: str, type_: str, seconds: int) -> None:
    heard = check(RECORDINGS[kind]())
    assert (heard.type, heard.seconds) == (type_, seconds)


@pytest.mark.parametrize("kind", RECORDINGS)
def test_no_name_stays_in_it(kind: str) -> None:
    content = RECORDINGS[kind]()
    assert NAME in content
    assert NAME not in check(content).content


@pytest.mark.parametrize("kind", RECORDINGS)
def test_what_was_cleaned_is_a_whole_recording_still(kind: str) -> None:
    once = check(RECORDINGS[kind]())
    again = check(once.content)
    assert (again.content, again.seconds) == (once.content, once.seconds)


def test_a_browser_that_records_in_pieces_is_measured_by_its_pieces() -> None:
    assert check(content_of.mp4(5.0, in_pieces=True)).seconds == 5


@pytest.mark.parametrize(
    "film",
    [
        content_of.webm(codec=b"V_VP8", track=1),
        content_of.webm(codec=b"V_VP8"),
        content_of.mp4(handler=b"vide", codec=b"avc1"),
        content_of.ogg(second_stream=True),
    ],
    ids=["webm", "webm that lies", "mp4", "ogg"],
)
def test_a_film_is_refused(film: bytes) -> None:
    with pytest.raises(Refused, match="film"):
        check(film)


@pytest.mark.parametrize(
    "content",
    [content_of.wav(1300, rate=1000), content_of.webm(1300), content_of.mp4(1300), content_of.ogg(1300)],
    ids=["wav", "webm", "mp4", "ogg"],
)
def test_more_than_twenty_minutes_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="20 minuten"):
        check(content)


def test_more_than_twenty_megabytes_is_refused_unread() -> None:
    with pytest.raises(Refused, match="20 MB"):
        sound.check(BytesIO(b""), sound.MOST_BYTES + 1)


HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        HTML,
        b"GIF89a/*" + b"\0" * 50,
        b"PK\x03\x04" + b"\0" * 200,
        b"\x7fELF" + b"\0" * 200,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"ID3\x03\0\0\0\0\0\0" + HTML,
        b"\xff\xfb\x90\x00" + HTML,
        b"OggS" + HTML,
        b"RIFF\0\0\0\0WAVE" + HTML,
        b"\0\0\0\x18ftypM4A " + HTML,
        b"\x1a\x45\xdf\xa3" + HTML,
        content_of.mp3()[:-128] + b"PK\x03\x04" + b"x" * 5000,
        content_of.ogg() + b"PK\x03\x04" + b"x" * 200,
        content_of.mp4() + b"PK\x03\x04" + b"x" * 200,
        content_of.mp4(codec=b"evil"),
        content_of.webm(codec=b"A_EVIL"),
        content_of.webm().replace(b"webm", b"evil"),
    ],
)
def test_anything_else_is_refused_in_a_plain_sentence(content: bytes) -> None:
    with pytest.raises(Refused, match=r"geen opname|film|geen geluid"):
        check(content)


@pytest.mark.parametrize("kind", RECORDINGS)
def test_no_byte_that_changes_on_the_way_breaks_the_check(kind: str) -> None:
    whole = RECORDINGS[kind]()
    step = max(1, len(whole) // 300)
    for at in range(0, len(whole), step):
        for byte in (0, 0x7F, 0xFF):
            try:
                check(whole[:at] + bytes([byte]) + whole[at + 1 :])
                check(whole[:at])
            except Refused:
                pass


def test_what_hangs_behind_the_tags_of_an_mp3_is_left_behind() -> None:
    assert b"PK" not in check(content_of.mp3() + b"PK\x03\x04" + b"x" * 5000).content


def test_boxes_in_boxes_without_end_are_refused() -> None:
    deep = content_of.box(b"ftyp", b"M4A ")
    inner = b""
    for _level in range(2000):
        inner = content_of.box(b"moov", inner)
    with pytest.raises(Refused):
        check(deep + inner)
