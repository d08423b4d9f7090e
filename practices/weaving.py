"""Two people changed one text: take over, paragraph by paragraph, what only one of them changed."""

from __future__ import annotations

from difflib import SequenceMatcher

BETWEEN = "\n\n"


def woven(began: str, mine: str, theirs: str) -> str:
    """Give my text with the paragraphs that only they changed; where both changed the same one, mine stands."""
    base, own, other = (text.replace("\r\n", "\n").split(BETWEEN) for text in (began, mine, theirs))
    in_own, in_other = kept(base, own), kept(base, other)
    found: list[str] = []
    b = m = t = 0
    ends = [one for one in range(len(base)) if one in in_own and one in in_other]
    for end in [*ends, len(base)]:
        to_own, to_other = in_own.get(end, len(own)), in_other.get(end, len(other))
        found += between(base[b:end], own[m:to_own], other[t:to_other])
        found += base[end : end + 1]
        b, m, t = end + 1, to_own + 1, to_other + 1
    return BETWEEN.join(found)


def kept(base: list[str], now: list[str]) -> dict[int, int]:
    """Give where each paragraph that stayed stands now."""
    blocks = SequenceMatcher(None, base, now, autojunk=False).get_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}


def between(base: list[str], own: list[str], other: list[str]) -> list[str]:
    """Choose for a stretch in which something changed; one by one when none came or went."""
    if len(base) == len(own) == len(other):
        return [theirs if was == mine else mine for was, mine, theirs in zip(base, own, other, strict=True)]
    return other if own == base else own
