"""Reading what somebody typed: words, "phrases" and -exclusions; nothing else means anything."""

import re
from dataclasses import dataclass, field

from search.steering import SUPPLIED, Asked, Bearings, asked, now, sequence
from search.words import WORD, fold, is_common, matches, stems, words

LONGEST = 200  # characters of a query
MOST_WORDS = 12
MOST_SYNONYMS = 12  # of one term
MOST_FIRM = 8  # phrases, and exclusions
PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<words>[^\s"]+))')
QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))


@dataclass(frozen=True)
class Group:
    """Ways to say one thing: any of them will do."""

    phrases: tuple[tuple[str, ...], ...] = ()  # each a run of stems; one stem is a plain word
    prefixes: tuple[str, ...] = ()  # beginnings of a word in a title
    together: tuple[tuple["Group", ...], ...] = ()  # each a set of groups that must all be there
    said: tuple[str, ...] = ()  # the words it came from
    begins: tuple[str, ...] = ()  # beginnings of any stem, so that a word also finds what is built on it


@dataclass
class Query:
    """What is looked for, and in `problem` why nothing can be: "empty", "long", "common" or "excluded"."""

    groups: list[Group] = field(default_factory=list)
    firm: list[Group] = field(default_factory=list)  # those of the groups that stood between quotes
    excluded: list[Group] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)  # stems to light up in what is found
    prefix: str = ""  # beginning to light up in a title
    also: list[str] = field(default_factory=list)  # synonyms looked for besides
    words: list[str] = field(default_factory=list)  # the words that count, folded
    problem: str = ""
    asked: Asked = frozenset()  # what makes it the same question as another
    steering: Bearings = SUPPLIED


def parse(text: str, steering: Bearings | None = None) -> Query:
    """Read a query; never raises, whatever was typed. Without `steering` asks the database for what counts now."""
    query = Query(steering=steering or now())
    if len(text) > LONGEST:
        query.problem = "long"
        return query
    loose: list[str] = []
    for piece in PIECE.finditer(text.translate(QUOTES)):
        said = words(piece["phrase"] if piece["phrase"] is not None else piece["words"])
        if not said:
            continue
        if piece["minus"]:
            query.excluded.append(_phrase(said))
        elif piece["phrase"] is not None and len(said) > 1:
            query.firm.append(_phrase(said))
            _light(query, said)
        else:
            loose += said
    query.firm, query.excluded = query.firm[:MOST_FIRM], query.excluded[:MOST_FIRM]
    query.asked = asked(text)
    query.groups += query.firm
    _add_words(query, loose[:MOST_WORDS])
    if not query.groups:
        query.problem = "common" if loose else "excluded" if query.excluded else "empty"
    return query


def typed_along(text: str) -> Query:
    """Read what somebody is still typing: every word whole, the last one a beginning; only titles are looked at."""
    said = words(text)[:MOST_WORDS] if len(text) <= LONGEST else []
    whole = [word for word in said[:-1] if not is_common(word)]
    query = Query(groups=[_word(word) for word in whole], words=said)
    if said and len(said[-1]) > 1:
        query.groups.append(Group(prefixes=(said[-1],)))
        query.prefix = said[-1]
    else:
        query.groups = []
    return query


def _add_words(query: Query, loose: list[str]) -> None:
    place = 0
    while place < len(loose):
        said = loose[place : place + _term_size(query, loose[place:])]
        counted = [word for word in said if not is_common(word)]
        place += len(said)
        if not counted:
            continue
        last = counted[-1] if place >= len(loose) and len(counted[-1]) > 2 else ""
        query.groups.append(_with_synonyms(query, said, counted, last))
        _light(query, counted)
        query.prefix = last
        query.words += counted


def _term_size(query: Query, said: list[str]) -> int:
    """Give how many of these words are together a term with synonyms, 1 when none are."""
    first = tuple(stems(word)[0] for word in said[: query.steering.longest])
    return next((size for size in range(len(first), 0, -1) if first[:size] in query.steering.synonyms), 1)


def _with_synonyms(query: Query, said: list[str], counted: list[str], last: str) -> Group:
    parts = tuple(_word(word, prefix=word == last) for word in counted)
    others = query.steering.synonyms.get(tuple(stems(word)[0] for word in said), [])[:MOST_SYNONYMS]
    query.also += [other for other in others if other not in query.also]
    for other in others:
        _light(query, words(other))
    phrases = tuple(sequence(other) for other in others)
    if len(parts) == 1:
        return Group(parts[0].phrases + phrases, parts[0].prefixes, said=tuple(counted))
    return Group(phrases, together=(parts,), said=tuple(counted))


def _word(word: str, prefix: bool = False) -> Group:
    return Group(tuple((stem,) for stem in stems(word)), (word,) if prefix else ())


def _phrase(said: list[str]) -> Group:
    if len(said) == 1:
        return _word(said[0])
    return Group((tuple(stems(word)[0] for word in said),))


def _light(query: Query, said: list[str]) -> None:
    for word in said:
        if not is_common(word):
            query.marks.update(stems(word))


__all__ = ["LONGEST", "WORD", "Group", "Query", "fold", "matches", "parse", "typed_along"]
