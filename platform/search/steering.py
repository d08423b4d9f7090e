"""What editors steer with, kept in the process and asked again as soon as an editor changed something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

from search.lexicon.synonyms import GROUPS
from search.models.steering import Nudge, Steering, SynonymGroup
from search.words import is_common, stems, words

Sequence = tuple[str, ...]
Asked = frozenset[str]
MOST_GROUPS = 3000  # what is kept in a process


@dataclass(frozen=True)
class Way:
    """Where one thing should stand."""

    kind: str
    object_id: int
    way: str


@dataclass(frozen=True)
class Bearings:
    """Synonyms by the term they belong to, and nudges by the question they count for."""

    synonyms: dict[Sequence, list[str]]
    longest: int  # words in the longest term
    nudges: dict[Asked, list[Way]] = field(default_factory=dict)

    def for_question(self, asked: Asked) -> list[Way]:
        """Give the nudges for this question; those for every question first, so that its own have the last word."""
        return [*self.nudges.get(frozenset(), []), *(self.nudges.get(asked, []) if asked else [])]


def sequence(text: str) -> Sequence:
    return tuple(stems(word)[0] for word in words(text))


def asked(text: str) -> Asked:
    """Give what makes two questions the same: their words, whatever their order, form and small words."""
    return frozenset(stems(word)[0] for word in words(text) if not is_common(word))


def made_of(groups: Iterable[list[str]], nudges: Iterable[Nudge] = ()) -> Bearings:
    """Make ready what editors wrote down."""
    synonyms: dict[Sequence, list[str]] = {}
    for terms in groups:
        for term in terms:
            if key := sequence(term):
                others = synonyms.setdefault(key, [])
                others.extend(other for other in terms if other not in (term, *others))
    ways: dict[Asked, list[Way]] = {}
    for nudge in nudges:
        question = asked(nudge.question)
        if question or not nudge.question:
            ways.setdefault(question, []).append(Way(nudge.kind, nudge.object_id, nudge.way))
    return Bearings(synonyms, max(map(len, synonyms), default=1), ways)


SUPPLIED = made_of(GROUPS)  # counts while nothing is written in the database
_kept: tuple[str, Bearings] = ("", SUPPLIED)
_turn = Lock()


def token_now() -> str:
    """Ask the database which steering counts; a page that reads it along with something else gives it to `at`."""
    return Steering.objects.filter(pk=Steering.EDITORS).values_list("token", flat=True).first() or ""


def at(token: str) -> Bearings:
    """Give the steering of that token: out of the process, or read once after each change."""
    global _kept
    kept, bearings = _kept
    if kept != token:
        groups = [group.terms for group in SynonymGroup.objects.order_by("pk")[:MOST_GROUPS]]
        nudges = Nudge.objects.counting().order_by("pk")[:MOST_GROUPS]
        read = made_of(groups, nudges) if token else SUPPLIED
        with _turn:
            _kept = (token, read)
        return read
    return bearings


def now() -> Bearings:
    """Give the steering that counts now."""
    return at(token_now())
