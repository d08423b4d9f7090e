"""What is known and how: claims by the kind of knowledge they rest on, the five sides of an intervention."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from knowledge.models import Claim, EvidenceAxis, Source

MARKS = {
    EvidenceAxis.Standing.LITTLE: 1,
    EvidenceAxis.Standing.SOME: 2,
    EvidenceAxis.Standing.MUCH: 3,
}
VOICES = {Claim.Kind.EXPERIENCE: "lived", Claim.Kind.PRACTICE: "pro"}  # the others are research
NEWEST = 3


@dataclass(frozen=True)
class Claimed:
    """One claim with its sources."""

    claim: Claim
    sources: list[Source]


@dataclass(frozen=True)
class Axis:
    """What was written about one side of an intervention, with its sources."""

    row: EvidenceAxis
    sources: list[Source]


@dataclass(frozen=True)
class Told:
    """What one kind of knowledge says; no claims means that nobody knows yet."""

    kind: str
    label: str
    voice: str
    claims: list[Claimed] = field(default_factory=list)


@dataclass(frozen=True)
class Side:
    """One of the five sides of an intervention; `marks` is None where nothing is known."""

    label: str
    word: str
    marks: int | None
    caveat: str = ""
    note: str = ""
    sources: list[Source] = field(default_factory=list)


def by_kind(claims: list[Claimed], only_known: bool = False) -> list[Told]:
    """Put the claims under their kinds of knowledge, experience first; kinds without a claim too, unless told not."""
    kept: dict[str, list[Claimed]] = defaultdict(list)
    for one in claims:
        kept[one.claim.kind].append(one)
    told = [Told(kind.value, str(kind.label), VOICES.get(kind, "research"), kept[kind.value]) for kind in Claim.Kind]
    return [one for one in told if one.claims] if only_known else told


def sides(axes: list[Axis]) -> list[Side]:
    """Give the five sides in their order; a side nobody wrote about is not known."""
    kept = {axis.row.axis: axis for axis in axes}
    unknown = str(EvidenceAxis.Standing.UNKNOWN.label)
    told = []
    for side in EvidenceAxis.Axis:
        if axis := kept.get(side.value):
            row = axis.row
            marks = MARKS.get(EvidenceAxis.Standing(row.standing))
            word = str(row.get_standing_display())
            told.append(Side(str(side.label), word, marks, row.caveat, row.note, axis.sources))
        else:
            told.append(Side(str(side.label), unknown, None))
    return told


def newest(sources: list[Source]) -> list[Source]:
    """Give the newest sources of which the year is known."""
    dated = [source for source in sources if source.year]
    return sorted(dated, key=lambda source: source.year or 0, reverse=True)[:NEWEST]
