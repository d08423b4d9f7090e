"""Help with filling in a case comes from a file; editors and facilitators mend it and add their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forums.models import CaseTemplate
from knowledge.models import Theme


@transaction.atomic
def load(path: Path) -> list[str]:
    """Bring in what the file holds, and give the names of those that somebody changed and that are left alone."""
    left = []
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    for facts in json.loads(path.read_text(encoding="utf-8")):
        found = CaseTemplate.objects.filter(slug=facts["slug"]).first() or CaseTemplate(slug=facts["slug"])
        if found.edited_at is not None:
            left.append(found.name)
            continue
        found.name, found.theme = facts["name"], themes.get(facts["theme"])
        found.hints, found.beginnings = facts["hints"], facts["beginnings"]
        found.save()
    return left


@transaction.atomic
def write(template: CaseTemplate, by: User, facts: dict[str, Any]) -> CaseTemplate:
    """Keep what an editor or facilitator wrote."""
    for name, value in facts.items():
        setattr(template, name, value)
    template.edited_by, template.edited_at = by, timezone.now()
    template.save()
    return template


@transaction.atomic
def drop(template: CaseTemplate, by: User) -> None:
    """Offer it no more."""
    write(template, by, {"dropped_at": timezone.now()})
