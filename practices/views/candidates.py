"""Own words of tellers: the queue for editors, deciding, and what the teller reads about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import person
from accounts.models import User
from practices.actions import candidates as act
from practices.candidates import Candidate, alike, candidate, open_candidates, queue
from practices.forms import CandidateForm
from practices.models import CandidateDecision, Weighing
from practices.views.answers import for_editors

Outcome = CandidateDecision.Outcome


@require_safe
@never_cache
@login_required
def candidates(request: HttpRequest) -> HttpResponse:
    """What waits, alike words together, and what was decided last."""
    groups, more = queue(for_editors(request))
    return render(request, "practices/candidates.html", {"groups": groups, "more": more, "nav": "redactie"})


@never_cache
@login_required
def candidate_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide about one teller's words; who comes second hears that somebody was first."""
    user = for_editors(request)
    done = CandidateForm(request.POST, alike=Weighing.objects.none()).already_done() if request.POST else ""
    if done:
        return redirect(done)
    rows = open_candidates(user).select_related("contribution__root", "contribution__practice")
    chosen = rows.filter(pk=pk).first()
    if chosen is None and request.method == "POST" and Weighing.objects.visible_to(user).filter(pk=pk).exists():
        messages.error(request, _("Iemand besloot hier net over, of de verteller haalde het terug."))
        return redirect("practices:candidates")
    one = candidate(chosen or get_object_or_404(rows, pk=pk))
    others = alike(one, user)
    form = form_for(one, others, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            form.once(lambda: decide(user, one.weighing, form))
        except act.AlreadyDecided:
            messages.error(request, _("Iemand besloot hier net over, of de verteller haalde het terug."))
            return redirect("practices:candidates")
        messages.success(request, _("Besloten. De verteller hoort het."))
        return redirect("practices:candidates")
    context = {"one": one, "others": others, "form": form, "nav": "redactie"}
    return render(request, "practices/candidate.html", context)


def form_for(one: Candidate, others: list[Candidate], data: Any = None) -> CandidateForm:
    """Make the form, beginning with the teller's own words."""
    offered = Weighing.objects.filter(pk__in=[other.weighing.pk for other in others]).select_related("contribution")
    about = one.weighing.contribution.root or one.weighing.contribution
    themes = list(about.themes.values_list("pk", flat=True))
    return CandidateForm(data, alike=offered, initial={"plain_wording": one.weighing.own_words, "themes": themes})


def decide(user: User, chosen: Weighing, form: CandidateForm) -> str:
    """Do what was decided and give where to go on."""
    facts = form.cleaned_data
    others = list(facts.get("alike", ()))
    if facts["outcome"] == Outcome.NEW:
        words = {name: facts[name] for name in ("plain_wording", "name", "explanation", "reason")}
        words["professional_wording"] = facts["name"]
        act.make_element(user, chosen, others, words, facts["themes"])
    elif facts["outcome"] == Outcome.MERGED:
        act.merge_words(user, [chosen, *others], facts["element"], facts["reason"])
    else:
        act.decline(user, [chosen, *others], facts["reason"])
    return reverse("practices:candidates")


@never_cache
@login_required
def own_words(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of the teller's own words; of a new element they say whether their name may stand with it."""
    told = CandidateDecision.objects.told_to(person(request)).select_related("element", "contribution")
    decision = get_object_or_404(told, pk=pk)
    if request.method == "POST" and request.POST.get("naam") in {"ja", "nee"}:
        act.answer_credit(decision, yes=request.POST["naam"] == "ja")
        messages.success(request, _("Bewaard. Je kunt dit altijd veranderen."))
        return redirect("practices:own_words", pk)
    return render(request, "practices/own_words.html", {"decision": decision, "nav": "mijn"})
