"""What comes out of a check: clean content of a kind we know, or a refusal in a plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class Refused(Exception):
    """This file is not taken. The sentence says why, to the person who chose it."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Broken(Exception):
    """The content does not hang together as its kind should."""


@dataclass(frozen=True)
class Checked:
    """Content that may be kept. `type` is ours, never the browser's; seconds, measures and words where they exist."""

    content: bytes
    type: str
    seconds: int | None = None
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    words: str = ""  # what can be read in a document
    is_read_whole: bool = True
