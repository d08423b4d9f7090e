"""Keeping and following, from the page of the thing itself."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import person
from practices import kinds
from practices.actions import saving
from practices.models import Contribution


@require_POST
@login_required
def saved(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep, follow, or let go of one thing."""
    user = person(request)
    contribution = get_object_or_404(Contribution.objects.visible_to(user).roots(), pk=pk)
    match request.POST.get("doe", ""):
        case "weg":
            saving.let_go(user, contribution)
            messages.success(request, _("Je bewaart dit niet meer."))
        case "volg":
            saving.save(user, contribution, follows=True)
            messages.success(request, _("Je volgt dit. Je hoort het als er iets gebeurt."))
        case "volg-niet":
            saving.save(user, contribution, follows=False)
            messages.success(request, _("Je volgt dit niet meer. Het blijft bewaard."))
        case _other:
            saving.save(user, contribution, follows=None)
            messages.success(request, _("Bewaard. Je vindt het terug op Jouw plek."))
    return redirect(kinds.of(contribution.kind).url(contribution))
