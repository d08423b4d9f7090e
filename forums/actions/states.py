"""Saying in which state a case is."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from forums.models import Case, CaseMove
from practices.actions.contributions import touch


@transaction.atomic
def move(case: Case, by: User, step: str, why: str) -> CaseMove:
    """Note that this person says so; the caller asked `may_move`."""
    made = CaseMove.objects.create(case=case, by=by, step=step, why=why)
    if case.practice_id:
        touch(case.practice_id)
    return made
