"""Help when nothing was found: a word that looks like it, or a shorter one inside it.

Proposals come from what the editors wrote and everybody may read, and from nothing else: a word out of a story that
this reader may not see, or that was withdrawn, can never surface here.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from search.lexicon.parts import PARTS
from search.models import IndexEntry, Steering
from search.plugs import registry
from search.queries import Query
from search.words import is_common, stems, words

MOST = 3
MOST_TEXTS = 2000


def proposals(query: Query) -> list[str]:
    """Give at most MOST words to try instead."""
    known = _vocabulary()
    known_stems = {stem for word in known for stem in stems(word)}
    found: dict[str, None] = {}
    for word in query.words:
        if known_stems & set(stems(word)):
            found.setdefault(word)  # this one is not what failed
            continue
        found.update(dict.fromkeys(_near(word, known)[:MOST]))
        found.update(dict.fromkeys(_inside(word, known)))
    if len(query.words) == 1:
        found.pop(query.words[0], None)
    return list(found)[:MOST]


def meant(said: Iterable[str]) -> dict[str, str]:
    """Give for the first MOST words that find nothing the one of the editors that looks most like it, if any does."""
    slips = [word for word in said if len(word) > 3][:MOST]
    known = _vocabulary() if slips else Counter()
    return {word: near[0] for word in slips if (near := _near(word, known))}


def _near(word: str, known: Counter[str]) -> list[str]:
    """Give the known words within one slip of a short word, two of a long one; nearest first, then commonest."""
    most = 1 if len(word) < 6 else 2
    mine, size = _letters(word), len(word)
    alike = [
        other
        for other in known
        if -most <= len(other) - size <= most
        and (mine & ~_letters(other)).bit_count() <= most
        and (_letters(other) & ~mine).bit_count() <= most
    ]
    near = [(typing_distance(word, other, most), -known[other], other) for other in alike]
    return [other for _, _, other in sorted((away, often, other) for away, often, other in near if away is not None)]


@lru_cache(maxsize=60_000)
def _letters(word: str) -> int:
    """Give which letters a word holds, a bit each: most words are told apart by that alone."""
    letters = 0
    for letter in word:
        letters |= 1 << (ord(letter) & 63)
    return letters


_kept: tuple[str, Counter[str]] = ("", Counter())


def _vocabulary() -> Counter[str]:
    """Give the words of what the editors wrote and everybody may read, kept until one of those things changes."""
    global _kept
    token = Steering.objects.filter(pk=Steering.VOCABULARY).values_list("token", flat=True).first() or ""
    kept, count = _kept
    if not token or kept != token:
        count = _read()
        _kept = (token, count)
    return count


def _read() -> Counter[str]:
    kinds = [kind for kind, document in registry.kinds.items() if document.vocabulary]
    public = IndexEntry.objects.filter(kind__in=kinds, audience__name="everyone").order_by("pk")
    count: Counter[str] = Counter()
    for title, body in public.values_list("title", "body")[:MOST_TEXTS]:
        count.update(word for word in words(f"{title} {body}") if len(word) > 3 and not is_common(word))
    return count


def _inside(word: str, known: Counter[str]) -> list[str]:
    """Give the longest known words at the end and the beginning of a long word: "hondenopvang" holds "opvang"."""
    ends = [word[cut:] for cut in range(3, len(word) - 3)]
    begins = [word[:cut] for cut in range(len(word) - 3, 3, -1)]
    firsts = (next((part for part in half if part in known and part in PARTS), "") for half in (ends, begins))
    return [part for part in firsts if part]


def typing_distance(one: str, other: str, most: int) -> int | None:
    """Count the slips between two words (wrong, missing, extra or swapped letter); None when over `most`."""
    if abs(len(one) - len(other)) > most or sum((Counter(one) - Counter(other)).values()) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
