"""The plan for when somebody may be in danger."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.http import person
from moderation.actions import safeguarding
from moderation.forms import ConcernForm, StepForm
from moderation.models import Concern
from moderation.permissions import may_follow
from moderation.views.opening import open_review, with_things
from moderation.views.reviews import refuse_own


@never_cache
@login_required
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the plan, after the decision too: a worry may come later."""
    found, thing = open_review(request, pk)
    refuse_own(request, found, thing)
    before = found.concerns.order_by("-opened_at").first()
    if before is not None:
        return redirect("moderation:concern", before.pk)
    form = ConcernForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = safeguarding.worry(found, thing, person(request), form.cleaned_data["saw"])
        return redirect("moderation:concern", made.pk)
    return render(request, "moderation/concern_start.html", {"form": form, "review": found, "nav": "moderatie"})


def _open(request: HttpRequest, pk: int) -> Concern:
    concerns = Concern.objects.visible_to(person(request)).select_related("review", "owner")
    found: Concern = get_object_or_404(concerns.prefetch_related("done__by"), pk=pk)
    thing = next((thing for _review, thing in with_things([found.review])), None)
    if not may_follow(person(request), found, thing):
        raise Http404
    return found


@never_cache
@login_required
def concern(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the plan and what was done; take the next step."""
    found, status = _open(request, pk), 200
    turn = found.next_step
    form = StepForm(request.POST if request.method == "POST" else None, initial={"step": turn.key if turn else ""})
    if request.method == "POST" and form.is_valid():
        try:
            safeguarding.take_step(found, person(request), form.cleaned_data["step"], form.cleaned_data["note"])
        except safeguarding.NotThisStep:
            form.add_error(None, _("Een ander zette deze stap net. Kijk wat er nu aan de beurt is."))
            status = 409
        else:
            return redirect("moderation:concern", found.pk)
    return render(
        request, "moderation/concern.html", {"concern": found, "form": form, "nav": "moderatie"}, status=status
    )


@require_POST
@login_required
def takeover(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep hold of it from now on."""
    found = _open(request, pk)
    safeguarding.take_over(found, person(request))
    messages.success(request, _("Jij houdt dit nu vast."))
    return redirect("moderation:concern", found.pk)
