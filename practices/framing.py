"""The frame of a practice: how it works, without who works in it; taken from one practice, another begins with it."""

from __future__ import annotations

from typing import Any

from practices.models import Practice

WORDS = ("outcome", "signs", "welcome", "join_question", "rules")


def frame_of(practice: Practice) -> dict[str, Any]:
    """Give its words and phases; no people, days, harvests, nor how to reach who leads."""
    phases = [{"step": one.step, "name": one.name, "expected": one.expected} for one in practice.phases.all()]
    return {name: getattr(practice, name) for name in WORDS} | {"phases": phases}
