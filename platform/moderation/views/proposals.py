"""Proposing other words for what somebody wrote."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.http import person
from moderation import actions
from moderation.fingerprint import fingerprint
from moderation.forms import ProposalForm
from moderation.permissions import looks_from_outside
from moderation.views.opening import open_review
from moderation.views.reviews import refuse_unless_may_decide


@never_cache
@login_required
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Write other words; the writer decides about each change."""
    found, thing = open_review(request, pk)
    refuse_unless_may_decide(request, found, thing)
    sections = found.plug.sections(thing) if found.closed_at is None else []
    if not any(section.key for section in sections):
        return redirect("moderation:review", found.pk)
    if looks_from_outside(person(request), found):
        actions.note_look(found, person(request))
    now = fingerprint(found.plug, thing)
    typed = request.POST.copy() if request.method == "POST" else None
    form = ProposalForm(typed, sections=sections, initial={"seen": now})
    status = 200
    if typed is not None and form.is_valid():
        facts = form.cleaned_data
        try:
            actions.propose(found, thing, person(request), facts["reason"], form.wanted, facts["seen"])
        except actions.AlreadyDecided:
            return redirect("moderation:review", found.pk)
        except actions.Changed:
            form.add_error(None, _("De schrijver heeft de tekst net veranderd. Lees hem opnieuw en besluit dan."))
            typed["seen"], status = now, 409
        else:
            return redirect("moderation:queue")
    fictional = getattr(thing, "is_fictional", False)
    page = {
        "is_fictional": fictional,
        "form": form,
        "review": found,
        "title": found.plug.title(thing),
        "nav": "moderatie",
    }
    return render(request, "moderation/proposal.html", page, status=status)
