"""Bringing a case, mending it, and telling what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

import search
from accounts.models import User
from forums.actions.duo import ABOUT as DUO
from forums.actions.duo import erase as wipe_side
from forums.actions.duo import told_more
from forums.actions.follow_ups import erase as wipe_look_back
from forums.actions.follow_ups import plan
from forums.actions.showing import show_or_wait, stop_waiting, tell_who_thought_along
from forums.models import AtStake, Case, Hindrance, LookBack, Place, Side
from moderation.actions import forget
from notifications.actions import withdraw as take_back_notices
from practices.actions.contributions import set_audience, touch
from practices.actions.starting import forget_start, keep_start
from practices.actions.weighing import set_weighings
from practices.models import Audience, Practice, Weighing
from search.known import Thing


@transaction.atomic
def bring(
    practice: Practice,
    author: User,
    facts: dict[str, Any],
    weighings: Iterable[Weighing],
    known: Iterable[Thing] = (),
    different: str = "",
    weeks: int | None = None,
) -> Case:
    """Bring a case into a practice; the caller asked `may_bring_case`. `facts` are fields of Case and some lists.

    `known` and `different` were said at the gate; after `weeks` it is asked how it went on.
    What may point at somebody waits for a second reader.
    """
    facts = dict(facts)
    interventions, themes = facts.pop("interventions", ()), facts.pop("themes", ())
    barriers, values, lost = facts.pop("barriers", ()), facts.pop("values", ()), facts.pop("lost", ())
    if facts.get("outcome") and not facts.get("outcome_at"):
        facts["outcome_at"] = timezone.now()
    case = Case(practice=practice, author=author, is_fictional=author.is_fictional, **facts)
    case.save()
    case.interventions.set(interventions)
    case.themes.set(themes or practice.themes.all())
    set_hindrances(case, barriers, values, lost)
    set_weighings(case, weighings)
    keep_start(case, author, known, different)
    if weeks:
        plan(case, weeks)
    show_or_wait(case)
    return case


def set_hindrances(case: Case, barriers: Iterable[str], values: Iterable[str], lost: Iterable[str] = ()) -> None:
    """Let the case name exactly these barriers and values; what was lost was at stake too."""
    gave_way = set(lost)
    case.hindrances.all().delete()
    case.stakes.all().delete()
    Hindrance.objects.bulk_create(Hindrance(case=case, barrier=one) for one in dict.fromkeys(barriers))
    at_stake = dict.fromkeys([*values, *lost])
    AtStake.objects.bulk_create(AtStake(case=case, value=one, lost=one in gave_way) for one in at_stake)


@transaction.atomic
def edit(
    case: Case,
    facts: dict[str, Any],
    weighings: Iterable[Weighing],
    known: Iterable[Thing] = (),
    different: str = "",
    offered: Iterable[Thing] = (),
) -> None:
    """Change the words, the knowledge used and who may read it; see `keep_start` for what was said at the gate."""
    facts = dict(facts)
    case.interventions.set(facts.pop("interventions", ()))
    if themes := facts.pop("themes", ()):
        case.themes.set(themes)
    if "barriers" in facts:
        set_hindrances(case, facts.pop("barriers"), facts.pop("values"), facts.pop("lost", ()))
    audience = Audience(facts.pop("audience", case.audience))
    for name, value in facts.items():
        setattr(case, name, value)
    case.outcome_at = (case.outcome_at or timezone.now()) if case.outcome else None
    case.edited_at = timezone.now()
    case.save()
    set_weighings(case, weighings)
    if case.author:
        keep_start(case, case.author, known, different, offered)
    set_audience(case, audience)
    told_more(case)
    show_or_wait(case)


@transaction.atomic
def add_outcome(case: Case, facts: dict[str, Any]) -> None:
    """Put what came of it on top; those who thought along are told the first time.

    `facts`: outcome, and if wanted result, obstacle and the lists barriers, values and lost.
    """
    facts = dict(facts)
    first = not case.outcome
    set_hindrances(case, facts.pop("barriers", ()), facts.pop("values", ()), facts.pop("lost", ()))
    for name, value in facts.items():
        setattr(case, name, value)
    case.outcome_at = timezone.now()
    case.save()
    told_more(case)
    show_or_wait(case)
    if case.practice_id:
        touch(case.practice_id)
    search.index(case)
    if first and case.is_shown:
        tell_who_thought_along(case)


@transaction.atomic
def erase(case: Case) -> None:
    """Wipe the words of a case that was taken back."""
    case.interventions.clear()
    stop_waiting(case)
    forget(case)
    forget_start(case)
    case.weighings.all().delete()
    set_hindrances(case, (), ())
    case.moves.exclude(why="").update(why="")
    case.follow_ups.all().delete()
    Place.objects.filter(case=case).delete()
    for side in Side.objects.filter(root=case):
        wipe_side(side)
    take_back_notices((DUO, case.pk))
    for told in LookBack.objects.filter(root=case):
        wipe_look_back(told)
    for name in (*Case.WORDS, "pseudonym", "result", "group", "read_marks"):
        setattr(case, name, "")
    case.save()
    take_back_notices((Case.KIND, case.pk))
