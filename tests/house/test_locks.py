"""Locks on rows never stand in the way of who only refers to them."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ASKED = re.compile(r"select_for_update\((?:of=\([^)]*\), )?([^)]*)\)")


def test_a_locked_row_can_still_be_referred_to() -> None:
    """On PostgreSQL a plain FOR UPDATE makes every new row with a foreign key to it wait: two people, one deadlock."""
    files = [path for app in ("platform", "practices", "stories", "forums") for path in (ROOT / app).rglob("*.py")]
    asked = [(path.name, said) for path in files for said in ASKED.findall(path.read_text())]
    assert len(asked) > 30
    assert not [one for one in asked if "no_key=True" not in one[1]]
