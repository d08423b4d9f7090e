"""Disagreeing with a refusal of one's case."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import person
from forums.actions.showing import decided
from forums.actions.waiting import appeal
from forums.permissions import may_edit_case
from forums.views.cases import opened_case
from moderation.forms import AppealForm
from moderation.permissions import may_appeal


@login_required
@require_http_methods(["GET", "POST"])
def case_appeal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let somebody else read it again, once; nothing to do here when it was not refused."""
    shown = opened_case(request, slug, pk)
    decision = None if shown.is_shown or not may_edit_case(person(request), shown) else decided(shown)
    if decision is None or not may_appeal(decision):
        return redirect(shown)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if appeal(shown, decision, form.cleaned_data["text"]):
            messages.success(request, _("Iemand anders leest je casus nu opnieuw."))
        return redirect(shown)
    context = {"case": shown, "form": form, "reason": decision.reason, "nav": "casus"}
    return render(request, "forums/case_appeal.html", context)
