"""From text to the tokens the index keeps: folded, stemmed twice, long words opened; the same on every database."""

import re
import unicodedata
from functools import lru_cache
from threading import Lock

import Stemmer

from search.lexicon.irregular import BASE_OF
from search.lexicon.parts import LINKS, PARTS
from search.lexicon.stopwords import STOP

WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 60  # characters; what is longer is no word anyone types
LONGEST_TEXT = 60_000  # characters of a body that are indexed
MOST_FURTHER, LONGEST_FURTHER = 20_000, 250_000  # words and characters that a long text is found by further on
SEPARABLE = frozenset("aan af bij door in mee na om op over samen terug toe uit vast voor weg".split())  # noqa: SIM905

# Two stemmers, because each fails where the other succeeds (schuld/schulden against huis/huizen).
_porter = Stemmer.Stemmer("dutch_porter", 0)
_kraaij = Stemmer.Stemmer("dutch", 0)
_turn = Lock()  # a stemmer keeps its work in one place, so threads take turns


def fold(text: str) -> str:
    """Give text in lower case without accents: "Cliënt" becomes "client"."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """Give the folded words of a text, in order, at most LONGEST_WORD characters each."""
    return [word[:LONGEST_WORD] for word in WORD.findall(fold(text[:LONGEST_TEXT]))]


@lru_cache(maxsize=60_000)
def stems(word: str) -> tuple[str, ...]:
    """Give the stems of one folded word, the one that phrases are made of first."""
    word = BASE_OF.get(word, word)
    if word.isdigit() or len(word) < 4:
        return (word,)
    with _turn:
        first: str = _porter.stemWord(word) or word
        second: str = _kraaij.stemWord(word) or word
    if second == first or not _may_lose_ge(word, second):
        return (first,)
    return (first, second)


def _may_lose_ge(word: str, stem: str) -> bool:
    """Refuse the stem that turns "begeleiding" into "beleid" or "gezin" into "zin"; allow "gewerkt" to be "werk"."""
    before, ge, _after = word.partition("ge")
    if not ge or stem.startswith(before + "ge") or not stem.startswith(before):
        return True
    return word[-1] in "td" and (before == "" or before in SEPARABLE)


@lru_cache(maxsize=60_000)
def parts(word: str) -> tuple[str, ...]:
    """Give what a long word is built of, its beginnings and its ends; nothing when it does not come apart whole."""
    if not 7 <= len(word) <= 40:
        return ()
    found: dict[str, None] = {}
    for cut in range(3, len(word) - 2):
        begin, end = word[:cut], word[cut:]
        if _opens(begin) and _opens(end):
            for half in (begin, end):
                found.update(dict.fromkeys((_bare(half), *parts(half))))
    return tuple(found)


@lru_cache(maxsize=60_000)
def _opens(word: str) -> bool:
    """Say whether a word is a known part, or comes apart into known parts."""
    return _is_part(word) or any(_is_part(word[:cut]) and _opens(word[cut:]) for cut in range(3, len(word) - 2))


def _is_part(word: str) -> bool:
    return _bare(word) in PARTS or BASE_OF.get(word) in PARTS


def _bare(part: str) -> str:
    """Take the linking letters off a part: "ervarings" is "ervaring"."""
    for link in LINKS:
        bare = part.removesuffix(link) if part.endswith(link) else ""
        if bare in PARTS:
            return bare
    return part


def is_common(word: str) -> bool:
    """Say whether a folded word is too common to search for by itself."""
    return word in STOP


def index_text(text: str) -> str:
    """Give what the index keeps of a text: a run of one stem per word (phrases live there), then the other stems."""
    run: list[str] = []
    others: list[str] = []
    for word in words(text):
        first, *rest = stems(word)
        run.append(first)
        others += rest
        for part in parts(word):
            others += stems(part)
    return " ".join(run + others)


def further_on(text: str) -> tuple[str, bool]:
    """Give each word that stands beyond what is indexed as a body, once, and whether that is all of them.

    Bounded, so that the tokens of a thick book fit in one entry on every database.
    """
    found: dict[str, None] = {}
    length = 0
    for part in WORD.finditer(text, LONGEST_TEXT):
        word = fold(part.group())[:LONGEST_WORD]
        if word in found or word in STOP:
            continue
        length += len(word) + 1
        if len(found) == MOST_FURTHER or length > LONGEST_FURTHER:
            return " ".join(found), False
        found[word] = None
    return " ".join(found), True


def index_further(listed: str, there: str) -> str:
    """Give what the index keeps of such a list of words, each stem once and only where it is not `there` already."""
    known = set(there.split())
    stemmed = dict.fromkeys(stem for word in listed.split() for stem in sorted(matches(word)))
    return " ".join(stem for stem in stemmed if stem not in known)


def index_run(text: str) -> str:
    """Give the run of stems under which the index keeps these words as they stand together."""
    return " ".join(stems(word)[0] for word in words(text))


def matches(word: str) -> set[str]:
    """Give every stem under which the index knows this folded word."""
    found = set(stems(word))
    for part in parts(word):
        found.update(stems(part))
    return found
