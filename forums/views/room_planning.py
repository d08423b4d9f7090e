"""Sessions of a practice: the list, planning one, its page, taking a seat, calling it off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import person
from accounts.models import User
from forums.actions import room_planning as act
from forums.coming import answers_to
from forums.forms.room import PlanForm, SeatForm
from forums.harvest import attendance, parts_of
from forums.models import Harvest, Session
from forums.permissions import may_plan, may_sit, seat_of
from forums.table import on_table, subjects
from practices.models import Contribution, Practice
from practices.permissions import is_member

PER_PAGE = 20


def opened_practice(request: HttpRequest, slug: str) -> Practice:
    """Give the practice to a member; raises 404 where there is none, PermissionDenied for others."""
    practice = get_object_or_404(Practice.objects.visible_to(person(request)), slug=slug)
    if not is_member(person(request), practice):
        raise PermissionDenied(_("Alleen leden zien de bijeenkomsten van deze praktijk."))
    return practice


def opened(request: HttpRequest, slug: str, pk: int) -> Session:
    """Give a session this reader may see; raises 404 otherwise."""
    seen = Session.objects.visible_to(person(request)).select_related("practice", "method", "subject", "facilitator")
    return get_object_or_404(seen, pk=pk, practice__slug=slug)


def led(request: HttpRequest, slug: str, pk: int) -> Session:
    """Give a session to who facilitates its practice; raises 404 or PermissionDenied."""
    session = opened(request, slug, pk)
    if not may_plan(person(request), session.practice):
        raise PermissionDenied(_("Alleen de begeleiders van deze praktijk kunnen dit."))
    return session


@login_required
@require_safe
def sessions(request: HttpRequest, slug: str) -> HttpResponse:
    """The sessions of a practice: what comes, then what was."""
    practice = opened_practice(request, slug)
    rows = Session.objects.visible_to(person(request)).filter(practice=practice).select_related("practice", "method")
    page = Paginator(rows.filter(closed_at__isnull=False), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "practice": practice,
        "running": rows.running(),
        "coming": rows.coming().order_by("starts_at"),
        "page": page,
        "may_plan": may_plan(person(request), practice),
        "nav": "praktijk",
    }
    return render(request, "forums/sessions.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def session_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a session."""
    practice, user = opened_practice(request, slug), person(request)
    if not may_plan(user, practice):
        raise PermissionDenied(_("Alleen de begeleiders van deze praktijk plannen een bijeenkomst."))
    asked = request.GET.get("casus", "")
    chosen = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    data = request.POST if request.method == "POST" else None
    initial = {"subject": chosen, "day": timezone.localdate(), "method": "incidentmethode"}
    form = PlanForm(data, subjects=subjects(practice, user, chosen), initial=initial)
    if data is not None:
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            where = form.once(lambda: act.plan(practice, user, form.facts()).get_absolute_url())
            messages.success(request, _("De bijeenkomst staat erin. De leden krijgen bericht."))
            return redirect(where)
    return answer(request, form, {"practice": practice, "title": _("Plan een bijeenkomst"), "back": practice})


@login_required
@require_http_methods(["GET", "POST"])
def session_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Mend the plan."""
    session = led(request, slug, pk)
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, subjects=subjects(session.practice, person(request), session.subject_id), session=session)
    if data is not None:
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            return redirect(form.once(lambda: mended(session, person(request), form)))
    title = _("Pas de bijeenkomst aan")
    return answer(request, form, {"practice": session.practice, "title": title, "back": session, "session": session})


def mended(session: Session, by: User, form: PlanForm) -> str:
    act.mend(session, by, form.facts())
    return session.get_absolute_url()


@login_required
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One session: when, where, how; and for who is not at the table yet, a seat."""
    shown, user = opened(request, slug, pk), person(request)
    seat, may_take = seat_of(user, shown), may_sit(user, shown)
    form = SeatForm(request.POST or None, user=user) if may_take and seat is None else None
    if request.method == "POST":
        if not may_take:
            raise PermissionDenied(_("Deze bijeenkomst is voorbij. Je kunt niet meer aan tafel komen."))
        if form is None:
            return redirect("forums:room", slug, pk)
        if form.is_valid():
            act.sit(shown, user, form.cleaned_data["perspective"], form.cleaned_data["pseudonym"])
            return redirect("forums:room", slug, pk)
    leads = may_plan(user, shown.practice)
    context = {
        "session": shown,
        "practice": shown.practice,
        "seat": seat,
        "form": form,
        "steps": shown.rounds.all() if shown.opened_at else shown.method.steps.all() if shown.method else [],
        "subject": subject_for(shown, user),
        "table": on_table(shown, user),
        "may_plan": leads,
        "nav": "praktijk",
        **answers_to(shown, user, leads),
    }
    harvest = Harvest.objects.filter(session=shown, shared_at__isnull=False).first() if shown.closed_at else None
    if harvest is not None:
        context |= parts_of(shown, user) | {"harvest": harvest, "voices": attendance(shown)}
    return render(request, "forums/session.html", context)


def subject_for(shown: Session, user: User) -> Contribution | None:
    """Give what lies on the table, if this reader may read it; None also when it was taken back."""
    if shown.subject_id is None:
        return None
    found: Contribution | None = (
        Contribution.objects.visible_to(user).filter(pk=shown.subject_id).select_related("case", "practice").first()
    )
    return found


@require_POST
@login_required
def session_cancellation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Call a session off."""
    shown = led(request, slug, pk)
    if shown.state != "planned":
        messages.info(request, _("Deze bijeenkomst is al begonnen. Je kunt hem niet meer afzeggen."))
        return redirect(shown)
    act.call_off(shown, person(request))
    messages.success(request, _("De bijeenkomst gaat niet door. Wie aan tafel zat, krijgt bericht."))
    return redirect("forums:sessions", slug)


@require_POST
@login_required
def session_departure(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Stand up from the table, with or without what one wrote there."""
    shown = opened(request, slug, pk)
    seat = seat_of(person(request), shown)
    if seat is not None:
        erase = request.POST.get("woorden") == "weg"
        act.stand_up(seat, erase=erase)
        messages.success(request, _("Je bent van tafel. Je woorden zijn weg.") if erase else _("Je bent van tafel."))
    return redirect(shown)


def answer(request: HttpRequest, form: PlanForm, context: dict[str, Any]) -> HttpResponse:
    """Show the plan as a form, with what may point at a person."""
    looked = form.is_bound and form.is_valid()
    context |= {"form": form, "marks": form.marks() if looked else [], "look": form.look() if looked else ""}
    return render(request, "forums/session_form.html", context | {"nav": "praktijk"})
