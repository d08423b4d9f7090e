"""Frames to begin a practice with: the list, and for editors publishing one and taking it off."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import person, reader
from practices.actions.templates import publish_template
from practices.forms.templates import TemplateForm
from practices.models import PracticeTemplate
from practices.permissions import is_editor


def refuse_others(request: HttpRequest) -> None:
    if not is_editor(reader(request)):
        raise PermissionDenied(_("Alleen de redactie van Movisie kan dit."))


def templates(request: HttpRequest) -> HttpResponse:
    """Every frame there is, with its steps."""
    context = {"templates": PracticeTemplate.objects.all(), "edits": is_editor(reader(request)), "nav": "praktijk"}
    return render(request, "practices/templates.html", context)


@login_required
def template_create(request: HttpRequest) -> HttpResponse:
    """Publish the frame of a practice."""
    refuse_others(request)
    form = TemplateForm(request.POST or None)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid():
            return redirect(form.once(lambda: published(request, form)))
    title, button = _("Publiceer een sjabloon"), _("Publiceer")
    return render(
        request, "practices/_form_page.html", {"form": form, "title": title, "button": button, "nav": "praktijk"}
    )


def published(request: HttpRequest, form: TemplateForm) -> str:
    facts = form.cleaned_data
    made = publish_template(facts["practice"], person(request), facts["name"], facts["about"])
    return f"{reverse('practices:templates')}#sjabloon-{made.pk}"


@require_POST
@login_required
def template_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a frame off the list."""
    refuse_others(request)
    get_object_or_404(PracticeTemplate, pk=pk).delete()
    messages.success(request, _("Het sjabloon is weg. Praktijken die ermee begonnen, houden hun stappen."))
    return redirect("practices:templates")
