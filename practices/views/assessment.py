"""The self-assessment of a practice: its rounds, one's own sheet, the result, the improvement."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import person, reader
from practices import assessed
from practices.actions import assessment as act
from practices.difference.suppression import SMALLEST
from practices.forms import ImprovementForm, SheetForm, SideForm, StartAssessmentForm
from practices.forms.speaking import Careful
from practices.models import Assessment, Improvement, Practice, Sheet, Side
from practices.permissions import is_member, may_choose_improvement, may_facilitate, may_finish, membership_of
from practices.views.workspace import led, opened


def inside(request: HttpRequest, slug: str) -> Practice:
    """Give the practice to one who takes part; raises PermissionDenied for everybody else."""
    practice = opened(request, slug)
    if not is_member(reader(request), practice):
        raise PermissionDenied(_("Dit is alleen voor wie meedoet in deze praktijk."))
    return practice


def round_at(request: HttpRequest, slug: str, pk: int) -> Assessment:
    """Give the round at this address to one who takes part; raises 404 for everybody else."""
    rounds = Assessment.objects.visible_to(reader(request)).select_related("practice", "theme", "improvement__element")
    return get_object_or_404(rounds.select_related("improvement__owner"), pk=pk, practice__slug=slug)


def looked(form: Careful) -> dict[str, Any]:
    """Give what a page shows of what may point at a person in what was typed."""
    ready = form.is_bound and form.is_valid()
    return {"marks": form.marks() if ready else [], "look": form.look() if ready else ""}


def too_late(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Say that the round was closed meanwhile."""
    messages.error(request, _("Deze ronde is net gesloten. Je kunt niets meer veranderen."))
    return redirect(assessment)


@login_required
def assessments(request: HttpRequest, slug: str) -> HttpResponse:
    """Every round of this practice, newest first."""
    practice = inside(request, slug)
    rounds = Assessment.objects.visible_to(reader(request)).filter(practice=practice)
    context = {
        "practice": practice,
        "rounds": rounds.select_related("theme", "practice")[:50],
        "leads": may_facilitate(reader(request), practice),
        "nav": "praktijk",
    }
    return render(request, "practices/assessments.html", context)


@login_required
def assessment_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a round; `?opnieuw=` asks an earlier one again."""
    practice = led(request, slug)
    key = request.GET.get("opnieuw", "")
    known = Assessment.objects.filter(practice=practice, closed_at__isnull=False)
    again = known.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
    form = StartAssessmentForm(request.POST or None, practice=practice, again=again)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            facts = form.cleaned_data
            before = again or known.filter(theme=facts["theme"], group=facts["group"]).first()
            user = person(request)
            address = form.once(lambda: act.start(practice, user, facts, before).get_absolute_url())
            messages.success(request, _("De ronde is begonnen. Iedereen die meedoet, krijgt bericht."))
            return redirect(address)
    context = {"form": form, "practice": practice, "again": again, "nav": "praktijk", **looked(form)}
    return render(request, "practices/assessment_start.html", context)


@login_required
def assessment(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One round: while it is open what you can do, after that the result."""
    one, user = round_at(request, slug, pk), person(request)
    context: dict[str, Any] = {
        "assessment": one,
        "practice": one.practice,
        "leads": may_facilitate(user, one.practice),
        "nav": "praktijk",
    }
    if one.is_open:
        sheet = one.sheets.filter(user=user).first()
        membership = membership_of(user, one.practice)
        usual = Side.LIVED if membership and membership.perspective in {"lived", "citizen"} else Side.PRO
        form = SideForm(request.POST or None, initial={"side": sheet.side if sheet else usual})
        if request.method == "POST" and form.is_valid():
            try:
                act.begin(one, user, form.cleaned_data["side"])
            except act.Closed:
                return too_late(request, one)
            return redirect("practices:assessment_sheet", slug, pk)
        number = one.questions.count()
        context |= {"sheet": sheet, "form": form, "number": number}
        context["answered"] = sheet.answers.count() if sheet else 0
        return render(request, "practices/assessment_open.html", context)
    rows = assessed.result(one)
    rounds, courses = assessed.course(one)
    others, beside = assessed.like_us(one) if one.agreed_at else (0, [])
    improvement = getattr(one, "improvement", None)
    context |= {
        "rows": rows,
        "told": assessed.told(rows),
        "rounds": rounds,
        "courses": courses,
        "others": others,
        "beside": beside,
        "improvement": improvement,
        "may_finish": improvement is not None and may_finish(user, improvement),
    }
    return render(request, "practices/assessment.html", context)


@login_required
def assessment_sheet(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One's own sheet, an element at a time; every step is kept, and may be left open."""
    one, user = round_at(request, slug, pk), person(request)
    sheet = Sheet.objects.filter(assessment=one, user=user).select_related("assessment").first()
    if not one.is_open or sheet is None:
        return too_late(request, one) if request.method == "POST" and not one.is_open else redirect(one)
    parts = parts_of(one)
    if not parts:
        return redirect(one)
    typed = request.GET.get("deel", "1")
    part = min(max(int(typed), 1), len(parts)) if typed.isdecimal() and len(typed) < 9 else 1
    given = dict(sheet.answers.values_list("question", "value"))
    form = SheetForm(request.POST or None, questions=parts[part - 1], given=given)
    if request.method == "POST" and form.is_valid():
        try:
            act.answer(sheet, form.answers())
        except act.Closed:
            return too_late(request, one)
        if "later" in request.POST:
            messages.success(request, _("Bewaard. Alleen jij ziet dit. Je kunt later verder."))
            return redirect(one)
        if part == len(parts):
            return redirect(f"{one.get_absolute_url()}#inleveren")
        return redirect(f"{request.path}?deel={part + 1}")
    context = {
        "assessment": one,
        "practice": one.practice,
        "sheet": sheet,
        "form": form,
        "element": parts[part - 1][0].element,
        "part": part,
        "parts": range(1, len(parts) + 1),
        "nav": "praktijk",
    }
    return render(request, "practices/assessment_sheet.html", context)


def parts_of(one: Assessment) -> list[list[Any]]:
    """Give the questions by element, in the order of the dossier. One query."""
    parts: dict[int, list[Any]] = {}
    for question in one.questions.select_related("element").order_by("order", "pk"):
        parts.setdefault(question.element_id, []).append(question)
    return list(parts.values())


@require_POST
@login_required
def assessment_handing(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Hand one's sheet in, or throw it away."""
    one = round_at(request, slug, pk)
    sheet = get_object_or_404(Sheet.objects.select_related("assessment"), assessment=one, user=person(request))
    try:
        if request.POST.get("antwoord") == "weg":
            act.take_back(sheet)
            messages.success(request, _("Je antwoorden zijn weg."))
        else:
            act.hand_in(sheet)
            messages.success(request, _("Ingeleverd. Tot de ronde sluit, kun je nog iets veranderen."))
    except act.Closed:
        return too_late(request, one)
    return redirect(one)


@login_required
def assessment_closing(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Close the round: count once, throw the sheets away."""
    one = round_at(request, slug, pk)
    led(request, slug)
    if request.method == "POST" or not one.is_open:
        if request.method == "POST" and act.close(one, person(request)):
            messages.success(request, _("De ronde is gesloten. Dit is de uitkomst."))
        return redirect(one)
    handed = one.sheets.filter(handed_in_at__isnull=False)
    enough = [side for side in Side if handed.filter(side=side).count() >= SMALLEST]
    context = {
        "assessment": one,
        "practice": one.practice,
        "few": [assessed.NAMES[side] for side in Side if side not in enough],
        "nav": "praktijk",
    }
    return render(request, "practices/assessment_closing.html", context)


@require_POST
@login_required
def assessment_agreement(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Compare with practices like this one, or stop doing so."""
    one = round_at(request, slug, pk)
    led(request, slug)
    if one.is_open:
        raise PermissionDenied(_("Dit kan pas als de ronde gesloten is."))
    act.agree(one, person(request), request.POST.get("antwoord") == "ja")
    return redirect(f"{one.get_absolute_url()}#anderen")


@login_required
def improvement(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Choose the one improvement of a round, or change it."""
    one, user = round_at(request, slug, pk), person(request)
    if not may_choose_improvement(user, one):
        raise PermissionDenied(_("Alleen de begeleiders kiezen een verbeterpunt, als de ronde gesloten is."))
    before = getattr(one, "improvement", None)
    elements = [row.element for row in assessed.result(one)]
    form = ImprovementForm(request.POST or None, practice=one.practice, elements=elements, before=before)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            address = form.once(lambda: page_of(act.choose(one, user, form.facts())))
            messages.success(request, _("Jullie verbeterpunt staat erbij."))
            return redirect(address)
    context = {"form": form, "assessment": one, "practice": one.practice, "nav": "praktijk", **looked(form)}
    return render(request, "practices/improvement_form.html", context)


def page_of(improvement: Improvement) -> str:
    return f"{improvement.assessment.get_absolute_url()}#verbeterpunt"


@require_POST
@login_required
def improvement_finishing(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say that the improvement was done, or not after all."""
    one = round_at(request, slug, pk)
    found = get_object_or_404(Improvement.objects.select_related("assessment__practice"), assessment=one)
    if not may_finish(person(request), found):
        raise PermissionDenied(_("Alleen wie erop let en de begeleiders kunnen dit."))
    act.finish(found, person(request), request.POST.get("antwoord") != "nee")
    return redirect(f"{reverse('practices:assessment', args=[slug, pk])}#verbeterpunt")
