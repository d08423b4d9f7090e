"""Saying that one's own text still holds after something it rests on was taken back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import person
from practices.actions import revisiting
from practices.models import Revisit


@require_POST
@login_required
def looked(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick one task off."""
    user = person(request)
    revisiting.looked(get_object_or_404(Revisit.objects.due_for(user), pk=pk), user)
    messages.success(request, _("Dank je. Je hebt het nagekeken."))
    return redirect("accounts:mine")
