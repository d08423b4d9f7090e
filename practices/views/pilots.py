"""What a practice tries: a list, one, beginning it, and ending it with what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import person, reader
from practices.actions import pilots as act
from practices.forms.pilots import PilotEndForm, PilotForm
from practices.models import Insight, Pilot, Practice
from practices.permissions import may_mend_pilot, may_write_in
from practices.views.assessment import inside
from practices.views.monitor import form_page

PER_PAGE = 20


@login_required
def pilots(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything this practice tries or tried; what runs stands first."""
    practice = inside(request, slug)
    rows = Pilot.objects.visible_to(reader(request)).filter(practice=practice)
    running = list(rows.running().order_by("ends_on", "pk"))
    ended = rows.filter(ended_at__isnull=False).order_by("-ended_at")
    for one in running:
        one.practice = practice
    context = {
        "practice": practice,
        "running": running,
        "page": Paginator(ended.select_related("practice"), PER_PAGE).get_page(request.GET.get("page")),
        "nav": "praktijk",
    }
    return render(request, "practices/pilots.html", context)


def pilot_at(request: HttpRequest, slug: str, pk: int) -> Pilot:
    """Give the pilot at this address to one who takes part; raises 404 for everybody else."""
    rows = Pilot.objects.visible_to(reader(request)).select_related("practice", "element", "intervention")
    return get_object_or_404(rows, pk=pk, practice__slug=slug)


@login_required
def pilot(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One thing that is tried: what was expected, and what came of it."""
    one, user = pilot_at(request, slug, pk), reader(request)
    insight = Insight.objects.visible_to(user).filter(pk=one.insight_id or 0).select_related("practice").first()
    context = {
        "pilot": one,
        "practice": one.practice,
        "insight": insight,
        "may_mend": may_mend_pilot(user, one),
        "nav": "praktijk",
    }
    return render(request, "practices/pilot.html", context)


def insights_for(request: HttpRequest, practice: Practice) -> Any:
    """Give the insights a pilot may belong to: those this reader may read here or that the practice took over."""
    seen = Insight.objects.visible_to(reader(request))
    return (seen.filter(practice=practice) | seen.filter(adoptions__practice=practice)).distinct()


@login_required
def pilot_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Try one more thing."""
    practice, user = inside(request, slug), person(request)
    if not may_write_in(user, practice):
        raise PermissionDenied(_("Dit is alleen voor wie meedoet in deze praktijk."))
    form = PilotForm(request.POST or None, insights=insights_for(request, practice))
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            return redirect(form.once(lambda: act.begin(practice, user, form.facts()).get_absolute_url()))
    lead = _("Klein beginnen mag. Schrijf op wat jullie verwachten, dan kun je later zien of het klopte.")
    back = reverse("practices:pilots", args=[slug])
    return form_page(request, practice, form, _("Probeer iets nieuws"), _("Bewaar"), back, lead)


def mended(request: HttpRequest, slug: str, pk: int) -> Pilot:
    """Give the pilot to who began it and who leads the practice; raises PermissionDenied for other members."""
    one = pilot_at(request, slug, pk)
    if not may_mend_pilot(reader(request), one):
        raise PermissionDenied(_("Alleen wie dit begon en de begeleiders kunnen dit aanpassen."))
    return one


@login_required
def pilot_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change what is tried, or until when."""
    one = mended(request, slug, pk)
    form = PilotForm(request.POST or None, instance=one, insights=insights_for(request, one.practice))
    if request.method == "POST" and form.is_valid() and (form.was_looked_at() or not form.marks()):
        act.mend(one, form.facts())
        messages.success(request, _("Bewaard."))
        return redirect(one)
    title = _("Pas aan wat jullie proberen")
    return form_page(request, one.practice, form, title, _("Bewaar"), one.get_absolute_url())


@login_required
def pilot_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say what came of it, what stops and what is next."""
    one = mended(request, slug, pk)
    form = PilotEndForm(request.POST or None)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            facts, user, address = form.facts(), person(request), one.get_absolute_url()
            ended: list[bool] = []

            def act_once() -> str:
                ended.append(act.end(one, user, facts))
                return address

            where = form.once(act_once)
            if ended == [False]:
                form.add_error(None, _("Iemand anders rondde dit net af. Kijk eerst wat die schreef."))
            else:
                messages.success(request, _("Afgerond. Dank jullie wel."))
                return redirect(where)
    lead = one.name
    return form_page(request, one.practice, form, _("Wat kwam eruit?"), _("Rond af"), one.get_absolute_url(), lead)


@require_POST
@login_required
def pilot_removal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take it away, with what came of it."""
    act.remove(mended(request, slug, pk))
    messages.success(request, _("Het is weg. Niemand vindt het nog."))
    return redirect("practices:pilots", slug)
