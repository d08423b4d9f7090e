"""The building blocks of which a facilitator composes questions: each open, short, and about one thing.

tests/stories/test_asking.py holds every block to that, so a new block that blames or steers does not get in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

MOST_HINTS = 3  # below one question


@dataclass(frozen=True)
class Block:
    """One tested sentence, by a key that stays the same when its words become better."""

    key: str
    text: Any


OPENINGS = {
    "happened": (
        Block("wat", _("Wat gebeurde er?")),
        Block("begin", _("Hoe begon het?")),
        Block("zoeken", _("Hoe was het om hulp te zoeken?")),
        Block("contact", _("Hoe ging het contact met wie jou hielp?")),
        Block("dag", _("Hoe zag een gewone dag er toen uit?")),
    ),
    "helped": (
        Block("hielp", _("Wat hielp jou?")),
        Block("verschil", _("Wat maakte voor jou het verschil?")),
        Block("nodig", _("Wat had je nodig?")),
        Block("verder", _("Hoe kwam je weer verder?")),
    ),
}
HINTS = {
    "happened": (
        Block("speelde", _("Wat speelde er toen?")),
        Block("kwam", _("Wie kwam er, of wie kwam er niet?")),
        Block("merkte", _("Wanneer merkte je: nu wordt het anders?")),
        Block("eerst", _("Wat was het eerste wat iemand deed?")),
        Block("wachten", _("Hoe lang wachtte je, en hoe was dat?")),
        Block("brieven", _("Welke brief of afspraak weet je nog goed?")),
        Block("luisteren", _("Wie luisterde er echt naar je?")),
        Block("samen", _("Hoe werkten de mensen om je heen samen?")),
    ),
    "helped": (
        Block("deed", _("Wat deed iemand precies?")),
        Block("zelf", _("Wat deed je zelf?")),
        Block("zei", _("Wat zei iemand dat je is bijgebleven?")),
        Block("klein", _("Wat was klein, maar deed er veel toe?")),
        Block("miste", _("Wat had je graag anders gezien?")),
        Block("tip", _("Wat gun je een ander die dit meemaakt?")),
        Block("nu", _("Wat gaat er nu anders dan toen?")),
    ),
}
USUAL = {"happened": ["speelde", "kwam", "merkte"], "helped": []}


def opening(field: str, key: str) -> str:
    """Give the question of this key, or the usual one."""
    blocks = OPENINGS[field]
    return str(next((block.text for block in blocks if block.key == key), blocks[0].text))


def hints(field: str, keys: Iterable[str]) -> list[str]:
    """Give the helping questions of these keys, in their own order."""
    wanted = set(keys)
    return [str(block.text) for block in HINTS[field] if block.key in wanted]


def choices(blocks: Iterable[Block]) -> list[tuple[str, Any]]:
    return [(block.key, block.text) for block in blocks]
