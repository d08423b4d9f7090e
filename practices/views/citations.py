"""An editor cites what somebody told in a dossier, and takes that back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import person
from practices import kinds
from practices.actions import citations as act
from practices.forms.citing import CiteForm
from practices.models import Citation, Contribution
from practices.permissions import is_editor, may_cite

REFUSED = _("Alleen de redactie haalt aan. Alleen wat iedereen mag lezen, en waar andere regio’s van mogen leren.")


@login_required
@require_http_methods(["GET", "POST"])
def cite(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the dossier and the sentence."""
    user = person(request)
    contribution = get_object_or_404(Contribution.objects.visible_to(user).roots(), pk=pk)
    kind = kinds.of(contribution.kind)
    if not may_cite(user, contribution):
        raise PermissionDenied(REFUSED)
    themes = list(contribution.themes.values_list("pk", flat=True))
    form = CiteForm(request.POST or None, words=kind.said(contribution), themes=themes)
    if form.is_valid():
        cited = act.cite(contribution, form.cleaned_data["dossier"], user, form.cleaned_data["quote"])
        messages.success(request, _now("Het staat nu bij het dossier. De verteller ziet dat."))
        return redirect(f"{cited.dossier.get_absolute_url()}#aangehaald")
    facts = {"form": form, "contribution": contribution, "back": kind.url(contribution), "nav": "kennis"}
    return render(request, "practices/cite.html", facts)


@require_POST
@login_required
def citation_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Cite it no longer."""
    cited = get_object_or_404(Citation.objects.select_related("dossier__theme"), pk=pk)
    if not is_editor(person(request)):
        raise PermissionDenied(REFUSED)
    where = f"{cited.dossier.get_absolute_url()}#aangehaald"
    act.remove(cited)
    messages.success(request, _now("Het staat niet meer bij het dossier."))
    return redirect(where)
