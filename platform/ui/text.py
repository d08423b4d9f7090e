"""Text from people: made clean on the way in, made into HTML we trust in one place only."""

import logging
import re
import unicodedata
from collections.abc import Collection
from functools import cache

import nh3
from bleach.sanitizer import Cleaner
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

log = logging.getLogger(__name__)

TAGS = {"p", "br", "a"}
ATTRIBUTES = {"a": {"href", "rel"}}
SCHEMES = {"http", "https"}
REL = "nofollow ugc noopener"


@cache
def _cleaner(tags: frozenset[str]) -> Cleaner:
    allowed = {tag: list(names) for tag, names in ATTRIBUTES.items()}
    return Cleaner(tags=tags, attributes=allowed, protocols=SCHEMES)


# Control characters (not tab and newline), half surrogates, and the marks that turn reading direction around
# for everything after them. Hebrew and Arabic letters need none of these; emoji keep their joiners.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\uffff]"
)
_INVISIBLE = " \n\t\u200c\u200d\u200e\u200f\ufe0e\ufe0f"
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")
_WIDE_GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
# Longer than any sane address is not an address; a match never holds a quote or a bracket.
_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"'`\\^{|}]{3,500}")
_TRAILING = re.compile(r"[.,;:!?)\]’”]+$")


def clean_text(text: str) -> str:
    """Give the words without what no reader can see: control characters, direction overrides, odd line
    ends. '' when nothing visible is left.

    Nothing anybody typed is lost: "<3" and "<naam>" are words here, and stay. Cleaning twice changes nothing.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\xa0", " ")
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", text))
    text = _WIDE_GAP.sub("\n\n", text).strip()
    return text if text.strip(_INVISIBLE) else ""


def to_html(text: str) -> SafeString:
    """Give the text as paragraphs with working links; every other sign is shown as it was typed.

    Two independent sanitisers must leave the result as it is. Where they do not, that is logged (never the
    text itself) and the stricter form is given: paragraphs without links.
    """
    text = clean_text(text)
    html = _paragraphs(text, links=True)
    if not is_clean(html):
        log.warning("Two sanitisers disagree about a text of %d characters; shown without links.", len(text))
        html = _paragraphs(text, links=False)
    return mark_safe(html)  # noqa: S308 (this is the one place)


def is_clean(html: str, tags: Collection[str] = TAGS) -> bool:
    """Tell whether both sanitisers leave this HTML, of these tags, exactly as it is."""
    trusted: str = nh3.clean(html, tags=set(tags), attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return trusted == html and bool(_cleaner(frozenset(tags)).clean(html) == html)


def _paragraphs(text: str, *, links: bool) -> str:
    written = linked(text) if links else plain(text)
    pieces = (piece.strip() for piece in _PARAGRAPHS.split(written))
    return "".join(f"<p>{piece.replace(chr(10), '<br>')}</p>" for piece in pieces if piece)


def plain(text: str) -> str:
    """Give the text with its signs escaped, for between tags."""
    # Quotes need no escape outside attributes, and both sanitisers write them bare.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def linked(text: str) -> str:
    """Give the text escaped, with each address as a link."""
    pieces, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = _TRAILING.sub("", found[0])
        pieces += [plain(text[end : found.start()]), f'<a href="{escape(address)}" rel="{REL}">{plain(address)}</a>']
        end = found.start() + len(address)
    return "".join([*pieces, plain(text[end:])])
