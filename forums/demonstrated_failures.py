"""The demonstration's cases that did not work out, for the members of one practice: enough people to count."""

from __future__ import annotations

import json
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

import search
from accounts.models import Perspective
from forums.actions.cases import set_hindrances
from forums.models import Case, Result
from practices.models import Audience
from practices.staging import Part, Stage

TOLD = ("title", "situation", "question", "outcome", "obstacle")
LISTS = ("barriers", "values", "lost")


class Failures(Part):
    """Loaded after the other cases; each was brought by somebody else, who has no account any more."""

    order = 33

    def load(self, stage: Stage) -> None:
        plan = json.loads((settings.DATA / "demonstration" / "failed.json").read_text(encoding="utf-8"))
        practice, now = stage.practices[plan["practice"]], timezone.now()
        for number, facts in enumerate(plan["cases"]):
            told = now - timedelta(days=100 + 9 * number)
            case = Case.objects.create(
                practice=practice,
                audience=Audience.PRACTICE,
                pseudonym="Een werker",
                perspective=Perspective.PROFESSIONAL,
                result=Result.FAILED,
                made_at=told,
                published_at=told,
                outcome_at=told + timedelta(days=30),
                is_fictional=True,
                **{name: facts[name] for name in TOLD},
            )
            case.themes.set(practice.themes.all())
            set_hindrances(case, *(facts[name] for name in LISTS))
            search.index(case)
