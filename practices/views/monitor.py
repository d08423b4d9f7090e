"""The monitor of a practice: what changes for people, by hand or from a file, pitfalls, moments of adjustment."""

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
from practices import monitored, sheets
from practices.actions import monitor as act
from practices.forms.monitor import (
    AdjustmentForm,
    IndicatorForm,
    MeasurementForm,
    PitfallsForm,
    SpreadsheetForm,
)
from practices.forms.steering import AdjustmentMendForm
from practices.models import Adjustment, Indicator, Measurement, Pitfall, Practice, Upload
from practices.permissions import may_facilitate
from practices.views.assessment import inside, looked
from practices.views.workspace import led

ADJUSTMENTS = 10
FIRST_LINES = 20  # of a file, shown before it is brought in
MOST_FAULTS = 100  # told one by one


@login_required
def monitor(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that is measured: what people notice first, what we do second."""
    practice = inside(request, slug)
    indicators = list(Indicator.objects.visible_to(reader(request)).filter(practice=practice))
    for one in indicators:
        one.practice = practice
    if request.GET.get("vorm") == "csv":
        found = monitored.watched(indicators, most=sheets.MOST_ROWS)
        response = HttpResponse(monitored.as_csv(found), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="monitor.csv"'
        return response
    found = monitored.watched(indicators)
    context = {
        "practice": practice,
        "measured": indicators,
        "outcome": [one for one in found if one.indicator.kind == Indicator.Kind.OUTCOME],
        "output": [one for one in found if one.indicator.kind == Indicator.Kind.OUTPUT],
        "adjustments": practice.adjustments.prefetch_related("before")[:ADJUSTMENTS],
        "pitfalls": Pitfall.objects.filter(phase__practice=practice).exclude(here="no").select_related("phase"),
        "leads": may_facilitate(reader(request), practice),
        "nav": "praktijk",
    }
    return render(request, "practices/monitor.html", context)


def indicator_at(request: HttpRequest, slug: str, pk: int) -> Indicator:
    """Give the indicator at this address to one who takes part; raises 404 for everybody else."""
    indicators = Indicator.objects.visible_to(reader(request)).select_related("practice")
    return get_object_or_404(indicators, pk=pk, practice__slug=slug)


@login_required
def indicator_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Measure one more thing."""
    practice, user = led(request, slug), person(request)
    form = IndicatorForm(request.POST or None, practice=practice)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            return redirect(form.once(lambda: act.watch(practice, user, form.facts()).get_absolute_url()))
    title = _("Meet iets nieuws")
    return form_page(request, practice, form, title, _("Bewaar"), reverse("practices:monitor", args=[slug]))


@login_required
def indicator_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change what is measured, or what is hoped."""
    indicator, practice = indicator_at(request, slug, pk), led(request, slug)
    form = IndicatorForm(request.POST or None, practice=practice, instance=indicator)
    if request.method == "POST" and form.is_valid() and (form.was_looked_at() or not form.marks()):
        act.mend(indicator, form.facts())
        return redirect(indicator)
    return form_page(request, practice, form, _("Pas aan wat jullie meten"), _("Bewaar"), indicator.get_absolute_url())


def form_page(
    request: HttpRequest, practice: Practice, form: Any, title: str, button: str, back: str, lead: str = ""
) -> HttpResponse:
    """Draw one form on a page, with what may point at a person."""
    context = {"practice": practice, "form": form, "title": title, "button": button, "back": back, "lead": lead}
    return render(request, "practices/careful_form.html", context | looked(form) | {"nav": "praktijk"})


@login_required
def indicator(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One indicator: its picture, every number, and the next number by hand."""
    one, user = indicator_at(request, slug, pk), person(request)
    leads = may_facilitate(user, one.practice)
    form = MeasurementForm(request.POST or None, indicator=one) if leads else None
    if request.method == "POST":
        led(request, slug)
        assert form is not None  # noqa: S101 - who leads has one
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            facts = form.facts()
            address = form.once(lambda: act.measure(one, user, facts).indicator.get_absolute_url())
            messages.success(request, _("Het getal staat erbij."))
            return redirect(address)
    context = {
        "watched": monitored.watched([one])[0],
        "indicator": one,
        "only": [one],
        "practice": one.practice,
        "leads": leads,
        "form": form,
        "nav": "praktijk",
        **(looked(form) if form else {}),
    }
    return render(request, "practices/indicator.html", context)


@require_POST
@login_required
def measurement_removal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Throw a number away."""
    practice = led(request, slug)
    found = get_object_or_404(
        Measurement.objects.select_related("indicator__practice"), indicator__practice=practice, pk=pk
    )
    found.delete()
    messages.success(request, _("Het getal is weg."))
    return redirect(found.indicator)


@login_required
def upload_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a file with numbers: what is wrong in it by line, or what will come in."""
    practice, user = led(request, slug), person(request)
    form = SpreadsheetForm(request.POST or None, request.FILES or None)
    found: sheets.Found | None = None
    indicators = list(Indicator.objects.filter(practice=practice))
    if request.method == "POST" and form.is_valid():
        need = {one.name for one in indicators if one.counts in {Indicator.Counts.SHARE, Indicator.Counts.MEAN}}
        found = sheets.read(form.cleaned_data["file"], [one.name for one in indicators], need)
        if found.rows and not found.refused:
            return redirect("practices:upload", slug, act.keep(practice, user, found).pk)
    context = {
        "practice": practice,
        "form": form,
        "indicators": indicators,
        "head": ";".join(sheets.ALL_COLUMNS),
        "found": found,
        "faults": found.faults[:MOST_FAULTS] if found else [],
        "more": max(0, len(found.faults) - MOST_FAULTS) if found else 0,
        "nav": "praktijk",
    }
    return render(request, "practices/upload_create.html", context)


@login_required
def upload(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Look at what was read, and bring all of it in or nothing."""
    practice, user = led(request, slug), person(request)
    found = Upload.objects.filter(practice=practice, by=user, pk=pk).first()
    if request.method == "POST":
        try:
            if found is None:
                raise act.Gone
            number = act.take_in(found, user)
            messages.success(request, _("%(number)d getallen staan erbij.") % {"number": number})
        except act.Gone:
            messages.info(request, _("Dit bestand is al verwerkt, of het is te lang geleden. Kies het opnieuw."))
        return redirect("practices:monitor", slug)
    if found is None:
        return redirect("practices:upload_create", slug)
    known = set(Measurement.objects.filter(indicator__practice=practice).values_list("indicator__name", "on"))
    replaced = {(name, on.isoformat()) for name, on in known} & {(row[0], row[1]) for row in found.rows}
    context = {
        "practice": practice,
        "upload": found,
        "first": found.rows[:FIRST_LINES],
        "number": len(found.rows),
        "replaced": len(replaced),
        "nav": "praktijk",
    }
    return render(request, "practices/upload.html", context)


@login_required
def adjustment_create(request: HttpRequest, slug: str) -> HttpResponse:
    """A moment of adjustment: what we saw, what we change."""
    practice, user = led(request, slug), person(request)
    form = AdjustmentForm(request.POST or None)
    back = reverse("practices:monitor", args=[slug])
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            address = form.once(lambda: f"{back}#bijsturen-{act.adjust(practice, user, form.facts()).pk}")
            messages.success(request, _("Jullie bijstuurmoment staat erbij."))
            return redirect(address)
    lead = _("Kijk samen naar de cijfers en de verhalen. Schrijf op wat jullie anders gaan doen.")
    return form_page(request, practice, form, _("Stuur bij"), _("Bewaar dit moment"), back, lead)


@login_required
@transaction.atomic
def adjustment_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Mend the words of a moment; who mends second sees what the first one wrote."""
    practice, user = led(request, slug), person(request)
    rows = Adjustment.objects.select_for_update(of=("self",), no_key=True)
    held = get_object_or_404(rows, pk=pk, practice=practice)
    before = {"saw": held.saw, "change": held.change}
    form = AdjustmentMendForm(request.POST or None, instance=held)
    back = reverse("practices:monitor", args=[slug])
    if request.method == "POST" and form.is_valid() and (form.was_looked_at() or not form.marks()):
        held.saw, held.change = before["saw"], before["change"]  # the form wrote them over, and they are kept
        act.mend_adjustment(held, user, form.facts())
        messages.success(request, _("Bewaard. Wat er eerst stond, blijft te lezen."))
        return redirect(f"{back}#bijsturen-{held.pk}")
    context = {"practice": practice, "form": form, "title": _("Verbeter dit moment"), "button": _("Bewaar")}
    lead = _("Klopt er iets niet? Verbeter het. Wat er eerst stond, blijft te lezen.")
    context |= {"back": back, "lead": lead, "nav": "praktijk"}
    return render(request, "practices/steering_form.html", context | looked(form))


@login_required
def pitfalls(request: HttpRequest, slug: str) -> HttpResponse:
    """The known pitfalls, asked in each phase; the answers of earlier phases stand beside."""
    practice = inside(request, slug)
    phases = list(practice.phases.all())
    phase = next((one for one in phases if one.state == "now"), None)
    lines = monitored.known_pitfalls(practice)
    leads = may_facilitate(reader(request), practice)
    said = list(Pitfall.objects.filter(phase__practice=practice).select_related("phase"))
    given = {one.line: one.here for one in said if phase is not None and one.phase_id == phase.pk}
    form = PitfallsForm(request.POST or None, lines=lines, given=given) if leads and phase and lines else None
    if request.method == "POST":
        led(request, slug)
        if form is not None and phase is not None and form.is_valid():
            act.check(phase, person(request), form.answers())
            messages.success(request, _("Bewaard. Bij de volgende stap vragen we het opnieuw."))
            return redirect("practices:pitfalls", slug)
    context = {
        "practice": practice,
        "phase": phase,
        "lines": lines,
        "earlier": [one for one in said if phase is None or one.phase_id != phase.pk or not leads],
        "form": form,
        "nav": "praktijk",
    }
    return render(request, "practices/pitfalls.html", context)
