"""What is known about some sentences of free text, and what of a list of things this reader may open."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from prepared import Prepared
from search import steering
from search.engines.seam import Scope
from search.finding import find
from search.models import IndexEntry
from search.plugs import keys_of, registry
from search.queries import LONGEST, MOST_WORDS, parse
from search.words import is_common, parts, stems, words

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

MOST = 6
READ = 2000  # characters of a text that are looked at
ROOM = 5  # things and keys, at least, in the form of a question
KEY = re.compile(r"([a-z-]{1,30}):([0-9]{1,18})")
SAYS_LITTLE = frozenset(
    """
    beter blijft brengt daarna denkt doen doet door echt eerst elke gaan gaat geef geeft goed graag hele iedere kijkt
    komen komt kunt kwam laat laatst lang later lijkt loopt maak maakt mensen mist moest moeten mogen nooit paar pas
    precies snel soms steeds terug tijd vaak verder vind vindt vooral vraag vragen weet weinig weken weer wilde willen
    wist zegt zei zien ziet zitten
    """.split()  # noqa: SIM905
)

Thing = tuple[str, int]  # as the index names it: kind and number


def known(text: str, reader: User | AnonymousUser, most: int = MOST) -> list[IndexEntry]:
    """Give what this reader may see that fits best with what was typed, a few words or some sentences."""
    bearings = steering.now()
    query = parse(telling(text, bearings), bearings)
    if not query.groups:
        return []
    results = find(query, Scope(tuple(keys_of(reader))))
    rows = [hit.row for hit in (*results.established, *results.hits)]
    return [row for row in rows if registry.kinds[row.kind].weight >= 1][:most]


def alike(text: str, reader: User | AnonymousUser, kind: str) -> list[IndexEntry]:
    """Give what this reader may see of one kind that looks most like what was typed."""
    bearings = steering.now()
    query = parse(telling(text, bearings), bearings)
    if not query.groups:
        return []
    return [hit.row for hit in find(query, Scope(tuple(keys_of(reader)), kind=kind)).hits]


def telling(text: str, bearings: steering.Bearings = steering.SUPPLIED) -> str:
    """Give the words that tell what a text is about, at most as many as one search looks for, in their order.

    A word of the field comes before a long word, and what is said more often before what is said once.
    """
    said = words(text[:READ])
    if len(said) <= MOST_WORDS:
        return " ".join([word for word in said if word not in SAYS_LITTLE] or said)[:LONGEST]
    often = Counter(word for word in said if len(word) > 3 and not is_common(word) and word not in SAYS_LITTLE)
    if not often:
        return " ".join(said[:MOST_WORDS])[:LONGEST]
    worth = {word: (_of_the_field(word, bearings), count, len(word)) for word, count in often.items()}
    best = set(sorted(worth, key=lambda word: worth[word], reverse=True)[:MOST_WORDS])
    chosen = [word for word in dict.fromkeys(said) if word in best]
    while len(" ".join(chosen)) > LONGEST:
        chosen.pop()
    return " ".join(chosen)


def _of_the_field(word: str, bearings: steering.Bearings) -> bool:
    return bool(parts(word)) or (stems(word)[0],) in bearings.synonyms


def opened(things: Iterable[Thing], reader: User | AnonymousUser, keys: Iterable[str] = ()) -> dict[Thing, IndexEntry]:
    """Give which of these things this reader may open now, in one question.

    And one for the `keys` they hold, unless the caller knows those already.
    """
    wanted: dict[str, dict[int, None]] = defaultdict(dict)
    for kind, pk in things:
        if kind in registry.kinds:
            wanted[kind][pk] = None
    if not wanted:
        return {}
    held = list(keys) or keys_of(reader)
    asked: list[list[Any]] = [held, *(list(wanted[kind]) for kind in sorted(wanted))]
    full = [filled(values) for values in asked]
    question = _which(tuple(sorted(wanted)), tuple(map(len, full)))
    rows = question.rows(*(value for values in full for value in values))
    return {(row.kind, row.object_id): row for row in rows}


def filled(values: list[Any]) -> list[Any]:
    """Repeat the first value until there are 5, 10, 20…, so that questions have few forms."""
    room = ROOM
    while room < len(values):
        room *= 2
    return values + values[:1] * (room - len(values))


@lru_cache(maxsize=128)
def _which(kinds: tuple[str, ...], numbers: tuple[int, ...]) -> Prepared[IndexEntry]:
    """Ask for so many things of each kind by so many keys, which stand first."""

    def ask(*values: Any) -> QuerySet[IndexEntry]:
        keys, which, at = values[: numbers[0]], Q(), numbers[0]
        for kind, number in zip(kinds, numbers[1:], strict=True):
            which |= Q(kind=kind, object_id__in=values[at : at + number])
            at += number
        return IndexEntry.objects.opened_by(keys).filter(which).defer("body")

    return Prepared(ask)


def things(keys: Iterable[str]) -> list[Thing]:
    """Read "verhaal:12" as it stands in forms and addresses, each once; what is not written so is left out."""
    read = (KEY.fullmatch(key) for key in keys)
    return list(dict.fromkeys((one[1], int(one[2])) for one in read if one))
