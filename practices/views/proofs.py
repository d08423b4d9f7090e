"""Reading a text along before it is published: asking, saying something of it, answering."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import person, reader
from practices.actions import contributions
from practices.actions import joint as act
from practices.forms.joint import AskForm, ProofAnswerForm, ProofForm
from practices.models import JointText, ProofRemark
from practices.permissions import may_answer_proof, may_withdraw
from practices.views.assessment import looked
from practices.views.joint import own_text


def form_page(request: HttpRequest, text: JointText, form: Any, context: dict[str, Any]) -> HttpResponse:
    """Show one form about a text."""
    marks = looked(form) if hasattr(form, "marks") else {}
    context = {"practice": text.practice, "form": form, "back": text.get_absolute_url(), "nav": "praktijk"} | context
    return render(request, "practices/careful_form.html", context | marks)


@login_required
def proof_create(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask members to read along."""
    text, user = own_text(request, slug, pk), person(request)
    assert text.practice  # noqa: S101 - its address holds one
    form = AskForm(request.POST or None, practice=text.practice, by=user)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid():
            done = form.once(lambda: asked(text, form, request))
            messages.success(request, _("Ze krijgen bericht. Wat ze zeggen, komt bij de tekst te staan."))
            return redirect(done)
    lead = _("Zij lezen de nieuwste versie, voordat die naar buiten gaat.")
    return form_page(
        request, text, form, {"title": _("Laat de tekst proeflezen"), "lead": lead, "button": _("Vraag het")}
    )


def asked(text: JointText, form: AskForm, request: HttpRequest) -> str:
    act.ask_to_proofread(text, person(request), [one.user for one in form.cleaned_data["readers"]])
    return text.get_absolute_url()


@login_required
def proof_remark(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say something of the text."""
    text, user = own_text(request, slug, pk), person(request)
    round_ = text.proofreadings.filter(ended_at__isnull=True).select_related("version", "asked_by", "text").first()
    form = ProofForm(request.POST or None)
    if done := request.method == "POST" and form.already_done():
        return redirect(done)
    if round_ is None:
        messages.info(request, _("Deze tekst wordt nu niet proefgelezen."))
        return redirect(text)
    if request.method == "POST" and form.is_valid() and (form.was_looked_at() or not form.marks()):
        facts = form.cleaned_data
        done = form.once(lambda: act.remark(round_, user, facts["verdict"], facts["text"]).get_absolute_url())
        messages.success(request, _("Dank je. Wat je zei staat bij de tekst."))
        return redirect(done)
    return form_page(
        request,
        text,
        form,
        {"title": _("Zeg wat jij ervan vindt"), "lead": round_.version.title, "button": _("Plaats wat je zegt")},
    )


def said_at(request: HttpRequest, slug: str, pk: int, remark: int) -> ProofRemark:
    """Give what was said of a text to a member; raises 404."""
    own_text(request, slug, pk)
    seen = ProofRemark.objects.visible_to(reader(request)).select_related("practice", "proofreading__version", "author")
    found: ProofRemark = get_object_or_404(seen, pk=remark, proofreading__text=pk)
    return found


@login_required
def proof_answer(request: HttpRequest, slug: str, pk: int, remark: int) -> HttpResponse:
    """Answer what was said."""
    said, user = said_at(request, slug, pk, remark), person(request)
    if not may_answer_proof(user, said):
        raise PermissionDenied(_("Iemand anders antwoordt op wat jij zei."))
    form = ProofAnswerForm(request.POST or None, said=said)
    if request.method == "POST" and form.is_valid() and (form.was_looked_at() or not form.marks()):
        act.answer(said, user, form.cleaned_data["text"], form.cleaned_data["changed"])
        return redirect(said)
    lead = f"{said.get_verdict_display()}. {said.text}"
    facts = {"title": _("Antwoord wie meelas"), "lead": lead, "button": _("Bewaar het antwoord")}
    return form_page(request, said.proofreading.text, form, facts)


@require_POST
@login_required
def proof_withdrawal(request: HttpRequest, slug: str, pk: int, remark: int) -> HttpResponse:
    """Take back what you said."""
    said = said_at(request, slug, pk, remark)
    if not may_withdraw(person(request), said):
        raise PermissionDenied(_("Alleen wie dit schreef, kan het terughalen."))
    contributions.withdraw(said)
    messages.success(request, _("Wat je zei is weg. Niemand kan het nog lezen."))
    return redirect(said.proofreading.text)
