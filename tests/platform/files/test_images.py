"""A picture is drawn anew: what came along is gone, and what is no picture is refused with a plain sentence."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image

from files import images
from files.checked import Checked, Refused
from tests import content_of
from tests.content_of import NAME


def check(content: bytes) -> Checked:
    return images.check(BytesIO(content), len(content))


def with_exif(orientation: int = 6) -> bytes:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = NAME.decode(), orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 4: (6.0, 5.0, 0.0)})
    return content_of.picture(exif=exif)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_kind_becomes_one_kind(form: str) -> None:
    checked = check(content_of.picture(form))
    assert (checked.type, checked.width, checked.height) == ("image/webp", 64, 48)
    assert Image.open(BytesIO(checked.content)).format == "WEBP"


def test_place_time_and_names_are_gone_and_it_stands_upright() -> None:
    content = with_exif()
    assert NAME in content
    checked = check(content)
    assert (checked.width, checked.height) == (48, 64)
    drawn = Image.open(BytesIO(checked.content))
    assert not drawn.getexif()
    assert NAME not in checked.content
    assert not any(mark in checked.content for mark in (b"EXIF", b"XMP ", b"ICCP"))


def test_what_hangs_behind_a_picture_is_gone() -> None:
    for tail in (b"<script>alert(1)</script>", b"PK\x03\x04" + NAME):
        assert tail not in check(content_of.picture() + tail).content
    comment = content_of.picture("GIF", comment=b"<script>alert(1)</script>")
    assert b"<script" not in check(comment).content


def test_a_large_picture_becomes_no_larger_than_a_screen() -> None:
    checked = check(content_of.picture(size=(4000, 1000)))
    assert (checked.width, checked.height) == (1600, 400)


def test_what_is_clear_stays_clear() -> None:
    out = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")
    assert Image.open(BytesIO(check(out.getvalue()).content)).convert("RGBA").getpixel((0, 0))[3] == 0


def chunk(name: bytes, part: bytes) -> bytes:
    return struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part))


def png(width: int, height: int, *more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    row = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", row) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(30_000, 30_000), (2**31 - 1, 2**31 - 1), (50_001, 1000)])
def test_a_pixel_bomb_is_refused_before_it_is_opened(size: tuple[int, int]) -> None:
    with pytest.raises(Refused, match="beeldpunten"):
        check(png(*size))


def test_a_text_bomb_in_a_picture_is_refused() -> None:
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 80_000_000))
    with pytest.raises(Refused):
        check(png(8, 8, text, text))


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SVG,
        b"<?xml version='1.0'?>" + SVG,
        b"<html><script>alert(1)</script>",
        b"GIF89a/*<script>alert(1)</script>*/=1;",
        b"\xff\xd8\xff\xe0" + SVG,
        b"PK\x03\x04" + b"\0" * 100,
        b"%PDF-1.7\n",
        b"BM" + b"\0" * 100,
        b"\0\0\0\x18ftypheic" + b"\0" * 100,
        content_of.picture("TIFF"),
        content_of.picture("BMP"),
        content_of.picture()[:200],
        content_of.picture("PNG")[:60],
        content_of.wav(),
    ],
)
def test_what_is_no_picture_is_refused_in_a_plain_sentence(content: bytes) -> None:
    with pytest.raises(Refused, match="geen foto"):
        check(content)


def test_more_than_fifteen_megabytes_is_refused_unread() -> None:
    with pytest.raises(Refused, match="15 MB"):
        images.check(BytesIO(b""), images.MOST_BYTES + 1)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_no_byte_that_changes_on_the_way_breaks_the_check(form: str) -> None:
    whole = content_of.picture(form)
    for at in range(0, len(whole), max(1, len(whole) // 150)):
        for byte in (0, 0xFF):
            with suppress(Refused):
                check(whole[:at] + bytes([byte]) + whole[at + 1 :])
