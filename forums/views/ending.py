"""How a case ended: telling what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import person
from forums.actions import cases as act
from forums.forms import OutcomeForm, ending_of
from forums.models import Case
from forums.permissions import may_add_outcome
from forums.views.cases import answer, opened_case


@login_required
@require_http_methods(["GET", "POST"])
def case_outcome(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Tell what came of it."""
    shown, user = opened_case(request, slug, pk), person(request)
    if not may_add_outcome(user, shown):
        raise PermissionDenied(_("Alleen wie deze casus inbracht, vertelt de uitkomst."))
    data = request.POST if request.method == "POST" else None
    form = OutcomeForm(data, initial=ending_of(shown))
    if data is not None:
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            where = form.once(lambda: told(shown, form))
            if not Case.objects.shown().filter(pk=shown.pk).exists():
                messages.info(request, _("Iemand leest eerst mee. Daarna zien anderen je casus weer."))
            return redirect(where)
    context = {"practice": shown.practice, "case": shown, "title": _("Wat kwam eruit?")}
    return answer(request, "forums/outcome_form.html", form, context)


def told(shown: Case, form: OutcomeForm) -> str:
    """Put the outcome on top; gives the address of the case."""
    act.add_outcome(shown, form.ending())
    return shown.get_absolute_url()
