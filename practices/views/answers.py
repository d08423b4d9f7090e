"""Editors answer what people say of the knowledge base, in public."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import person
from accounts.models import User
from practices.actions import remarks as act
from practices.models import Remark
from practices.models.remark import RemarkQuerySet
from practices.permissions import is_editor, may_answer
from practices.views.remarks import PER_PAGE, answer_form


def for_editors(request: HttpRequest) -> User:
    """Give the editor who asks; raises PermissionDenied for everybody else."""
    user = person(request)
    if not is_editor(user):
        raise PermissionDenied(_("Dit is voor redacteuren van Movisie."))
    return user


def waiting(user: User) -> RemarkQuerySet:
    """Give the remarks that this editor may see and somebody has to answer."""
    visible: RemarkQuerySet = Remark.objects.visible_to(user)
    return visible.to_answer().exclude(author=user)


@require_safe
@login_required
def to_answer(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the longest first."""
    rows = waiting(for_editors(request)).drawn().order_by("published_at", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "practices/remarks_to_answer.html", {"page": page, "nav": "redactie"})


@require_POST
@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one remark; who comes second sees what the first one wrote."""
    user = person(request)
    found: Remark = get_object_or_404(Remark.objects.visible_to(user).drawn(), pk=pk)
    if not may_answer(user, found):
        raise PermissionDenied(_("Alleen redacteuren antwoorden, en niet op zichzelf."))
    form = answer_form(found, request.POST)
    if done := form.already_done():
        return redirect(done)
    if form.is_valid() and (form.was_looked_at() or not form.marks()):
        facts = form.cleaned_data
        try:
            return redirect(
                form.once(
                    lambda: act.answer(
                        found, user, facts["text"], facts["changed"], facts["seen"]
                    ).remark.get_absolute_url()
                )
            )
        except act.AnsweredMeanwhile:
            form.add_error(None, _("Iemand anders antwoordde net. Lees dat eerst, en pas het aan als het nodig is."))
            found = Remark.objects.drawn().get(pk=found.pk)
            form.data = {**form.data.dict(), "seen": found.answer.at.isoformat()}  # type: ignore[attr-defined]
    looked = form.is_valid()
    context = {
        "remark": found,
        "form": form,
        "marks": form.marks() if looked else [],
        "look": form.look() if looked else "",
        "nav": "kennis",
    }
    return render(request, "practices/remark.html", context)


@require_POST
@login_required
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a moderator look at a remark first; meanwhile nobody else sees it."""
    user = for_editors(request)
    found: Remark = get_object_or_404(Remark.objects.visible_to(user), pk=pk)
    act.ask_to_look(found)
    messages.success(request, _("Niemand ziet het nu. Een moderator leest het en beslist."))
    return redirect("practices:remarks_to_answer")
