"""A practice asks the knowledge base for a change, and an editor decides."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import person
from accounts.models import User
from practices.actions import proposals as act
from practices.forms import ProposalDecisionForm, ProposalForm
from practices.models import Insight, Proposal
from practices.models.proposal import ProposalQuerySet
from practices.permissions import may_propose
from practices.views.answers import for_editors
from practices.views.insights import insight_at
from ui.text import to_html

PER_PAGE = 20


@login_required
def proposal_create(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Propose a change out of what was learned."""
    insight, user = insight_at(request, slug, pk), person(request)
    if not may_propose(user, insight):
        raise PermissionDenied(_("Alleen wie dit schreef en de begeleiders kunnen iets voorstellen."))
    form = ProposalForm(request.POST or None)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            facts = form.cleaned_data
            address = form.once(
                lambda: page_of(act.propose(insight, user, facts["subject"], facts["text"], facts["why"]))
            )
            messages.success(request, _("Je voorstel is bij de redactie. Je krijgt bericht."))
            return redirect(address)
    looked = form.is_bound and form.is_valid()
    context = {
        "form": form,
        "insight": insight,
        "practice": insight.practice,
        "marks": form.marks() if looked else [],
        "look": form.look() if looked else "",
        "nav": "praktijk",
    }
    return render(request, "practices/proposal_form.html", context)


def page_of(proposal: Proposal) -> str:
    return f"{proposal.insight.get_absolute_url()}#voorstel-{proposal.pk}"


@require_POST
@login_required
def proposal_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what nobody decided about yet."""
    user = person(request)
    found = get_object_or_404(Proposal.objects.visible_to(user).select_related("insight__practice"), pk=pk)
    if found.by_id != user.pk:
        raise PermissionDenied(_("Alleen wie dit voorstelde, kan het terughalen."))
    try:
        act.take_back(found)
        messages.success(request, _("Je voorstel is weg."))
    except act.AlreadyDecided:
        messages.error(request, _("De redactie besloot hier net over."))
    seen = Insight.objects.visible_to(user).filter(pk=found.insight_id).exists()
    return redirect(found.insight.get_absolute_url() if seen else reverse("practices:exchange"))


def waiting(user: User) -> ProposalQuerySet:
    """Give the proposals that this editor may decide about."""
    return Proposal.objects.visible_to(user).open()


@require_safe
@never_cache
@login_required
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for an editor, the longest first: only what was typed for them, not the insight behind it."""
    rows = waiting(for_editors(request)).select_related("dossier__theme", "element", "intervention", "by")
    page = Paginator(rows.order_by("at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "practices/proposals.html", {"page": page, "nav": "redactie"})


@never_cache
@login_required
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide about one proposal. The insight is shown only to an editor who may read it anyway."""
    user = for_editors(request)
    rows = Proposal.objects.visible_to(user).select_related(
        "dossier__theme", "element", "intervention", "by", "decided_by", "insight__practice", "version"
    )
    found = get_object_or_404(rows, pk=pk)
    form = ProposalDecisionForm(request.POST or None)
    if request.method == "POST" and (done := form.already_done()):
        return redirect(done)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            return redirect(form.once(lambda: decided(found, user, facts["accepted"] == "ja", facts["reason"])))
        except act.AlreadyDecided:
            messages.error(request, _("Iemand anders besloot hier net over."))
            return redirect("practices:proposals")
    context = {
        "proposal": found,
        "text": to_html(found.text),
        "why": to_html(found.why),
        "insight": Insight.objects.visible_to(user).select_related("practice").filter(pk=found.insight_id).first(),
        "form": form if found.is_open else None,
        "nav": "redactie",
    }
    return render(request, "practices/proposal.html", context)


def decided(found: Proposal, user: User, accepted: bool, reason: str) -> str:
    """Decide, and give where the editor goes on: in the draft when there is one."""
    act.decide(found, user, accepted, reason)
    return reverse("practices:proposal", args=[found.pk])
