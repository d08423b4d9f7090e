"""The words of the field, explained where they appear: the first time each stands in a piece of a page.

A word becomes a link to the glossary that carries its explanation; `static/js/words.js` shows that on hover, focus
and tap. Works on html that is already safe and only ever puts links around words of its text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from django.core.cache import caches
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from knowledge.models import Term

KEPT = 120  # seconds; so old can a word be that was changed in another process
KEY = "knowledge.words"
# In these nothing is explained: what leads somewhere, what is named or filled in, what a teller said.
CLOSED = {"a", "abbr", "button", "code", "dfn", "dt", "form", "h1", "h2", "h3", "h4", "h5", "h6", "label", "legend"}
CLOSED |= {"blockquote", "figure", "nav", "option", "pre", "select", "summary", "textarea", "time", "title"}
CLOSED |= {"audio", "canvas", "iframe", "math", "script", "style", "svg", "template", "video"}
_TAG = re.compile(r"""(<!--[^<>]*-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>)""")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ENTITY = r"&(?:#\w{1,8}|\w{1,32});"


class Word(NamedTuple):
    """One word of the glossary: its place there, every way it is written, what it means."""

    slug: str
    forms: tuple[str, ...]
    explanation: str


class Words:
    """All words of one version of the glossary, ready to be found in a text."""

    def __init__(self, words: list[Word]) -> None:
        self.by_form: dict[str, Word] = {}
        for word in words:
            for form in word.forms:
                for written in {form, escape(form)}:  # stored html leaves quotes as they are, a template does not
                    self.by_form.setdefault(_folded(written), word)
        self.pattern = _pattern(self.by_form) if self.by_form else None

    def explain(self, html: str) -> str:
        """Put a link around the first of each word in the text of `html`; everything else stays as it is."""
        if self.pattern is None:
            return html
        seen: set[str] = set()
        closed, depth = "", 0  # the closed element we are in, and how many of its name deep
        pieces = _TAG.split(html)
        for place, piece in enumerate(pieces):
            if place % 2 == 0:
                if piece and not closed:
                    pieces[place] = self.pattern.sub(lambda found: self._link(found, seen), piece)
                continue
            named = _NAME.match(piece)
            if named is None:
                continue
            leaves, name = bool(named[1]), named[2].lower()
            if closed:
                if name == closed and not piece.endswith("/>"):
                    depth += -1 if leaves else 1
                    closed = closed if depth else ""
            elif not leaves and name in CLOSED and not piece.endswith("/>"):
                closed, depth = name, 1
        return "".join(pieces)

    def _link(self, found: re.Match[str], seen: set[str]) -> str:
        word = self.by_form.get(_folded(found[0]))
        if word is None or word.slug in seen:  # an entity is not a word
            return found[0]
        seen.add(word.slug)
        return format_html(
            '<a class="word" href="{}#{}" data-about="{}">{}</a>',
            reverse("knowledge:glossary"),
            word.slug,
            word.explanation,
            mark_safe(found[0]),  # noqa: S308 (text of html that is safe already)
        )


def explain(html: SafeString | str) -> SafeString:
    """Give the piece of page with the words of the glossary explained; a plain text is escaped first."""
    known = current()
    safe = html if hasattr(html, "__html__") else escape(html)
    return mark_safe(known.explain(safe))  # noqa: S308 (safe html, with links made by format_html)


_made: dict[str, Words] = {}  # by a name that is forgotten in time: making them again and again costs more


def current() -> Words:
    """Give the words as they are now; asked of the database once in a while."""
    known = _made.get(caches["process"].get(KEY, ""))
    if known is None:
        terms = Term.objects.order_by("pk")
        known = Words([Word(one.slug, tuple(one.forms), " ".join(one.explanation.split())) for one in terms])
        name = get_random_string(12)
        _made.clear()
        _made[name] = known
        caches["process"].set(KEY, name, KEPT)
    return known


def renew() -> None:
    """Forget the words that were kept in this process."""
    caches["process"].delete(KEY)


def heard(record: Model, gone: bool) -> None:
    """A word was changed or removed: look again, now and once the change is there for everybody."""
    if isinstance(record, Term):
        renew()
        transaction.on_commit(renew)


def _folded(form: str) -> str:
    """Name a form without regard to capitals; an abbreviation such as GAS is not the word gas."""
    return form if form.isupper() else form.casefold()


def _pattern(forms: dict[str, Word]) -> re.Pattern[str]:
    """Find whole words, the longest first; those that begin alike stand together, so that most are passed at a look."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for form in sorted(forms, key=len, reverse=True):
        by_first[form[0]].append(form)
    return re.compile(rf"{_ENTITY}|(?<![\w&#-])(?:{'|'.join(_branches(by_first))})(?![\w-])")


def _branches(by_first: dict[str, list[str]]) -> Iterator[str]:
    for first, forms in by_first.items():
        rests = "|".join(re.escape(form[1:]) if form.isupper() else f"(?i:{re.escape(form[1:])})" for form in forms)
        other = first.upper()
        start = f"[{re.escape(first)}{re.escape(other)}]" if len(other) == 1 and other != first else re.escape(first)
        yield f"{start}(?:{rests})"
