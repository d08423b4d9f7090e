"""Writing down who does what in a practice, and reminding of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from forums.models import Task
from notifications.actions import notify
from notifications.actions import withdraw as take_back_notices
from practices.actions.contributions import touch
from practices.models import Membership, Practice

ABOUT = "task"
BEFORE = timedelta(days=1)  # so long before its day somebody is reminded
AFTER = timedelta(days=30)  # longer ago nobody is reminded any more


@transaction.atomic
def give(practice: Practice, by: User, facts: dict[str, Any]) -> Task:
    """Write down that a member does something by a day, and tell them. `facts`: what, member, due_on."""
    task = Task.objects.create(practice=practice, made_by=by, **facts)
    touch(practice.pk)
    tell_new(task, by)
    return task


@transaction.atomic
def mend(task: Task, by: User, facts: dict[str, Any]) -> None:
    """Change what, who or when; who does it from now on is told."""
    held = Task.objects.select_for_update(of=("self",), no_key=True).get(pk=task.pk)
    before = held.member_id
    for name, value in facts.items():
        setattr(held, name, value)
    held.save(update_fields=list(facts))
    if held.member_id != before:
        take_back_notices((ABOUT, held.pk))
        tell_new(held, by)


def tell_new(task: Task, by: User) -> None:
    """Tell who does it, unless they wrote it down themself."""
    if task.member and task.member != by:
        text = gettext_noop("Jij doet iets in ‘%(practice)s’. Je leest wat, en wanneer.")
        facts = {"practice": task.practice.name}
        notify(task.member, "task", text, task.get_absolute_url(), facts=facts, about=(ABOUT, task.pk))


@transaction.atomic
def drop(task: Task) -> None:
    """Take a task off the list, with what was told of it."""
    take_back_notices((ABOUT, task.pk))
    task.delete()


@transaction.atomic
def remind() -> None:
    """Remind who does something of it: the day before, and once when its day is over. Only members, each once."""
    today = timezone.localdate()
    agreed = Q(session__isnull=True) | Q(session__harvest__shared_at__isnull=False)
    tasks = Task.objects.open().filter(agreed, due_on__lte=today + BEFORE, due_on__gte=today - AFTER)
    for task in tasks.select_related("practice", "owner__user", "member"):
        doer = task.member or (task.owner.user if task.owner else None)
        members = Membership.objects.current().filter(practice=task.practice)
        if doer is None or not members.filter(user=doer).exists():
            continue
        late = task.due_on < today
        text = (
            gettext_noop("De dag voor jouw taak in ‘%(practice)s’ is voorbij. Is het klaar?")
            if late
            else gettext_noop("Bijna tijd voor jouw taak in ‘%(practice)s’.")
        )
        notify(
            doer,
            "task-reminder",
            text,
            task.get_absolute_url(),
            facts={"practice": task.practice.name},
            about=(ABOUT, task.pk),
            once=f"task-{task.pk}-{task.due_on}-{'late' if late else 'soon'}",
        )
