"""Joining two elements that are one; for editors."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from knowledge.models import WorkingElement
from practices.actions import merging as act
from practices.actions.parting import CannotPart, part_elements
from practices.forms import MergeForm, PartForm
from practices.models import ElementMerge
from practices.views.answers import for_editors
from practices.views.merged import follows_merges


@login_required
@follows_merges
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Let this element go on as another one."""
    user = for_editors(request)
    element = get_object_or_404(WorkingElement, slug=slug)
    form = MergeForm(request.POST or None, element=element)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        try:
            act.merge_elements(element, into, user, form.cleaned_data["why"])
        except act.CannotMerge:
            messages.error(request, _("Iemand voegde net een van deze twee samen. Kijk opnieuw."))
            return redirect("knowledge:elements")
        messages.success(request, _("Samengevoegd. Alles van ‘%(title)s’ staat nu hier.") % {"title": element})
        return redirect(into)
    context = {"form": form, "element": element, "nav": "redactie"}
    return render(request, "practices/merge.html", context)


@login_required
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo the joining of two elements."""
    user = for_editors(request)
    merge = get_object_or_404(ElementMerge.objects.select_related("element", "into", "by"), pk=pk)
    form = PartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            element = part_elements(merge, user, form.cleaned_data["why"])
        except CannotPart:
            messages.error(request, _("Deze samenvoeging kan niet meer ongedaan worden gemaakt."))
            return redirect(merge.into.current)
        messages.success(request, _("Teruggedraaid. ‘%(title)s’ staat weer apart.") % {"title": element})
        return redirect(element)
    return render(request, "practices/part.html", {"form": form, "merge": merge, "nav": "redactie"})
