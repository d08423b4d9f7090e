"""What a mail may say of the things people are told about: plugs that upper floors bring in their notifications.py.

A mail leaves long after something happened. So nothing of a thing is kept here: a matter is asked, at the moment the
mail is made, what this one reader may see of it then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from accounts.models import User


@dataclass(frozen=True)
class Piece:
    """Something that was said, by whom, and where it stands."""

    who: str
    text: str
    url: str
    at: datetime


@dataclass(frozen=True)
class Thing:
    """A thing as this reader may see it now. Of what is sensitive a mail says only that there is news."""

    title: str
    url: str
    place: int | None = None  # the practice it stands in
    place_name: str = ""
    is_sensitive: bool = False
    pieces: list[Piece] = field(default_factory=list)
    more: int = 0  # pieces that are not shown here
    talk: int | None = None  # where an answer by mail goes


@dataclass(frozen=True)
class Hint:
    """Something that may help with what this reader is busy with."""

    key: str  # "casus:12", to offer it once
    title: str
    url: str
    what: str  # the kind of thing, in words


class Matter:
    """What stands behind the first half of `about`. Subclassing with `names` registers it."""

    names: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        for name in cls.names:
            _matters[name] = cls()

    def places(self, pks: Iterable[int]) -> dict[int, int]:
        """Give the practice each of these things stands in, whoever may see it."""
        raise NotImplementedError

    def seen_by(self, user: User, since: Mapping[int, datetime]) -> dict[int, Thing]:
        """Give what this reader may see now of these things, with what was said there since; bounded questions."""
        raise NotImplementedError


_matters: dict[str, Matter] = {}
_places: list[Callable[[User], list[tuple[int, str]]]] = []
_hints: list[Callable[[User], list[Hint]]] = []


def of(name: str) -> Matter | None:
    """Give what stands behind `about`, or None where nobody brought it."""
    return _matters.get(name)


def place_of(about: tuple[str, int] | None) -> int | None:
    """Give the practice of a thing."""
    matter = _matters.get(about[0]) if about else None
    return matter.places([about[1]]).get(about[1]) if matter and about else None


def places(tell: Callable[[User], list[tuple[int, str]]]) -> Callable[[User], list[tuple[int, str]]]:
    """Register who knows in which practices somebody takes part: (number, name)."""
    _places.append(tell)
    return tell


def places_of(user: User) -> list[tuple[int, str]]:
    """Give the practices this person takes part in."""
    return [place for tell in _places for place in tell(user)]


def hints(tell: Callable[[User], list[Hint]]) -> Callable[[User], list[Hint]]:
    """Register who knows what may help this reader, best first."""
    _hints.append(tell)
    return tell


def hints_for(user: User) -> list[Hint]:
    """Give what may help this reader, best first."""
    return [hint for tell in _hints for hint in tell(user)]
