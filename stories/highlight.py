"""A story's words with the sentences marked that its teller (or a reader along) tied to a card."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from practices.models import Polarity, Weighing
from ui.text import to_html

Span = tuple[int, int, Weighing]  # start, end, the card it is about


def told(text: str, weighings: Iterable[Weighing]) -> SafeString:
    """Give `text` as paragraphs with <mark> around each quote that stands in it; first come, no overlap."""
    spans = spans_in(text, weighings)
    if not spans:
        return to_html(text)
    return format_html_join("", "<p>{}</p>", ((marked(text, start, end, spans),) for start, end in paragraphs(text)))


def spans_in(text: str, weighings: Iterable[Weighing]) -> list[Span]:
    """Find the quotes; one that crosses a line end is left out, for a mark may not cross paragraphs."""
    spans: list[Span] = []
    for row in weighings:
        start = text.find(row.quote) if row.quote and "\n" not in row.quote else -1
        end = start + len(row.quote)
        if start >= 0 and all(end <= other[0] or other[1] <= start for other in spans):
            spans.append((start, end, row))
    return sorted(spans, key=lambda span: span[:2])


def paragraphs(text: str) -> Iterable[tuple[int, int]]:
    """Give where each line with words starts and ends."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def marked(text: str, start: int, end: int, spans: Iterable[Span]) -> SafeString:
    """Escape one paragraph and mark the quotes in it; each leads to its card, and that leads back."""
    pieces: list[str] = []
    for first, last, row in spans:
        if start <= first and last <= end:
            # The line under it is for the eye; who listens hears the word.
            said = format_html('<span class="hide">{}: </span>{}', Polarity(row.polarity).label, text[first:last])
            if row.pk:
                said = format_html('<a href="#kaart-{}" title="{}">{}</a>', row.pk, called(row), said)
            mark = format_html('<mark class="m-{}"{}>{}</mark>', row.polarity, anchor(row), said)
            pieces += [text[start:first], mark]
            start = last
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, text[start:end]]))


def called(row: Weighing) -> str:
    """Give what stands on a card."""
    return str(row.own_words or (row.element.plain_wording if row.element else ""))


def anchor(row: Weighing) -> SafeString:
    return format_html(' id="zin-{}"', row.pk) if row.pk else SafeString("")
