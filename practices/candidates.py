"""Own words of tellers that no element covers yet, as far as an editor may see them, alike ones together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef

from accounts.models import User
from practices import kinds
from practices.models import CandidateDecision, Weighing
from practices.models.weighing import WeighingQuerySet
from search.words import is_common, stems, words

MOST = 200  # candidates on one page: the oldest first, the rest comes when these are decided
ALIKE = 0.5  # of the telling words of the shorter one


@dataclass(frozen=True)
class Candidate:
    """One teller's own words, with the sentence they belong to and where they stand."""

    weighing: Weighing
    address: str
    stems: frozenset[str]

    def is_like(self, other: Candidate) -> bool:
        """Say whether both use the same telling words, whatever their form."""
        shorter = min(len(self.stems), len(other.stems))
        return bool(shorter) and len(self.stems & other.stems) >= shorter * ALIKE


def open_candidates(user: User | AnonymousUser) -> WeighingQuerySet:
    """Give the own words nobody decided about, in contributions this reader may see; nothing else counts either."""
    decided = CandidateDecision.objects.filter(contribution=OuterRef("contribution"), words=OuterRef("own_words"))
    own = Weighing.objects.visible_to(user).filter(element__isnull=True).exclude(own_words="")
    return own.filter(~Exists(decided))


def telling_stems(text: str) -> frozenset[str]:
    """Give the stems of the words that say what it is about; of a text without such words, of all of them."""
    found = words(text)
    telling = [word for word in found if not is_common(word)] or found
    return frozenset(stems(word)[0] for word in telling)


def candidate(weighing: Weighing) -> Candidate:
    """Put one weighing in the form the pages show."""
    return Candidate(weighing, address_of(weighing.contribution), telling_stems(weighing.own_words))


def address_of(contribution: Any) -> str:
    try:
        return kinds.of(contribution.kind).url(contribution)
    except LookupError:
        return ""


def queue(user: User | AnonymousUser) -> tuple[list[list[Candidate]], bool]:
    """Give the candidates in groups of alike words, the largest group first, and whether there are more to come."""
    rows = open_candidates(user).select_related("contribution__root", "contribution__practice")
    found = list(rows.order_by("contribution__published_at", "pk")[: MOST + 1])
    return grouped([candidate(row) for row in found[:MOST]]), len(found) > MOST


def grouped(candidates: list[Candidate]) -> list[list[Candidate]]:
    """Put each candidate with the first group whose first one it is like."""
    groups: list[list[Candidate]] = []
    for one in candidates:
        home = next((group for group in groups if group[0].is_like(one)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return sorted(groups, key=len, reverse=True)


def alike(one: Candidate, user: User | AnonymousUser) -> list[Candidate]:
    """Give the other open candidates that use the same words."""
    groups, _more = queue(user)
    others = (other for group in groups for other in group)
    return [other for other in others if other.weighing.pk != one.weighing.pk and one.is_like(other)]
