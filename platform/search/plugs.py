"""The socket: what an app brings to be found, and who may find it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date as date_type
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

KEY = re.compile(r"^[a-z-]+(:[0-9]+)?$")


@dataclass(frozen=True)
class Entry:
    """What the index keeps of one thing. All of it is plain text; the pages escape it."""

    title: str
    body: str
    url: str
    keys: Iterable[str]  # who may find it: "everyone", "signed-in", "practice:12", "user:3"; none is nobody
    themes: Iterable[str] = ()  # slugs
    date: date_type | datetime | None = None
    extra: str = ""  # a line beside the kind, such as "Jaap, Utrecht"
    also: str = ""  # words it is found by too, which are not shown
    further: str = ""  # words from far on in a long text (search.words.further_on), which are not shown
    is_fictional: bool = False
    until: date_type | None = None  # the last day it may be found; nobody need do anything when that day has passed
    voice: str = ""  # from which perspective it is told, "" for none in particular
    region: str = ""  # slug of the labour-market region
    year: int | None = None  # where no date is known


class Document:
    """Subclass this in `<app>/search.py` to have a model found; `entry` gives None for what is not to be found."""

    kind: ClassVar[str]  # as it stands in the address: "verhaal"
    model: ClassVar[type[models.Model]]
    name: ClassVar[Any]  # on a hit: "Verhaal"
    plural: ClassVar[Any]  # on a filter: "Verhalen"
    voice: ClassVar[str] = "guide"  # whose shape it carries
    own_words: ClassVar[bool] = False  # titles people wrote are set in the voice typeface
    established: ClassVar[bool] = False  # may head the page as "what we can build on"
    weight: ClassVar[float] = 1  # how much a find of this kind counts against others
    vocabulary: ClassVar[bool] = False  # its words may be proposed to anybody: only for what the editors wrote

    def entry(self, thing: Any) -> Entry | None:
        """Give what the index keeps of a thing, or None."""
        raise NotImplementedError

    def things(self) -> models.QuerySet[Any]:
        """Give everything a rebuild looks at; override to add select_related."""
        return self.model._base_manager.all()

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        if "kind" in cls.__dict__:
            registry.add(cls())


@dataclass
class Registry:
    """All the plugs that were brought, by kind."""

    kinds: dict[str, Document] = field(default_factory=dict)

    def add(self, document: Document) -> None:
        if not re.fullmatch(r"[a-z-]{1,30}", document.kind):
            raise ValueError(f"{document.kind!r} is no kind: lower case letters and hyphens only")
        self.kinds[document.kind] = document

    def of(self, thing: models.Model) -> Document:
        """Give the plug for a thing; raises LookupError when no app brought one."""
        for ancestor in type(thing).__mro__:
            for document in self.kinds.values():
                if document.model is ancestor:
                    return document
        raise LookupError(f"No search.Document for {type(thing).__name__}")


registry = Registry()
Keyring = Callable[["User"], set[str]]
_keyrings: list[Keyring] = []


Cleaner = Callable[[str], str]
_cleaners: list[Cleaner] = []


def without_people(clean: Cleaner) -> Cleaner:
    """Register a function that takes out of a text what may point at a person."""
    if clean not in _cleaners:
        _cleaners.append(clean)
    return clean


def cleaned(text: str) -> str:
    """Give a text without what may point at a person; nothing at all when nobody can tell."""
    for clean in _cleaners:
        text = clean(text)
    return text if _cleaners else ""


def reader_keys(give: Keyring) -> Keyring:
    """Register a function that gives the keys a signed-in person holds, such as {"practice:12"}."""
    if give not in _keyrings:
        _keyrings.append(give)
    return give


def keys_of(reader: User | AnonymousUser) -> list[str]:
    """Give every key a reader holds, signed in or not."""
    if not reader.is_authenticated or not reader.is_active:
        return ["everyone"]
    keys = {"everyone", "signed-in", f"user:{reader.pk}"}
    for give in _keyrings:
        keys |= give(reader)
    return sorted(keys)
