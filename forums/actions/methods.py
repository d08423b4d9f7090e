"""Methods come from a file, and editors mend them; what an editor mended is left alone by the file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forums.models import Method, Step


@transaction.atomic
def load(path: Path) -> list[str]:
    """Bring the methods of this file into the database, and give the names of those that an editor changed."""
    left = []
    for order, facts in enumerate(json.loads(path.read_text(encoding="utf-8"))["methods"], 1):
        steps = facts.pop("steps")
        method = Method.objects.filter(slug=facts["slug"]).first() or Method(slug=facts["slug"])
        if method.edited_at is not None:
            left.append(method.name)
            continue
        for name, value in facts.items():
            setattr(method, name, value)
        method.order = order
        method.save()
        set_steps(method, steps)
    return left


@transaction.atomic
def edit(method: Method, by: User, facts: dict[str, Any], steps: Iterable[dict[str, Any]]) -> None:
    """Change a method and its steps; sessions that opened before keep theirs."""
    for name, value in facts.items():
        setattr(method, name, value)
    method.version += 1
    method.edited_by, method.edited_at = by, timezone.now()
    method.save()
    set_steps(method, steps)


def set_steps(method: Method, steps: Iterable[dict[str, Any]]) -> None:
    """Let the method have exactly these steps, in this order; raises ValidationError for one that cannot be run."""
    method.steps.all().delete()
    for order, facts in enumerate(steps, 1):
        step = Step(method=method, **(facts | {"order": order}))
        step.full_clean(validate_unique=False, validate_constraints=False)
        step.save()
