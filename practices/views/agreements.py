"""The agreements of a practice: who brings what, looking at it again, what was learned."""

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

from accounts.http import person, reader
from practices.actions import agreements as act
from practices.forms.agreements import AgreementForm, LookForm
from practices.models import Agreement
from practices.permissions import may_facilitate
from practices.views.assessment import inside
from practices.views.monitor import form_page
from practices.views.workspace import led

MOST, ENDED = 100, 30  # open ones and ended ones that are listed


def led_agreement(request: HttpRequest, slug: str, pk: int) -> Agreement:
    """Give an agreement to one who leads; raises 404 for who takes no part, PermissionDenied for other members."""
    seen = Agreement.objects.visible_to(person(request)).select_related("practice", "partner")
    one = get_object_or_404(seen, pk=pk, practice__slug=slug)
    if not may_facilitate(person(request), one.practice):
        raise PermissionDenied(_("Alleen de begeleiders van deze praktijk kunnen dit."))
    return one


@login_required
@require_safe
def agreements(request: HttpRequest, slug: str) -> HttpResponse:
    """Every agreement, the one to look at first on top; then those that ended, with what was learned."""
    practice = inside(request, slug)
    rows = Agreement.objects.visible_to(reader(request)).filter(practice=practice)
    rows = rows.select_related("partner").prefetch_related("looks")
    context = {
        "practice": practice,
        "standing": rows.open()[:MOST],
        "ended": rows.filter(ended_at__isnull=False).order_by("-ended_at")[:ENDED],
        "leads": may_facilitate(reader(request), practice),
        "nav": "praktijk",
    }
    return render(request, "practices/agreements.html", context)


@login_required
def agreement_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Write an agreement down."""
    practice, user = led(request, slug), person(request)
    form = AgreementForm(request.POST or None, practice=practice)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            return redirect(form.once(lambda: act.agree(practice, user, form.facts()).get_absolute_url()))
    back = reverse("practices:agreements", args=[slug])
    lead = _("Wie draagt wat bij? En wat willen jullie daarvan leren?")
    return form_page(request, practice, form, _("Een afspraak erbij"), _("Bewaar de afspraak"), back, lead)


@login_required
def agreement_look(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Look at it again: keep it, change it, or end it, with what was learned."""
    one, user = led_agreement(request, slug, pk), person(request)
    if one.ended_at is not None:
        messages.info(request, _("Deze afspraak is gestopt."))
        return redirect(one)
    form = LookForm(request.POST or None, agreement=one, looks=one.looks.count())
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            try:
                return redirect(form.once(lambda: looked_at(one, user, form)))
            except act.Meanwhile:
                form = again(request, slug, pk)
    title = _("Kijk weer naar deze afspraak")
    lead = f"{one.whose}: {one.brings} {one.question}"
    return form_page(
        request, one.practice, form, title, _("Bewaar"), reverse("practices:agreements", args=[slug]), lead
    )


def again(request: HttpRequest, slug: str, pk: int) -> LookForm:
    """Draw what was typed once more, after somebody else looked at it in the meantime."""
    one = led_agreement(request, slug, pk)
    looks = list(one.looks.all())
    typed: Any = request.POST.copy()
    typed["seen"] = str(len(looks))
    form = LookForm(typed, agreement=one, looks=len(looks))
    told = f"{looks[0].get_state_display()}: {looks[0].learned}" if looks else ""
    form.add_error(None, _("Iemand anders keek net naar deze afspraak. Die schreef: ‘%(told)s’.") % {"told": told})
    return form


def looked_at(one: Agreement, by: Any, form: LookForm) -> str:
    act.look(one, by, form.cleaned_data, form.cleaned_data["seen"])
    return one.get_absolute_url()


@require_POST
@login_required
def agreement_removal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an agreement away."""
    act.remove(led_agreement(request, slug, pk))
    messages.success(request, _("De afspraak is weg."))
    return redirect("practices:agreements", slug)
