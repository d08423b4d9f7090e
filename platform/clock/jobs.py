"""The jobs there are, and how often each is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Job:
    """Something to do, and how long after one time the next comes."""

    name: str
    every: timedelta
    do: Callable[[], None]


registry: dict[str, Job] = {}


def job(name: str, every: timedelta) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a function under a name that is never used for something else ("stories.show")."""

    def keep(do: Callable[[], None]) -> Callable[[], None]:
        registry[name] = Job(name, every, do)
        return do

    return keep
