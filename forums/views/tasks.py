"""Tasks of a practice: who does what, and when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import person
from forums.actions import tasks as act
from forums.actions.room_harvest import settle
from forums.forms.tasks import MemberTaskForm
from forums.models import Task
from forums.permissions import may_mend_task, may_settle_task
from forums.views.room_planning import opened_practice
from practices.models import Practice
from practices.permissions import may_facilitate
from practices.views.assessment import looked

MOST, DONE = 100, 20  # open ones and done ones that are listed


def task_at(request: HttpRequest, slug: str, pk: int) -> Task:
    """Give a task this reader may see; raises 404 otherwise."""
    seen = Task.objects.visible_to(person(request)).select_related("practice", "owner", "member", "session")
    return get_object_or_404(seen, pk=pk, practice__slug=slug)


@login_required
@require_safe
def tasks(request: HttpRequest, slug: str) -> HttpResponse:
    """What is to be done, one's own first; then what was done."""
    practice, user = opened_practice(request, slug), person(request)
    seen = Task.objects.visible_to(user).filter(practice=practice)
    rows = seen.select_related("practice", "owner", "member", "session")
    mine = list(rows.open().of(user)[:MOST])
    known = {task.pk for task in mine}
    context = {
        "practice": practice,
        "mine": mine,
        "others": [task for task in rows.open()[:MOST] if task.pk not in known],
        "done": rows.filter(done_at__isnull=False).order_by("-done_at")[:DONE],
        "leads": may_facilitate(user, practice),
        "nav": "praktijk",
    }
    return render(request, "forums/tasks.html", context)


@login_required
def task_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a task down: any member, for anyone in the practice."""
    practice, user = opened_practice(request, slug), person(request)
    form = MemberTaskForm(request.POST or None, practice=practice)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            return redirect(form.once(lambda: act.give(practice, user, form.facts()).get_absolute_url()))
    return form_page(request, practice, form, _("Een nieuwe taak"))


@login_required
def task_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a task, or take it off the list."""
    task, user = task_at(request, slug, pk), person(request)
    if not may_mend_task(user, task):
        raise PermissionDenied(_("Alleen wie de taak opschreef of doet, en de begeleiders, passen hem aan."))
    if "weg" in request.POST:
        act.drop(task)
        messages.success(request, _("De taak is weg."))
        return redirect("forums:tasks", slug)
    form = MemberTaskForm(request.POST or None, practice=task.practice, task=task)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            return redirect(form.once(lambda: mended(task, user, form)))
    return form_page(request, task.practice, form, _("Pas de taak aan"), task)


def mended(task: Task, by: Any, form: MemberTaskForm) -> str:
    act.mend(task, by, form.facts())
    return task.get_absolute_url()


@require_POST
@login_required
def task_done(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say that a task is done, or not after all."""
    task = task_at(request, slug, pk)
    if not may_settle_task(person(request), task):
        raise PermissionDenied(_("Alleen wie het doet en de begeleiders zeggen of het klaar is."))
    settle(task, done=request.POST.get("doe") != "open")
    return redirect(task)


def form_page(
    request: HttpRequest, practice: Practice, form: MemberTaskForm, title: str, task: Task | None = None
) -> HttpResponse:
    context = {"practice": practice, "form": form, "title": title, "button": _("Bewaar de taak"), "task": task}
    context |= {"back": reverse("forums:tasks", args=[practice.slug]), "nav": "praktijk"}
    return render(request, "forums/task_form.html", context | looked(form))
