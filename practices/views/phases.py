"""The learning cycle of a practice, step by step: what is expected, when, and what was taken along."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import person, reader
from practices.actions import cycle as act
from practices.forms.steering import AboutForm, HarvestForm, NewPhaseForm, PhaseForm
from practices.models import Insight, Phase, Pilot, Practice
from practices.next_steps import all_next
from practices.permissions import is_member, may_facilitate
from practices.views.assessment import looked
from practices.views.workspace import led, opened
from practices.voices import voices_and_leaders

FIRST_READ = 3  # insights for who is new


def phases(request: HttpRequest, slug: str) -> HttpResponse:
    """Every phase, with what each perspective can do in the active one. Harvests are read by who takes part."""
    practice, user = opened(request, slug), reader(request)
    rows = list(practice.phases.all())
    active = next((one for one in rows if one.state == "now"), None)
    context = {
        "practice": practice,
        "phases": rows,
        "phase": active,
        "next": [(voice, found, found.url(practice)) for voice, found in all_next(active)],
        "inside": is_member(user, practice),
        "pilots": Pilot.objects.visible_to(user).filter(practice=practice).select_related("practice")[:FIRST_READ],
        "leads": may_facilitate(user, practice),
        "full": len(rows) >= act.MOST_PHASES,
        "nav": "praktijk",
    }
    return render(request, "practices/phases.html", context)


def form_page(
    request: HttpRequest, practice: Practice, form: Any, title: str, button: str, lead: str = ""
) -> HttpResponse:
    """Draw one form on a page, with what stands there now when somebody else changed it."""
    back = reverse("practices:phases", args=[practice.slug])
    context = {"practice": practice, "form": form, "title": title, "button": button, "back": back, "lead": lead}
    return render(request, "practices/steering_form.html", context | looked(form) | {"nav": "praktijk"})


@login_required
@transaction.atomic
def phase_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a phase: its name, what is expected, its days, and what was taken along."""
    practice = led(request, slug)
    held = get_object_or_404(Phase.objects.select_for_update(of=("self",), no_key=True), pk=pk, practice=practice)
    form = PhaseForm(request.POST or None, instance=held)
    if request.method == "POST" and form.is_valid() and (form.was_looked_at() or not form.marks()):
        form.save()
        messages.success(request, _("Bewaard."))
        return redirect(f"{reverse('practices:phases', args=[slug])}#stap-{held.order}")
    return form_page(request, practice, form, _("Pas de stap aan: %(name)s") % {"name": held}, _("Bewaar"))


@login_required
def phase_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Put one more phase in the cycle."""
    practice = led(request, slug)
    form = NewPhaseForm(request.POST or None, practice=practice)
    if request.method == "POST" and form.is_valid() and (form.was_looked_at() or not form.marks()):
        try:
            act.add_phase(form.cleaned_data["after"], form.facts())
        except act.Full:
            form.add_error(None, _("Er passen niet meer stappen op de lijn. Haal er eerst een weg."))
        else:
            return redirect("practices:phases", slug)
    return form_page(request, practice, form, _("Een extra stap"), _("Voeg toe"))


@require_POST
@login_required
def phase_removal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a phase out that did not begin."""
    practice = led(request, slug)
    phase = get_object_or_404(Phase, pk=pk, practice=practice)
    if act.drop_phase(phase):
        messages.success(request, _("De stap is weg."))
    else:
        messages.info(request, _("Deze stap is al begonnen, of er hangt iets aan. Hij blijft staan."))
    return redirect("practices:phases", slug)


@login_required
def phase_harvest(request: HttpRequest, slug: str) -> HttpResponse:
    """End the active phase with a harvest, and go on to another one."""
    practice = led(request, slug)
    active = practice.phases.filter(begun_at__isnull=False, ended_at__isnull=True).first()
    form = HarvestForm(request.POST or None, practice=practice, active=active)
    if request.method == "POST" and form.is_valid() and (form.was_looked_at() or not form.marks()):
        to, words = form.cleaned_data["to"], form.cleaned_data["harvest"]
        if act.move_to(to, form.seen(), words, person(request)):
            messages.success(request, _("De praktijk is nu bij: %(phase)s.") % {"phase": to})
            return redirect(practice)
        data = request.POST.copy()
        data["now"] = str(active.pk) if active else ""
        form = HarvestForm(data, practice=practice, active=active)
        form.add_error(None, _("Iemand anders veranderde de stap net. Jouw woorden staan er nog. Kijk wat er klopt."))
    title = _("Rond deze stap af: %(name)s") % {"name": active} if active else _("Kies een stap")
    return form_page(request, practice, form, title, _("Rond af en ga verder"), active.meaning if active else "")


@login_required
@transaction.atomic
def practice_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what the practice says of itself: its question, what it is for, how to reach those who lead."""
    practice = led(request, slug)
    held = Practice.objects.select_for_update(of=("self",), no_key=True).get(pk=practice.pk)
    form = AboutForm(request.POST or None, instance=held)
    if request.method == "POST" and form.is_valid() and (form.was_looked_at() or not form.marks()):
        act.describe(held, form.facts())
        messages.success(request, _("Bewaard."))
        return redirect(practice)
    context = {"practice": practice, "form": form, "title": _("Pas de praktijk aan"), "button": _("Bewaar")}
    context |= {"back": practice.get_absolute_url(), "nav": "praktijk"}
    return render(request, "practices/steering_form.html", context | looked(form))


def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin here: what it is about, where it stands, what was learned, who is who."""
    practice, user = opened(request, slug), reader(request)
    voices, leaders = voices_and_leaders(practice)
    insights = Insight.objects.visible_to(user).filter(practice=practice).select_related("practice")
    context = {
        "practice": practice,
        "phase": next((one for one in practice.phases.all() if one.state == "now"), None),
        "insights": insights.order_by("-published_at")[:FIRST_READ],
        "voices": voices,
        "facilitators": leaders,
        "inside": is_member(user, practice),
        "nav": "praktijk",
    }
    return render(request, "practices/start.html", context)
