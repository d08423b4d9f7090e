"""How a case ended: telling what came of it, and some weeks later what was done and whether it helped."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import person
from accounts.models import User
from forums.actions import cases as act
from forums.actions import follow_ups
from forums.actions.showing import is_agreed
from forums.forms import LookBackForm, OutcomeForm, ending_of
from forums.models import Case, FollowUp, LookBack
from forums.permissions import may_add_outcome, may_withdraw
from forums.views.cases import answer, opened_case


@login_required
@require_http_methods(["GET", "POST"])
def case_outcome(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Tell what came of it."""
    shown, user = opened_case(request, slug, pk), person(request)
    if not may_add_outcome(user, shown):
        raise PermissionDenied(_("Alleen wie deze casus inbracht, vertelt de uitkomst."))
    data = request.POST if request.method == "POST" else None
    form = OutcomeForm(data, initial=ending_of(shown) | {"look_back": planned(shown)})
    if data is not None:
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            where = form.once(lambda: told(shown, form))
            say_what_waits(request, shown)
            return redirect(where)
    context = {"practice": shown.practice, "case": shown, "title": _("Wat kwam eruit?")}
    return answer(request, "forums/outcome_form.html", form, context)


def say_what_waits(request: HttpRequest, shown: Case) -> None:
    """Say who reads it before others do, when it is off the pages now."""
    now = Case.objects.get(pk=shown.pk)
    if now.is_shown:
        return
    if is_agreed(now):
        messages.info(request, _("Iemand leest eerst mee. Daarna zien anderen je casus weer."))
    else:
        messages.info(request, _("De ander leest dit eerst. Zeg allebei opnieuw ja, dan staat de casus er weer."))


def told(shown: Case, form: OutcomeForm) -> str:
    """Put the outcome on top; gives the address of the case."""
    act.add_outcome(shown, form.ending())
    if form.weeks() != planned(shown):
        follow_ups.plan(shown, form.weeks())
    return shown.get_absolute_url()


def planned(shown: Case) -> int | None:
    """Give after how many weeks it will be asked."""
    return FollowUp.objects.filter(case=shown).waiting().values_list("weeks", flat=True).first()


@login_required
@require_http_methods(["GET", "POST"])
def look_back_create(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Tell what you did and whether it helped."""
    shown, user = opened_case(request, slug, pk), person(request)
    if not may_add_outcome(user, shown):
        raise PermissionDenied(_("Alleen wie deze casus inbracht, kijkt erop terug."))
    form = LookBackForm(request.POST if request.method == "POST" else None, case=shown)
    if form.is_bound:
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            where = form.once(lambda: looked_back(shown, user, form))
            say_what_waits(request, shown)
            return redirect(where)
    context = {"practice": shown.practice, "case": shown, "title": _("Hoe ging het verder?")}
    return answer(request, "forums/look_back_form.html", form, context)


def looked_back(shown: Case, user: User, form: LookBackForm) -> str:
    said = form.cleaned_data
    follow_ups.look_back(shown, user, said["did"], said["helped"], form.weighings(), form.weeks())
    return shown.get_absolute_url() + "#terugblik"


@require_POST
@login_required
def look_back_withdrawal(request: HttpRequest, slug: str, pk: int, told: int) -> HttpResponse:
    """Take back what was told when looking back."""
    shown = opened_case(request, slug, pk)
    found = get_object_or_404(LookBack.objects.filter(root=shown, withdrawn_at__isnull=True), pk=told)
    if not may_withdraw(person(request), found):
        raise PermissionDenied(_("Alleen wie deze casus inbracht, kijkt erop terug."))
    follow_ups.take_back(found)
    messages.success(request, _("Je terugblik is weg. Niemand kan hem nog lezen."))
    return redirect(shown.get_absolute_url())
