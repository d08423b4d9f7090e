"""Trying elsewhere what was learned: take it over, and say what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import person, reader
from practices.actions import insights as act
from practices.forms import AdoptForm, ReportForm
from practices.models import Adoption, Insight, Practice
from practices.permissions import may_adopt, may_report
from practices.views.insights import insight_at
from ui.text import to_html


@login_required
def adoption_create(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Try an insight in a practice you lead: what is different there."""
    insight, user = insight_at(request, slug, pk), person(request)
    tried = insight.adoptions.values("practice")
    practices = Practice.objects.led_by(user).exclude(slug=slug).exclude(pk__in=tried)
    form = AdoptForm(request.POST or None, practices=practices)
    if request.method == "POST" and (done := form.already_done()):
        return redirect(done)
    if not insight.goes_round:
        raise PermissionDenied(_("Dit inzicht is nog niet gedeeld met andere praktijken."))
    if not practices:
        raise PermissionDenied(_("Alleen begeleiders van een andere praktijk kunnen dit overnemen."))
    if request.method == "POST" and form.is_valid():
        practice = form.cleaned_data["practice"]
        if not may_adopt(user, insight, practice):
            raise PermissionDenied(_("Je kunt dit niet overnemen voor deze praktijk."))
        different = form.cleaned_data["different"]
        address = form.once(lambda: page_of(act.adopt(insight, practice, user, different)))
        messages.success(request, _("Mooi. De praktijk die het bedacht, krijgt bericht."))
        return redirect(address)
    context = {"form": form, "insight": insight, "title": _("Wij proberen dit ook"), "nav": "praktijk"}
    return render(request, "practices/adoption_form.html", context)


def page_of(adoption: Adoption) -> str:
    """Give the address of an adoption, inside the practice that tries it."""
    return reverse("practices:adoption", args=[adoption.practice.slug, adoption.pk])


def adoption(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What was taken over, what is different here and, for who leads this practice, what came of it."""
    user = reader(request)
    adoptions = Adoption.objects.visible_to(user).select_related("practice__labour_region", "insight__practice")
    adoption = get_object_or_404(adoptions, pk=pk, practice__slug=slug)
    leads = may_report(user, adoption)
    form = ReportForm(request.POST or None, initial={"result": adoption.result}) if leads else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied(_("Alleen de begeleiders van deze praktijk kunnen dit opschrijven."))
        if form.is_valid():
            act.report(adoption, person(request), form.cleaned_data["result"])
            messages.success(request, _("Bewaard. De praktijk die het bedacht, krijgt bericht."))
            return redirect(page_of(adoption))
    context = {
        "adoption": adoption,
        "practice": adoption.practice,
        "insight": Insight.objects.visible_to(user).select_related("practice").filter(pk=adoption.insight_id).first(),
        "different": to_html(adoption.different),
        "result": to_html(adoption.result) if adoption.result else "",
        "form": form,
        "nav": "praktijk",
    }
    return render(request, "practices/adoption.html", context)
