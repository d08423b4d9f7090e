"""Documents are known by what is in them, lose who made them and what they do, and give their words."""

from __future__ import annotations

import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from files import documents
from files.checked import Checked, Refused
from files.forms import to_read
from tests import content_of
from tests.content_of import NAME


def checked(content: bytes, name: str = "") -> Checked:
    upload = BytesIO(content)
    upload.name = name
    return to_read(upload, len(content))


def camera_photo() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = NAME.decode()  # the maker of the camera
    return content_of.picture("JPEG", exif=exif)


def test_a_pdf_gives_its_words_and_keeps_its_pages():
    found = checked(content_of.pdf("Eerst de koelkast vol.", "Daarna de brieven."))
    assert (found.type, found.pages, found.is_read_whole) == ("application/pdf", 2, True)
    assert "Eerst de koelkast vol." in found.words
    assert "Daarna de brieven." in found.words
    assert len(PdfReader(BytesIO(found.content)).pages) == 2


def test_of_a_pdf_nobody_learns_who_made_it_and_nothing_in_it_runs():
    photo = camera_photo()
    came = content_of.pdf("Eerst de koelkast vol.", photo=photo)
    assert NAME in photo
    assert came.count(NAME) > 4
    clean = checked(came).content
    assert NAME not in clean
    for part in (b"JavaScript", b"OpenAction", b"EmbeddedFiles", b"Filespec", b"/AA", b"/Producer", b"/Metadata"):
        assert part not in clean, part
    page = PdfReader(BytesIO(clean)).pages[0]
    assert [note.get_object()["/Subtype"] for note in page["/Annots"]] == ["/Link"]
    assert page["/Annots"][0].get_object()["/A"] == {"/S": "/URI", "/URI": "https://example.org/"}
    assert page.images[0].image.size == (64, 48)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (content_of.pdf("Geheim.", locked=True), documents.LOCKED),
        (b"%PDF-1.7\n", documents.BROKEN),
        (content_of.pdf("Half.")[:600], documents.BROKEN),
        (content_of.pdf(), documents.BROKEN),
        (b"%PDF-1.4 " + b"\xff\x00<<>>" * 4000, documents.BROKEN),
        (b"PK\x03\x04 docx", documents.OFFICE),
        (b"\xd0\xcf\x11\xe0 doc", documents.OFFICE),
        (b"<svg onload=alert(1)>", documents.UNKNOWN),
        (b"<!DOCTYPE html><p>Hoi", documents.UNKNOWN),
        (b"MZ\x00\x00 a program", documents.UNKNOWN),
        (b"a" * 2_000_001, documents.TEXT_TOO_BIG),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(content, sentence):
    with pytest.raises(Refused) as refused:
        checked(content, "verslag.pdf")
    assert refused.value.sentence == sentence


def test_a_pdf_that_fills_the_memory_or_never_ends_is_refused_and_the_site_goes_on(monkeypatch):
    bomb = zlib.compress(b"0" * 400_000_000, 9)
    came = content_of.pdf("Hoi.").replace(b"/Contents 11 0 R", b"/Contents 99 0 R")
    came = came.replace(
        b"xref\n", b"99 0 obj\n" + content_of.stream(b"<< /Filter /FlateDecode", bomb) + b"\nendobj\nxref\n", 1
    )
    with suppress(Refused):
        assert checked(came).words == ""
    monkeypatch.setattr(documents, "SECONDS", 0.01)
    with pytest.raises(Refused):
        checked(content_of.pdf("Hoi."))


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        ("Eén koelkast".encode(), "a.txt", "text/plain"),
        ("Eén koelkast".encode("utf-8-sig"), "a.md", "text/markdown"),
        ("Eén koelkast".encode("cp1252"), "a.csv", "text/csv"),
        ("Eén koelkast".encode("utf-16"), "a.exe", "text/plain"),
    ],
)
def test_a_text_is_read_whatever_it_was_written_in(content, name, kind):
    found = checked(content, name)
    assert (found.content.decode(), found.words, found.type) == ("Eén koelkast", "Eén koelkast", kind)


def test_a_long_text_is_read_whole():
    found = checked(b"woord " * 330_000)
    assert len(found.content) == len(found.words) == 1_980_000
    assert found.is_read_whole


def test_words_of_a_pdf_are_read_up_to_a_bound_which_is_said(monkeypatch):
    monkeypatch.setattr(documents, "MOST_SIGNS", 30)
    found = checked(content_of.pdf("Een bladzijde met woorden.", "En nog een bladzijde."), "a.pdf")
    assert not found.is_read_whole


def test_a_picture_goes_the_way_of_pictures():
    assert checked(content_of.picture()).type == "image/webp"
