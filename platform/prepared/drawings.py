"""A piece of a page that reads the same for everybody, drawn once for as long as what it shows stands as it is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from hashlib import sha256
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db.models import Model
from django.utils.translation import get_language

from prepared import pages

KEPT = 600  # seconds; only what its stamp does not tell, such as the words of a renamed theme, can be that old

T = TypeVar("T")


def drawn(kind: str, pk: int, now: str, draw: Callable[[], T]) -> T:
    """Give what was drawn of this thing under the same stamp, or draw it; the caller asked who may read it.

    There is one drawing of each thing in each language, so that `wipe` finds it: what is taken back stays nowhere.
    """
    key = key_of(kind, pk, get_language())
    kept: tuple[str, T] | None = cache.get(key)
    if kept and kept[0] == now:
        return kept[1]
    turn = cache.get(pages.TURN)
    found = draw()
    cache.set(key, (now, found), KEPT)
    if cache.get(pages.TURN) != turn:  # it was taken back while it was drawn
        cache.delete(key)
    return found


def kept(kind: str, stamps: dict[int, str]) -> dict[int, Any]:
    """Give the drawings of these things that are kept under their stamps, by their number; in one go."""
    names = {key_of(kind, pk, get_language()): pk for pk in stamps}
    found = {names[name]: one for name, one in cache.get_many(names).items()}
    return {pk: drawing for pk, (now, drawing) in found.items() if now == stamps[pk]}


def wipe(kind: str, pk: int) -> None:
    """Keep no drawing of this thing, and no page on which it stands; after the commit."""
    pages.drop()
    cache.delete_many([key_of(kind, pk, language) for language, _name in settings.LANGUAGES])


def key_of(kind: str, pk: int, language: str | None) -> str:
    return f"prepared.drawn:{kind}:{pk}:{language}"


def stamp(row: Model, *beside: Any, without: Collection[str] = ()) -> str:
    """Name how a thing stands now, by everything in its row, but for columns nobody reads, and what is beside it."""
    facts = [getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in without]
    return sha256(repr([facts, *beside]).encode(errors="replace")).hexdigest()
