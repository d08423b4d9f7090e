"""Names to borrow: short, said by many people, and nobody's in particular."""

from __future__ import annotations

import random
from collections.abc import Iterable

_TEXT = """
Ali Anouk Bo Charlie Dani Demi Eli Esra Femke Flo Guus Hatice Iris Jaap Jip Joep Kaya Kees Kim Lou Lotte Maan Mees Mila
Niek Noor Omar Pleun Puck Quinn Rani Robin Roos Sam Sanne Teun Tygo Vera Wies Yara Youssef Zoë
"""
NAMES = _TEXT.split()


def suggestions(seed: int, but_not: Iterable[str] = (), number: int = 3) -> list[str]:
    """Give a few names, the same ones for the same seed, none of which stands in `but_not`."""
    taken = {name.casefold() for name in but_not}
    free = [name for name in NAMES if name.casefold() not in taken]
    return random.Random(seed).sample(free, number)  # noqa: S311 (a name to borrow is no secret)
