"""Two people changed the same record: what each changed stands, and where both did, both are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.catalogue.kinds import Facts
from knowledge.editing.differences import Difference, compare
from knowledge.editing.shapes import Shape, fingerprint


@dataclass(frozen=True)
class Together:
    """The facts as they would be together, what the other changed, and where both changed the same."""

    facts: Facts
    theirs: list[str]
    both: list[str]

    def clashes(self, shape: Shape, their_facts: Facts) -> list[Difference]:
        """Give, for what both changed, how mine differs from theirs."""
        return compare(shape, their_facts, self.facts, self.both)


def signs(facts: Facts) -> dict[str, str]:
    """Give a short sign for each fact, by which to see later whether it was touched."""
    return {name: fingerprint(fact) for name, fact in facts.items()}


def join(began: Mapping[str, str], mine: Facts, theirs: Facts) -> Together:
    """Lay my facts beside theirs; `began` are the signs of the facts from which I began."""
    facts = dict(theirs)
    changed_there: list[str] = []
    both: list[str] = []
    for name, fact in mine.items():
        other = theirs.get(name)
        i_did, they_did = fingerprint(fact) != began.get(name), fingerprint(other) != began.get(name)
        if they_did and fact != other:
            (both if i_did else changed_there).append(name)
        if i_did:
            facts[name] = fact
    return Together(facts, changed_there, both)
