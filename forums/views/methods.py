"""The methods that sessions run: to read for everybody, to change for the editors of Movisie."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import person, reader
from forums.actions.methods import edit
from forums.forms.methods import MethodForm, shifted, step_forms
from forums.models import Method
from forums.permissions import may_edit_method


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """Every method that a session can choose."""
    found = Method.objects.in_use().prefetch_related("steps")
    return render(request, "forums/methods.html", {"methods": found, "nav": "praktijk"})


@require_safe
def method(request: HttpRequest, slug: str) -> HttpResponse:
    """One method: what it is good for, its steps, and where it comes from."""
    found = get_object_or_404(Method.objects.prefetch_related("steps"), slug=slug)
    context = {"method": found, "may_edit": may_edit_method(reader(request)), "nav": "praktijk"}
    return render(request, "forums/method.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def method_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a method; sessions that are under way keep the steps they began with."""
    found = get_object_or_404(Method.objects.prefetch_related("steps"), slug=slug)
    if not may_edit_method(person(request)):
        raise PermissionDenied(_("Alleen redacteuren van Movisie passen een werkvorm aan."))
    data = request.POST if request.method == "POST" else None
    if data is not None and (typed := shifted_in(data, found)):
        form, steps = MethodForm(instance=found, initial=typed), step_forms(found, None, typed)
        context = {"method": found, "form": form, "steps": steps, "opened": landed(data), "nav": "praktijk"}
        return render(request, "forums/method_form.html", context)
    form, steps = MethodForm(data, instance=found), step_forms(found, data)
    if data is not None and form.is_valid() and sum(one.is_valid() for one in steps) == len(steps):
        kept = [{name: one.cleaned_data[name] for name in one.fields} for one in steps if not one.is_left_out]
        edit(found, person(request), form.cleaned_data, kept)
        messages.success(request, _("De werkvorm is aangepast. Wat al bezig is, houdt zijn eigen stappen."))
        return redirect(found)
    context = {"method": found, "form": form, "steps": steps, "nav": "praktijk"}
    return render(request, "forums/method_form.html", context)


def landed(data: QueryDict) -> int:
    """Give the place to which a step was moved."""
    order, _dash, way = data.get("schuif", "").partition("-")
    return int(order) + (-1 if way == "eerder" else 1)


def shifted_in(data: QueryDict, found: Method) -> dict[str, Any]:
    """Give what was typed with one step moved, when that was asked; nothing when it was not."""
    way = re.fullmatch(r"([0-9]{1,2})-(eerder|later)", data.get("schuif", ""))
    if way is None:
        return {}
    order, earlier = int(way[1]), way[2] == "eerder"
    most = len(step_forms(found, None))
    stays = order < 1 or order > most or (order == 1 and earlier) or (order == most and not earlier)
    return data.dict() if stays else shifted(data.dict(), order, earlier=earlier)
