"""The kinds of things people are told, as each app names them in its notifications.py, and how soon each is mailed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Often(TextChoices):
    """How often mail goes."""

    ONCE = "once", _("Meteen")
    DAY = "day", _("Elke dag")
    WEEK = "week", _("Elke week")
    NEVER = "never", _("Nooit")


DIGESTS = (Often.DAY, Often.WEEK)


@dataclass(frozen=True)
class Kind:
    """One kind: its name in settings, how often it is mailed to who chose nothing, and whether one may refuse it."""

    name: str
    label: Any
    often: Often = Often.WEEK
    must: bool = False  # about a yes that ends, or safety: always mailed, at once


_kinds: dict[str, Kind] = {}


def kind(name: str, label: Any, often: Often = Often.WEEK, must: bool = False) -> None:
    """Register a kind; call it in `<app>/notifications.py`. A must goes at once."""
    _kinds[name] = Kind(name, label, Often.ONCE if must else often, must)


def of(name: str) -> Kind:
    """Give the kind of that name; one that nobody registered waits for the week."""
    return _kinds.get(name) or Kind(name, _("Ander nieuws"))


def optional() -> list[Kind]:
    """Give the kinds somebody may choose about, as they were registered."""
    return [one for one in _kinds.values() if not one.must]


def known() -> set[str]:
    """Give the names of all registered kinds."""
    return set(_kinds)
