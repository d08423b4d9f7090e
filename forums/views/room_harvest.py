"""The harvest of a session: making it at the table, everybody looks, then it is shared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import person
from forums.actions import room_harvest as act
from forums.actions.room import Refused
from forums.forms.interpreting import ChangeForm
from forums.forms.room_harvest import AssentForm, FindingForm, MinutesForm, TaskForm
from forums.harvest import attendance, last_line, outline, parts_of
from forums.models import Finding, Input, Seat, Session, Task
from forums.permissions import may_lead
from forums.room import lay
from forums.views.room import seated


def harvesting(request: HttpRequest, slug: str, pk: int) -> tuple[Session, Seat]:
    """Give a session that ended, and the seat of this person; raises 404 before its end, PermissionDenied without."""
    session, seat = seated(request, slug, pk)
    if session.closed_at is None:
        raise Http404
    return session, seat


@login_required
@require_safe
def room_harvest(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The harvest, with what the table wrote last beside it."""
    session, seat = harvesting(request, slug, pk)
    return shown(request, session, seat)


def shown(request: HttpRequest, session: Session, seat: Seat, form: AssentForm | None = None) -> HttpResponse:
    harvest = session.harvest
    stand = act.standing(harvest)
    own = next((said for one, said in stand if one == seat), None)
    spoken = [one for one in session.rounds.all() if one.is_written or one.input == Input.CHOICE]
    context = {
        "session": session,
        "practice": session.practice,
        "harvest": harvest,
        "seat": seat,
        "stand": stand,
        "own": own,
        "form": form or AssentForm(initial={"agrees": "ja"} if own and own.agrees else None),
        "marks": form.marks() if form and form.is_valid() else [],
        "look": form.look() if form and form.is_valid() else "",
        "leads": may_lead(seat, session),
        "may_share": act.may_be_shared(harvest, stand),
        "laid": [one for one in lay(spoken) if one.notes or one.choices],
        "mine": {"seat": seat},
        "voices": attendance(session),
        "nav": "praktijk",
    }
    return render(request, "forums/room_harvest.html", context | parts_of(session, person(request)))


@login_required
@require_http_methods(["GET", "POST"])
def room_finding_create(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add an insight."""
    session, seat = harvesting(request, slug, pk)
    form = FindingForm(request.POST if request.method == "POST" else None)
    title = _("Voeg een inzicht toe")
    return part(request, session, form, title, lambda: act.write_finding(session, seat, form.facts()))


@login_required
@require_http_methods(["GET", "POST"])
def room_finding(request: HttpRequest, slug: str, pk: int, part_pk: int) -> HttpResponse:
    """Change an insight of the table, or take it off: everybody at the table may."""
    session, seat = harvesting(request, slug, pk)
    found = get_object_or_404(Finding.objects.select_related("element", "session"), pk=part_pk, session=session)
    if request.method == "POST" and "weg" in request.POST:
        return tried(request, session, lambda: act.drop(found))
    form = FindingForm(request.POST if request.method == "POST" else None, finding=found)
    title = _("Pas het inzicht aan")
    return part(request, session, form, title, lambda: act.write_finding(session, seat, form.facts(), found))


@login_required
@require_http_methods(["GET", "POST"])
def room_task_create(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add a task."""
    session, _seat = harvesting(request, slug, pk)
    form = TaskForm(request.POST if request.method == "POST" else None, seats=session.seats.taken())

    def add() -> None:
        facts = dict(form.cleaned_data)
        act.add_task(session, facts["owner"], {name: facts[name] for name in ("what", "due_on")})

    return part(request, session, form, _("Voeg een taak toe"), add)


@require_POST
@login_required
def room_task(request: HttpRequest, slug: str, pk: int, part_pk: int) -> HttpResponse:
    """Say that a task is done, or take it off the harvest before that is shared."""
    session, seat = harvesting(request, slug, pk)
    task = get_object_or_404(Task.objects.select_related("session"), pk=part_pk, session=session)
    if "weg" in request.POST:
        return tried(request, session, lambda: act.drop(task))
    if task.owner_id != seat.pk and not may_lead(seat, session):
        raise PermissionDenied(_("Alleen wie het doet, zegt of het klaar is."))
    act.settle(task, done=request.POST.get("doe") == "klaar")
    return redirect("forums:room_harvest", slug, pk)


@login_required
@require_http_methods(["GET", "POST"])
def room_minutes(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write the report: who leads."""
    session, seat = harvesting(request, slug, pk)
    if not may_lead(seat, session):
        raise PermissionDenied(_("Alleen wie deze bijeenkomst begeleidt, schrijft het verslag."))
    data = request.POST if request.method == "POST" else None
    form = MinutesForm(data, initial={"minutes": session.harvest.minutes or outline(session)})
    write = lambda: act.write_minutes(session, form.cleaned_data["minutes"])  # noqa: E731
    return part(request, session, form, _("Schrijf het verslag"), write)


@login_required
@require_http_methods(["GET", "POST"])
def room_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write the last line, beginning from what the table wrote last: who leads."""
    session, seat = harvesting(request, slug, pk)
    if not may_lead(seat, session):
        raise PermissionDenied(_("Alleen wie deze bijeenkomst begeleidt, schrijft de laatste regel."))
    data = request.POST if request.method == "POST" else None
    form = ChangeForm(data, initial={"change": session.harvest.change or last_line(session)})
    write = lambda: act.write_change(session, form.cleaned_data["change"])  # noqa: E731
    return part(request, session, form, _("Wat verandert er voor mensen?"), write)


@require_POST
@login_required
def room_review(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask everybody who was present to look at it."""
    session, seat = harvesting(request, slug, pk)
    if not may_lead(seat, session):
        raise PermissionDenied(_("Alleen wie deze bijeenkomst begeleidt, kan dit."))
    return tried(request, session, lambda: act.offer(session, person(request)))


@require_POST
@login_required
def room_assent(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say whether it is right."""
    session, seat = harvesting(request, slug, pk)
    form = AssentForm(request.POST)
    if not form.is_valid() or (form.marks() and not form.was_looked_at()):
        return shown(request, session, seat, form)
    version = request.POST.get("versie", "")
    seen = int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else 0
    agrees = form.cleaned_data["agrees"] == "ja"
    objection = "" if agrees else form.cleaned_data["objection"]

    def say() -> None:
        if not act.say(session.harvest, seat, agrees=agrees, objection=objection, seen=seen):
            messages.info(request, _("De oogst is net veranderd. Lees hem nog eens."))

    return tried(request, session, say)


@require_POST
@login_required
def room_sharing(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Share it with the practice."""
    session, seat = harvesting(request, slug, pk)
    if not may_lead(seat, session):
        raise PermissionDenied(_("Alleen wie deze bijeenkomst begeleidt, kan de oogst delen."))
    return tried(request, session, lambda: act.share(session, person(request)))


def tried(request: HttpRequest, session: Session, do: Callable[[], Any]) -> HttpResponse:
    """Do it, and say in words when it is refused."""
    try:
        do()
    except Refused as why:
        messages.warning(request, _(str(why)))
    return redirect("forums:room_harvest", session.practice.slug, session.pk)


def part(request: HttpRequest, session: Session, form: Any, title: str, do: Callable[[], Any]) -> HttpResponse:
    """Show the form of one part of the harvest, and keep what it holds."""
    if form.is_bound:
        if form.already_done():
            return redirect("forums:room_harvest", session.practice.slug, session.pk)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            return tried(request, session, lambda: form.once(lambda: str(do() or "")[:0]))
    looked = form.is_bound and form.is_valid()
    context = {
        "session": session,
        "practice": session.practice,
        "form": form,
        "title": title,
        "marks": form.marks() if looked else [],
        "look": form.look() if looked else "",
        "nav": "praktijk",
    }
    return render(request, "forums/room_part_form.html", context)
