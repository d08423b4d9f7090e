"""What each reader of a recording gives back."""

from __future__ import annotations

from typing import NamedTuple


class Heard(NamedTuple):
    """A recording that holds together: its content, cleaned, and how long it lasts."""

    content: bytes
    seconds: float


class Video(Exception):
    """There are moving pictures in it."""
