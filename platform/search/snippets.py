"""Showing why something was found: the sentence around the words, with those words marked and all else escaped."""

from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.queries import Query
from search.words import WORD, fold, matches

LONGEST = 220  # characters of a snippet
LOOK = 6000  # characters of a body that are looked through


@lru_cache(maxsize=60_000)
def _stems(word: str) -> frozenset[str]:
    return frozenset(stem for part in WORD.findall(fold(word)) for stem in matches(part))


def light(text: str, query: Query) -> SafeString:
    """Give a short text, escaped, with the words that were looked for marked."""
    pieces: list[str] = []
    last = 0
    for word in WORD.finditer(text):
        said = word.group()
        if _stems(said) & query.marks or (query.prefix and fold(said).startswith(query.prefix)):
            pieces += [escape(text[last : word.start()]), "<mark>", escape(said), "</mark>"]
            last = word.end()
    pieces.append(escape(text[last:]))
    return mark_safe("".join(pieces))  # noqa: S308  (every piece but our own tags was escaped just above)


def snippet(text: str, query: Query) -> SafeString:
    """Give the part of a text that says most about the query, escaped and marked."""
    text = " · ".join(" ".join(line.split()) for line in text[:LOOK].splitlines() if line.strip())
    spots = [word.start() for word in WORD.finditer(text) if _stems(word.group()) & query.marks]
    start, end = _window(text, spots)
    marked = light(text[start:end], query)
    return mark_safe(("… " if start else "") + marked + (" …" if end < len(text) else ""))  # noqa: S308


def _window(text: str, spots: list[int]) -> tuple[int, int]:
    """Choose the stretch with the most finds; begin at a sentence where one is near, cut between words."""
    if len(text) <= LONGEST:
        return 0, len(text)
    best = max(spots, key=lambda spot: sum(spot <= other < spot + LONGEST - 60 for other in spots), default=0)
    start = max(0, best - 60)
    if start:
        sentence = max(text.rfind(sign, max(0, best - 120), best) for sign in (". ", "? ", "! "))
        start = sentence + 2 if sentence >= 0 else text.find(" ", start) + 1
    end = start + LONGEST
    if end >= len(text):
        return start, len(text)
    cut = text.rfind(" ", start + LONGEST // 2, end)
    return start, cut if cut > 0 else end
