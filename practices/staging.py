"""The demonstration: fictional practices, people and weighings, drawn with a fixed seed; each floor brings its part.

An app subclasses `Part` in its `demonstration.py`. Everything a part makes is marked `is_fictional`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from accounts.models import User
from practices.models import Practice

SEED = 20261122

_parts: list[type[Part]] = []


@dataclass
class Stage:
    """What the parts share while they load."""

    cast: dict[str, User] = field(default_factory=dict)
    extras: list[tuple[User, str]] = field(default_factory=list)  # made-up participants with their perspective
    practices: dict[str, Practice] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311 - not for secrets

    def practice_for(self, themes: list[str]) -> Practice | None:
        """Give the practice that works on one of these themes, if any."""
        for practice in self.practices.values():
            if {theme.slug for theme in practice.themes.all()} & set(themes):
                return practice
        return None


class Part:
    """One app's share of the demonstration; lower `order` loads first."""

    order: ClassVar[int]

    def __init_subclass__(cls) -> None:
        _parts.append(cls)

    def load(self, stage: Stage) -> None:
        raise NotImplementedError


@transaction.atomic
def load(tell: Callable[[str], Any]) -> None:
    """Load every part in one go: all of it, or nothing. `tell` is called with a line per part."""
    autodiscover_modules("demonstration")
    stage = Stage()
    for part in sorted(_parts, key=lambda part: part.order):
        part().load(stage)
        tell(f"{part.__name__}: klaar")
