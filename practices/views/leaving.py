"""Leaving a practice: what happens to what one wrote, and taking it along as a file."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.http import person
from practices import kinds
from practices.actions import leaving as act
from practices.forms.people import LeaveForm
from practices.permissions import is_member, may_leave
from practices.taken import as_file
from practices.views.workspace import opened

DONE = {
    act.What.KEEP: gettext_lazy("Je doet niet meer mee. Wat je schreef, blijft van jou."),
    act.What.NAMELESS: gettext_lazy("Je doet niet meer mee. Bij wat je schreef, staat je naam niet meer."),
    act.What.TAKE: gettext_lazy("Je doet niet meer mee. Wat je hier schreef, is weg."),
}


@login_required
def departure(request: HttpRequest, slug: str) -> HttpResponse:
    """Stop taking part, and say what happens to what one wrote; who left before can still say so."""
    practice, user = opened(request, slug), person(request)
    here = is_member(user, practice)
    found = Counter(act.pieces_of(user, practice).values_list("kind", flat=True))
    if not here and not found:
        return redirect(practice)
    if here and not may_leave(user, practice):
        raise PermissionDenied(_("Je bent de enige begeleider. Vraag eerst iemand anders om te begeleiden."))
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act.leave(practice, user, form.cleaned_data["what"])
        messages.success(request, DONE[form.cleaned_data["what"]])
        return redirect(practice)
    written = sorted((kinds.called(kind), number) for kind, number in found.items())
    context = {"practice": practice, "form": form, "written": written, "here": here, "nav": "praktijk"}
    return render(request, "practices/departure.html", context)


@login_required
@never_cache
def belongings(request: HttpRequest, slug: str) -> HttpResponse:
    """All that one wrote here, as a file; also after leaving, for one's own words stay one's own."""
    practice, user = opened(request, slug), person(request)
    pieces = act.pieces_of(user, practice)
    if not is_member(user, practice) and not pieces.exists():
        raise Http404
    response = HttpResponse(as_file(practice, pieces), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(practice.name)[:60] or "praktijk"}.txt"'
    return response
