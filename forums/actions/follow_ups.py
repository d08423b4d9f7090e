"""Asking later how it went on, and keeping what is told then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from accounts.models import User
from forums.actions.duo import told_more
from forums.actions.replies import about
from forums.actions.showing import show_or_wait
from forums.models import Case, FollowUp, LookBack, State
from notifications.actions import notify
from practices.actions import contributions
from practices.actions.contributions import touch
from practices.actions.weighing import set_weighings
from practices.models import Weighing


@transaction.atomic
def plan(case: Case, weeks: int | None) -> None:
    """Ask after so many weeks, in place of a moment that was chosen before; None asks no more."""
    FollowUp.objects.filter(case=case).unanswered().update(dropped_at=timezone.now())
    if weeks:
        FollowUp.objects.create(case=case, weeks=weeks)


def ask_who_is_due(today: date | None = None) -> int:
    """Ask whoever wanted to be asked by now, once; gives how many were asked."""
    asked = 0
    due = FollowUp.objects.waiting().filter(due_on__lte=today or timezone.localdate())
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            mine = FollowUp.objects.select_for_update(no_key=True).waiting().filter(pk=pk).first()
            if mine is None:
                continue
            known = Case.objects.with_state().select_related("author", "practice")
            case: Case | None = known.filter(pk=mine.case_id).shown().first()
            if case is None or case.author is None or case.practice is None or case.state_now == State.ARCHIVED:
                continue
            mine.asked_at = timezone.now()
            mine.save(update_fields=["asked_at"])
            notify(
                case.author,
                "follow-up",
                _("Hoe ging het verder met ‘%(title)s’? Wat deed je, en hielp het?"),
                reverse("forums:look_back_create", args=[case.practice.slug, case.pk]),
                facts={"title": case.title},
                about=about(case),
                once=f"follow-up:{mine.pk}",
            )
            asked += 1
    return asked


@transaction.atomic
def look_back(
    case: Case, by: User, did: str, helped: str, weighings: Iterable[Weighing], weeks: int | None = None
) -> LookBack:
    """Keep what was done and whether it helped; it weighs on the map, and may be asked again after `weeks`."""
    told = LookBack(
        root=case,
        author=by,
        pseudonym=case.pseudonym,
        perspective=case.perspective,
        practice_id=case.practice_id,
        audience=case.audience,
        group=case.group,
        did=did,
        helped=helped,
        published_at=timezone.now(),
        is_fictional=by.is_fictional,
    )
    told.save()
    told.themes.set(case.themes.all())
    set_weighings(told, weighings)
    FollowUp.objects.filter(pk__in=FollowUp.objects.filter(case=case).unanswered().values("pk")[:1]).update(answer=told)
    plan(case, weeks)
    if case.practice_id:
        touch(case.practice_id)
    told_more(case)
    show_or_wait(case)
    return told


@transaction.atomic
def take_back(told: LookBack) -> None:
    """Take back what was told; its words go at once."""
    contributions.withdraw(told)


def erase(told: LookBack) -> None:
    """Wipe the words of what was taken back."""
    told.weighings.all().delete()
    told.did = told.helped = told.pseudonym = told.group = ""
    told.save()
