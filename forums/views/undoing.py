"""Undoing what was done with a talk: first what happens with the replies, then the button."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import person
from forums.actions import undoing as act
from forums.actions.leading import Refused
from forums.models import Merger, Moving
from forums.permissions import may_lead_talk, may_move_back
from practices.models import Contribution


@login_required
@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a talk that was merged or moved back where it stood; 404 where there is nothing to undo."""
    user = person(request)
    seen = Contribution.objects.visible_to(user)
    root = get_object_or_404(seen.filter(root=F("pk")).select_related("practice", "topic__theme"), pk=pk)
    found = Merger.objects.undoable().filter(root=root, into__in=seen.values("pk"))
    merger = found.select_related("root__practice", "into__practice").first()
    movings = Moving.objects.standing().filter(root=root).select_related("root__practice", "practice", "theme")
    moving = None if merger else movings.last()
    if merger is None and moving is None:
        raise Http404
    may = may_lead_talk(user, root) if merger else moving is not None and may_move_back(user, moving)
    if not may:
        raise PermissionDenied(_("Alleen wie dit gesprek begeleidt, kan dit ongedaan maken."))
    refusal = ""
    if request.method == "POST":
        try:
            act.unmerge(merger, user) if merger else act.move_back(moving, user)  # type: ignore[arg-type]
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Ongedaan gemaakt. Oude links blijven werken."))
            return redirect(Contribution.objects.get(pk=root.pk))
    facts: dict[str, Any] = {"root": root, "merger": merger, "moving": moving, "refusal": refusal}
    facts["back"] = act.way_back(merger) if merger else None
    return render(request, "forums/undo.html", facts)
