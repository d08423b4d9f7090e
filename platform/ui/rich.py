"""A little form for words of people: bold, lists, quotes and links, typed with signs that also read well by themselves.

**bold**, "- " or "1. " before the lines of a list, "> " before the lines of a quote, [words](https://…) for a link.
Whoever types none of these gets what `ui.text.to_html` gives.
"""

from __future__ import annotations

import logging
import re
from itertools import groupby
from urllib.parse import urlsplit

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ui.text import REL, TAGS, clean_text, is_clean, linked, plain, to_html

log = logging.getLogger(__name__)

RICH = TAGS | {"strong", "ul", "ol", "li", "blockquote"}

_BULLET = re.compile(r"[-*•]\s+(?=\S)")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
_QUOTED = re.compile(r">[ \t]?")
_BOLD = re.compile(r"\*\*(?=[^\s*])(.{1,600}?)(?<=[^\s*])\*\*")
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\((https?://[^\s<>\"'`\\^{|}()]{3,500})\)")


def to_rich_html(text: str) -> SafeString:
    """Give the text as html: paragraphs, lists, quotes, bold and links; every other sign as it was typed.

    Two independent sanitisers must leave the result as it is. Where they do not, that is logged (never the text
    itself) and plain paragraphs are given.
    """
    text = clean_text(text)
    html = _blocks(text.split("\n"))
    if not is_clean(html, RICH):
        log.warning("Two sanitisers disagree about a rich text of %d characters; shown without form.", len(text))
        return to_html(text)
    return mark_safe(html)  # noqa: S308 (built here from escaped words, and both sanitisers agree)


def spoken(text: str) -> str:
    """Give only the words: without the signs that make lists, quotes, bold and links."""
    lines = []
    for line in clean_text(text).split("\n"):
        bare = _QUOTED.sub("", line.strip(), count=1) if line.lstrip().startswith(">") else line.strip()
        for sign in (_BULLET, _NUMBER):
            if found := sign.match(bare):
                bare = bare[found.end() :]
                break
        lines.append(_LINK.sub(r"\1", _BOLD.sub(r"\1", bare)))
    return "\n".join(lines)


def _kind(line: str) -> str:
    line = line.lstrip()
    if not line:
        return ""
    if line.startswith(">"):
        return "blockquote"
    if _BULLET.match(line):
        return "ul"
    return "ol" if _NUMBER.match(line) else "p"


def _blocks(lines: list[str], quoting: bool = True) -> str:
    pieces = []
    for kind, some in groupby(lines, _kind):
        group = [line.strip() for line in some]
        if kind in {"ul", "ol"}:
            sign = _BULLET if kind == "ul" else _NUMBER
            items = "".join(f"<li>{_inline(sign.sub('', line, count=1))}</li>" for line in group)
            pieces.append(f"<{kind}>{items}</{kind}>")
        elif kind == "blockquote" and quoting:
            inner = _blocks([_QUOTED.sub("", line, count=1) for line in group], quoting=False)
            pieces.append(f"<blockquote>{inner}</blockquote>" if inner else "")
        elif kind:
            pieces.append(f"<p>{'<br>'.join(_inline(line) for line in group)}</p>")
    return "".join(pieces)


def _inline(line: str) -> str:
    pieces, end = [], 0
    for found in _BOLD.finditer(line):
        pieces += [_links(line[end : found.start()]), f"<strong>{_links(found[1])}</strong>"]
        end = found.end()
    return "".join([*pieces, _links(line[end:])])


def _links(piece: str) -> str:
    """Draw links: words that are a link say where they lead, so that nobody is led astray."""
    pieces, end = [], 0
    for found in _LINK.finditer(piece):
        host = _host(found[2])
        if not host:
            continue
        shown = f'<a href="{escape(found[2])}" rel="{REL}">{plain(found[1])}</a> ({plain(host)})'
        pieces += [linked(piece[end : found.start()]), shown]
        end = found.end()
    return "".join([*pieces, linked(piece[end:])])


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
