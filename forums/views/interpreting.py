"""Interpreting together what a practice has itself: choosing what lies on the table, at the start and later."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import person
from forums.actions import table as act
from forums.forms.interpreting import InterpretingForm, LayingForm
from forums.models import Method, OnTable
from forums.permissions import may_plan
from forums.table import offered
from forums.views.room_planning import led, opened_practice

MINUTES = 75


@login_required
@require_http_methods(["GET", "POST"])
def session_interpreting(request: HttpRequest, slug: str) -> HttpResponse:
    """Start: what lies on the table, the question and when; the address may name what to tick (?leg=getal:12)."""
    practice, user = opened_practice(request, slug), person(request)
    if not may_plan(user, practice):
        raise PermissionDenied(_("Alleen de begeleiders van deze praktijk plannen een bijeenkomst."))
    method = Method.objects.in_use().filter(asks_change=True).prefetch_related("steps").first()
    if method is None:
        messages.info(request, _("Er is nu geen werkvorm om samen te duiden. Kies een andere."))
        return redirect("forums:session_create", slug)
    now = timezone.localtime()
    initial = {
        "title": method.name,
        "question": practice.question,
        "day": now.date(),
        "time": now.time().replace(second=0, microsecond=0),
        "minutes": max(method.minutes, MINUTES),
    }
    asked = request.GET.getlist("leg")
    form = InterpretingForm(
        request.POST if request.method == "POST" else None,
        method=method,
        offered=offered(practice, user, chosen(asked)),
        lying=asked,
        initial=initial,
    )
    if form.is_bound:
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            keys = form.keys()
            where = form.once(lambda: act.interpret(practice, user, form.facts(), keys).get_absolute_url())
            messages.success(request, _("Het ligt klaar. De leden krijgen bericht. Ga naar de tafel om te beginnen."))
            return redirect(where)
    looked = form.is_bound and form.is_valid()
    context = {"marks": form.marks() if looked else [], "look": form.look() if looked else "", "method": method}
    title, lead = _("Samen duiden"), _("Leg op tafel wat jullie zelf verzamelden. Lees het eerst apart, dan samen.")
    return table_page(request, form, context | {"practice": practice, "back": practice, "title": title, "lead": lead})


def chosen(asked: list[str]) -> int | None:
    """Read which piece the address names, so that an old one can be ticked too."""
    keys = [key.removeprefix(f"{OnTable.What.PIECE}:") for key in asked if key.startswith(f"{OnTable.What.PIECE}:")]
    return next((int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19), None)


@login_required
@require_http_methods(["GET", "POST"])
def session_laying(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Lay other things on the table, until the steps are over."""
    session, user = led(request, slug, pk), person(request)
    if session.state not in {"planned", "open"}:
        messages.info(request, _("Deze bijeenkomst is voorbij. Wat er op tafel lag, blijft zo."))
        return redirect(session)
    form = LayingForm(
        request.POST if request.method == "POST" else None,
        session=session,
        offered=offered(session.practice, user),
    )
    if form.is_bound:
        if done := form.already_done():
            return redirect(done)
        if form.is_valid():
            return redirect(form.once(lambda: laid(session, form.keys())))
    facts = {"practice": session.practice, "back": session, "title": _("Wat ligt er op tafel?"), "lead": ""}
    return table_page(request, form, facts)


def laid(session: Any, keys: list[str]) -> str:
    act.lay(session, keys)
    where: str = session.get_absolute_url()
    return where


def table_page(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    return render(request, "forums/table_form.html", context | {"form": form, "nav": "praktijk"})
