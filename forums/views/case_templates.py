"""Help with filling in a case: editors write it for everybody, facilitators for their own practice."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import person
from forums.actions import case_templates as act
from forums.forms.case_templates import CaseTemplateForm
from forums.models import CaseTemplate
from forums.permissions import may_edit_templates
from forums.views.cases import answer, opened_practice
from practices.models import Practice


@require_safe
@login_required
def case_templates(request: HttpRequest, slug: str = "") -> HttpResponse:
    """What there is, of everybody or of one practice."""
    practice = opened_practice(request, slug) if slug else None
    refuse_unless_may_edit(request, practice)
    found = CaseTemplate.objects.filter(practice=practice, dropped_at__isnull=True).select_related("theme")
    new = reverse("forums:case_template_create", args=[slug] if slug else [])
    context = {"practice": practice, "templates": found.order_by("name", "pk"), "new": new, "nav": "casus"}
    return render(request, "forums/case_templates.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def case_template_create(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Write a new one."""
    practice = opened_practice(request, slug) if slug else None
    refuse_unless_may_edit(request, practice)
    return written(request, CaseTemplate(practice=practice), CaseTemplateForm(request.POST or None))


@login_required
@require_http_methods(["GET", "POST"])
def case_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend one."""
    template = opened(request, pk)
    return written(request, template, CaseTemplateForm(request.POST or None, template=template))


@require_POST
@login_required
def case_template_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer one no more."""
    template = opened(request, pk)
    act.drop(template, person(request))
    messages.success(request, _("Dit sjabloon is weg."))
    return redirect(home(template))


def written(request: HttpRequest, template: CaseTemplate, form: CaseTemplateForm) -> HttpResponse:
    """Keep what was written, or show it again with what is wrong."""
    if form.is_bound:
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            return redirect(form.once(lambda: home(act.write(template, person(request), form.facts()))))
    context = {"template": template, "practice": template.practice, "home": home(template)}
    return answer(request, "forums/case_template_form.html", form, context)


def home(template: CaseTemplate) -> str:
    return reverse("forums:case_templates", args=[template.practice.slug] if template.practice else [])


def opened(request: HttpRequest, pk: int) -> CaseTemplate:
    """Give a template this person may mend; 404 where there is none."""
    found = CaseTemplate.objects.filter(dropped_at__isnull=True).select_related("practice", "theme")
    template = get_object_or_404(found, pk=pk)
    refuse_unless_may_edit(request, template.practice)
    return template


def refuse_unless_may_edit(request: HttpRequest, practice: Practice | None) -> None:
    if not may_edit_templates(person(request), practice):
        raise PermissionDenied(_("Sjablonen schrijven de redactie en de begeleiders van een praktijk."))
