"""Weighing an element on its own page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.http import person
from knowledge.models import WorkingElement
from practices.actions import weighing as act
from practices.forms import WeighForm
from practices.models import Contribution
from practices.views.merged import follows_merges


@login_required
@follows_merges
def weigh(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what this element did for you, or take that back."""
    element, user = get_object_or_404(WorkingElement, slug=slug), person(request)
    if request.method == "POST" and "terug" in request.POST:
        act.unweigh(user, element)
        messages.success(request, _("Wat jij hierover zei, is weg."))
        return redirect(element)
    form = WeighForm(request.POST or None, initial=said(act.weighed(user, element)))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        act.weigh(user, element, facts["polarity"], facts["perspective"], facts["quote"])
        messages.success(request, _("Dank je. Dit telt nu mee op de Verschilkaart."))
        return redirect(element)
    context = {"form": form, "element": element, "before": bool(form.initial), "nav": "kennis"}
    return render(request, "practices/weigh.html", context)


def said(contribution: Contribution | None) -> dict[str, str]:
    """Give what somebody said before, as the form wants it."""
    row = contribution.weighings.first() if contribution else None
    if contribution is None or row is None:
        return {}
    return {"polarity": row.polarity, "perspective": contribution.perspective, "quote": row.quote}
