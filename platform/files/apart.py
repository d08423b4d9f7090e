"""Washing one PDF and reading its words, in a process of its own: whatever it does to us, it does there.

Run as `python -I apart.py` with the content on standard input; see `documents`. It gives a line of JSON, then the
words, then the clean content. Nothing here is imported by the site.
"""

from __future__ import annotations

import contextlib
import json
import re
import resource
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

MEMORY, SECONDS = 1_500_000_000, 20  # bytes and seconds of work this process may take
READING, WAITED = 15, 22  # of work and by the clock, since the beginning; what is not read by then is not found
MOST_SIGNS = 2_000_000  # of words
MOST_BYTES = 22_000_000  # of what comes out

# Of the whole document these stay: its pages, what tells a screen reader what is what, its language and its layers.
OF_THE_WHOLE = {"/Type", "/Pages", "/StructTreeRoot", "/MarkInfo", "/Lang", "/OCProperties", "/PageLabels", "/Version"}
# Who made it, what it does by itself, what hangs in it.
DROPPED = {"/Metadata", "/PieceInfo", "/AA", "/OpenAction", "/JS", "/AF", "/EF", "/LastModified", "/Thumb", "/OPI"}
NOTES = {"/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Popup", "/FileAttachment"}
NOTES |= {"/Sound", "/Movie", "/Screen", "/Widget", "/RichMedia", "/3D", "/Stamp", "/Ink", "/Caret", "/Redact"}
NOTES |= {"/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/TrapNet", "/PrinterMark", "/Watermark"}
BEGAN = time.monotonic()
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


class Locked(Exception):
    """It asks for a password."""


def washed(content: bytes) -> bytes:
    """Give the same pages without who made them, without notes of people, and without anything that does something."""
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise Locked
    root: Any = reader.root_object
    for key in set(root) - OF_THE_WHOLE:
        del root[key]
    writer = PdfWriter(clone_from=reader)
    things = [thing for thing in writer._objects if isinstance(thing, DictionaryObject)]
    for page in [thing for thing in things if thing.get("/Type") == "/Page"]:
        links = [link for note in _notes(page) if (link := _link(note)) is not None]
        page.pop("/Annots", None)
        if links:
            page[NameObject("/Annots")] = ArrayObject(links)
    for thing in things:
        _clean(thing)
    first = written(writer)
    return written(PdfWriter(clone_from=PdfReader(BytesIO(first))))  # only what the pages still lead to goes along


def written(writer: PdfWriter) -> bytes:
    """Give the content, and in it no word about who made it."""
    writer.metadata = None
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _notes(page: Any) -> Iterator[Any]:
    found = page.get("/Annots")
    for one in (found.get_object() if found is not None else None) or ():
        with contextlib.suppress(Exception):  # a note that cannot be read is no note
            yield one.get_object()


def _link(note: Any) -> DictionaryObject | None:
    """Give a note anew when it leads to a page of the web, and nothing of it but that."""
    action = note.get("/A")
    action = action.get_object() if action is not None else None
    if note.get("/Subtype") != "/Link" or not isinstance(action, DictionaryObject) or action.get("/S") != "/URI":
        return None
    address = str(action.get("/URI", ""))
    if not address.startswith(("http://", "https://")):
        return None
    to = DictionaryObject({NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(address)})
    kept = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/Link"), "/Rect": note["/Rect"], "/A": to}
    return DictionaryObject({NameObject(name): value for name, value in kept.items()})


def _clean(thing: DictionaryObject) -> None:
    for key in DROPPED & set(thing):
        del thing[key]
    action = thing.get("/S")
    if str(action) in {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"} or (
        str(thing.get("/Subtype")) in NOTES and ("/Rect" in thing or thing.get("/Type") == "/Annot")
    ):
        thing.clear()
    if isinstance(thing, StreamObject) and str(thing.get("/Filter")) in {"/DCTDecode", "['/DCTDecode']"}:
        thing._data = without_notes(thing._data)


def without_notes(jpeg: bytes) -> bytes:
    """Give a photo without what a camera wrote beside it: place, time, maker."""
    if jpeg[:2] != b"\xff\xd8":
        return jpeg
    kept, at = [jpeg[:2]], 2
    while jpeg[at : at + 1] == b"\xff" and at + 4 <= len(jpeg):
        mark, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4]) + 2
        if mark == 0xDA:  # from here on it is the picture itself
            break
        if not (0xE1 <= mark <= 0xED or mark in {0xEF, 0xFE}):  # E0 and EE say how its colours are meant
            kept.append(jpeg[at : at + length])
        at += length
    return b"".join(kept) + jpeg[at:]


def words_of(content: bytes) -> tuple[str, int, int]:
    """Give the words, how many pages they are from, and how many there are."""
    pages = PdfReader(BytesIO(content)).pages
    found: list[str] = []
    signs = 0
    for number, page in enumerate(pages):
        if signs >= MOST_SIGNS or time.process_time() > READING or time.monotonic() > BEGAN + WAITED:
            return "\n".join(found)[:MOST_SIGNS], number, len(pages)
        with contextlib.suppress(Exception):  # of a page that cannot be read the others still are
            text = _UNSEEN.sub("", page.extract_text())
            found.append(text)
            signs += len(text) + 1
    return "\n".join(found)[:MOST_SIGNS], len(pages), len(pages)


def main() -> None:
    """Read, wash, tell."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    told: dict[str, Any] = {}
    text, clean = "", b""
    try:
        clean = washed(sys.stdin.buffer.read())
        text, told["read"], told["pages"] = words_of(clean)
        if len(clean) > MOST_BYTES or not told["pages"]:
            raise ValueError
    except Locked:
        told, clean = {"refused": "locked"}, b""
    except BaseException:  # hostile content raises anything, MemoryError and RecursionError too
        told, clean = {"refused": "broken"}, b""
    out = text.encode(errors="replace") if clean else b""
    told["signs"] = len(out)
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + out + clean)


if __name__ == "__main__":
    main()
