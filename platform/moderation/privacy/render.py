"""A text with its marks, as safe html for the screen where a writer reads it back."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from moderation.privacy.mark import Mark


def marked_html(text: str, marks: Iterable[Mark]) -> SafeString:
    """Escape `text`, wrap each mark in a numbered <mark id="let-op-start-end">, keep blank lines as paragraphs."""
    pieces, at = [], 0
    for mark in marks:
        pieces.append(_plain(text[at : mark.start]))
        # A mark may not span a paragraph's end, or the html would not nest.
        pieces.append(
            format_html('<mark class="m-private" id="let-op-{}">{}</mark>', mark.key, mark.text.replace("\n", " "))
        )
        at = mark.end
    pieces.append(_plain(text[at:]))
    return format_html("<p>{}</p>", format_html_join("", "{}", ((piece,) for piece in pieces)))


def _plain(text: str) -> SafeString:
    paragraphs = text.replace("\r\n", "\n").split("\n\n")
    lines = (format_html_join(mark_safe("<br>"), "{}", ((line,) for line in part.split("\n"))) for part in paragraphs)
    return format_html_join(mark_safe("</p><p>"), "{}", ((line,) for line in lines))
