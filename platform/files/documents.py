"""Documents: a PDF that was washed, or a plain text; with the words in it, so that it can be found."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from files.checked import Checked, Refused

MOST_BYTES = 20_000_000
MOST_OF_TEXT = 2_000_000  # bytes of a plain text
MOST_SIGNS = 2_000_000  # of its words are given; as many as the process apart reads
SECONDS = 30  # that we wait for a PDF
ACCEPT = "application/pdf,text/plain,text/csv,text/markdown,.pdf,.txt,.csv,.md"
TEXTS = {".csv": "text/csv", ".md": "text/markdown"}  # what a text calls itself; anything else is a plain one

TOO_BIG = _("Dit bestand is te groot. Kies een bestand van hoogstens 20 MB.")
TEXT_TOO_BIG = _("Deze tekst is te lang. Kies een tekstbestand van hoogstens 2 MB.")
LOCKED = _("Op deze PDF zit een wachtwoord of een slot. Bewaar hem eerst zonder slot, en kies hem dan opnieuw.")
BROKEN = _("Deze PDF kunnen we niet openen. Misschien is hij beschadigd, of te groot. Maak er een nieuwe PDF van.")
OFFICE = _("Dit is een bestand van Word, Excel of zoiets. Bewaar het eerst als PDF. Kies dan die PDF.")
UNKNOWN = _("Dit soort bestand nemen we niet aan. Kies een PDF, een tekst (txt, md of csv) of een foto.")

_APART = Path(__file__).with_name("apart.py")
_one_at_a_time = threading.Lock()  # an open PDF takes up to a gigabyte
_UNSEEN = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PAGE = re.compile(r"\s*<(!doctype|html|svg|\?xml|script|head|body)\b", re.IGNORECASE)


def check(upload: IO[bytes], size: int) -> Checked:
    """Give a document that may be kept, with its words. Raises Refused."""
    if size > MOST_BYTES:
        raise Refused(TOO_BIG)
    upload.seek(0)
    content = upload.read()
    if b"%PDF-" in content[:1024]:
        return pdf(content)
    if content[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rt"}:
        raise Refused(OFFICE)
    return text(content, Path(str(getattr(upload, "name", "") or "")).suffix.lower())


def pdf(content: bytes) -> Checked:
    """Give a PDF without who made it and without anything that runs, with the words on its pages. Raises Refused."""
    told, words, clean = apart(content)
    if told.get("refused") == "locked":
        raise Refused(LOCKED)
    if not clean:
        raise Refused(BROKEN)
    whole = told["read"] == told["pages"] and len(words) < MOST_SIGNS
    return Checked(clean, "application/pdf", pages=told["pages"], words=words, is_read_whole=whole)


def apart(content: bytes) -> tuple[dict[str, Any], str, bytes]:
    """Let another process open it: that one may hang, crash or fill its memory, and knows none of our secrets."""
    with _one_at_a_time:
        try:
            done = subprocess.run(  # noqa: S603 - our own file, by our own Python
                [sys.executable, "-I", str(_APART)], input=content, capture_output=True, timeout=SECONDS, env={}
            )
        except (subprocess.TimeoutExpired, OSError):
            return {}, "", b""
    line, _end, rest = done.stdout.partition(b"\n")
    if done.returncode or not line:
        return {}, "", b""
    told = json.loads(line)
    return told, rest[: told["signs"]].decode(errors="replace"), rest[told["signs"] :]


def text(content: bytes, ending: str) -> Checked:
    """Give a plain text in UTF-8, whatever it came in. Raises Refused."""
    if len(content) > MOST_OF_TEXT:
        raise Refused(TEXT_TOO_BIG)
    words = decoded(content)
    if "\x00" in words or len(_UNSEEN.findall(words)) > 5 or _PAGE.match(words):
        raise Refused(UNKNOWN)
    words = _UNSEEN.sub("", words)
    kind = TEXTS.get(ending, "text/plain")
    return Checked(words.encode(), kind, words=words[:MOST_SIGNS], is_read_whole=len(words) <= MOST_SIGNS)


def decoded(content: bytes) -> str:
    """Read the bytes as people's computers write them."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
