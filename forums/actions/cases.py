"""Bringing a case, mending it, and telling what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

import search
from accounts.models import User
from forums.actions.replies import about
from forums.models import Case
from notifications.actions import notify_all
from practices.actions.contributions import publish, set_audience, touch
from practices.actions.starting import forget_start
from practices.actions.weighing import set_weighings
from practices.models import Audience, Contribution, Practice, Weighing


@transaction.atomic
def bring(practice: Practice, author: User, facts: dict[str, Any], weighings: Iterable[Weighing]) -> Case:
    """Bring a case into a practice; the caller asked `may_bring_case`. `facts` are fields of Case and two lists."""
    facts = dict(facts)
    interventions, themes = facts.pop("interventions", ()), facts.pop("themes", ())
    case = Case(practice=practice, author=author, is_fictional=author.is_fictional, **facts)
    case.save()
    case.interventions.set(interventions)
    case.themes.set(themes or practice.themes.all())
    set_weighings(case, weighings)
    publish(case)
    return case


@transaction.atomic
def edit(case: Case, facts: dict[str, Any], weighings: Iterable[Weighing]) -> None:
    """Change the words, the knowledge used and who may read it."""
    facts = dict(facts)
    case.interventions.set(facts.pop("interventions", ()))
    if themes := facts.pop("themes", ()):
        case.themes.set(themes)
    audience = Audience(facts.pop("audience", case.audience))
    for name, value in facts.items():
        setattr(case, name, value)
    case.edited_at = timezone.now()
    case.save()
    set_weighings(case, weighings)
    set_audience(case, audience)


@transaction.atomic
def add_outcome(case: Case, outcome: str) -> None:
    """Put what came of it on top; those who thought along are told the first time."""
    first = not case.outcome
    case.outcome, case.outcome_at = outcome, timezone.now()
    case.save(update_fields=["outcome", "outcome_at"])
    if case.practice_id:
        touch(case.practice_id)
    search.index(case)
    if first:
        tell_who_thought_along(case)


def tell_who_thought_along(case: Case) -> None:
    """Notify those who replied and may still read it, once."""
    replied = User.objects.filter(contributions__root=case, contributions__kind="reply").distinct()
    here = Contribution.objects.filter(pk=case.pk)
    readers = [one for one in replied.exclude(pk=case.author_id or 0) if here.visible_to(one).exists()]
    notify_all(
        readers,
        "outcome",
        _("Er is een uitkomst bij ‘%(title)s’."),
        case.get_absolute_url(),
        facts={"title": case.title},
        about=about(case),
        once=f"outcome:{case.pk}",
    )


@transaction.atomic
def erase(case: Case) -> None:
    """Wipe the words of a case that was taken back."""
    case.interventions.clear()
    forget_start(case)
    case.weighings.all().delete()
    case.title = case.situation = case.tried = case.dilemma = case.question = case.outcome = case.pseudonym = ""
    case.save()
