"""Answers of organisations: writing them, what changes because of them, and what the teller thinks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import person, reader
from accounts.models import Organisation
from practices.actions.contributions import withdraw
from stories.actions import answering
from stories.answered import figures_of
from stories.forms.answering import AnswerForm, ChangeForm, MeantForm, SettleForm
from stories.models import Answer, Change, Story
from stories.permissions import may_answer, may_mend_answer
from stories.views.access import own_story

FIELDS = ("thanks", "heard", "doing", "who", "until")


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a story in the name of an organisation."""
    user = person(request)
    story = get_object_or_404(Story.objects.visible_to(user), pk=pk)
    if not may_answer(user, story) or user.organisation is None:
        raise PermissionDenied(_("Alleen een organisatie antwoordt hier. Reageren kan iedereen onder het verhaal."))
    organisation = user.organisation
    form = AnswerForm(request.POST or None, earlier=answering.earlier(organisation) if request.POST else None)
    if form.is_bound and (done := form.already_done()):
        return redirect(done)
    if form.is_valid() and form.is_ready():
        placed = form.once(lambda: answering.answer(story, user, organisation, form.facts()).get_absolute_url())
        messages.success(request, _("Je antwoord staat erbij. De verteller krijgt bericht."))
        return redirect(placed)
    return page(request, form, story, organisation, _("Antwoord op dit verhaal"))


@login_required
@require_http_methods(["GET", "POST"])
def answer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend an answer."""
    written = own_answer(request, pk)
    story = get_object_or_404(Story.objects.visible_to(person(request)), pk=written.root_id)
    earlier = answering.earlier(written.organisation, written) if request.POST else None
    form = AnswerForm(request.POST or None, earlier=earlier, initial={name: getattr(written, name) for name in FIELDS})
    if form.is_valid() and form.is_ready():
        answering.mend(written, form.facts())
        return redirect(written)
    return page(request, form, story, written.organisation, _("Pas je antwoord aan"))


@require_POST
@login_required
def answer_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer back."""
    written = own_answer(request, pk)
    withdraw(written)
    messages.success(request, _("Je antwoord is weg. Niemand kan het nog lezen."))
    return redirect("stories:story", written.root_id)


@login_required
@require_http_methods(["GET", "POST"])
def change_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what will change because of a story."""
    written = own_answer(request, pk)
    form = ChangeForm(request.POST or None)
    if form.is_bound and (done := form.already_done()):
        return redirect(done)
    if form.is_valid():
        facts = form.cleaned_data
        form.once(lambda: noted(written, facts["what"], facts["owner"], facts["due_on"]))
        messages.success(request, _("Dit staat nu bij het verhaal. De verteller krijgt bericht."))
        return redirect(written)
    return render(request, "stories/change_form.html", {"form": form, "answer": written, "nav": "verhalen"})


def noted(written: Answer, *facts: Any) -> str:
    answering.plan(written, *facts)
    return written.get_absolute_url()


@login_required
@require_http_methods(["GET", "POST"])
def change_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a change was made, or that it will not be."""
    change = get_object_or_404(Change.objects.select_related("answer__organisation"), pk=pk)
    written = own_answer(request, change.answer_id)
    form = SettleForm(request.POST or None)
    if form.is_bound and (done := form.already_done()):
        return redirect(done)
    if form.is_valid():
        facts = form.cleaned_data
        words = {"proof" if facts["state"] == Change.State.DONE else "because": facts["words"]}
        form.once(lambda: settled(written, change, facts["state"], words))
        messages.success(request, _("Bewaard. De verteller krijgt bericht."))
        return redirect(written)
    facts = {"form": form, "answer": written, "change": change, "nav": "verhalen"}
    return render(request, "stories/change_form.html", facts)


def settled(written: Answer, change: Change, state: str, words: dict[str, str]) -> str:
    answering.settle(change, state, **words)
    return written.get_absolute_url()


@require_POST
@own_story
def rating(request: HttpRequest, story: Story) -> HttpResponse:
    """Say whether an answer helped; only its teller sees that, others see a total."""
    written = get_object_or_404(Answer.objects.filter(root=story), pk=number(request, "antwoord"))
    said = {"ja": True, "nee": False}.get(request.POST.get("hielp", ""))
    answering.rate(written, said)
    messages.success(request, _("Bewaard. Alleen jij ziet wat je koos."))
    return redirect("stories:own", story.pk)


@require_POST
@own_story
def verdict(request: HttpRequest, story: Story) -> HttpResponse:
    """Say whether a change is what the teller meant."""
    change = get_object_or_404(Change.objects.filter(answer__root=story), pk=number(request, "verandering"))
    form = MeantForm(request.POST)
    if form.is_valid():
        answering.judge(change, form.cleaned_data["meant"], form.cleaned_data["words"])
        messages.success(request, _("Bewaard. Het staat bij de verandering."))
    else:
        messages.warning(request, " ".join(str(one) for several in form.errors.values() for one in several))
    return redirect("stories:own", story.pk)


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Show every organisation that answers stories."""
    given = Answer.objects.visible_to(AnonymousUser()).values("organisation")
    found = Organisation.objects.filter(pk__in=given)
    return render(request, "stories/organisations.html", {"organisations": found, "nav": "verhalen"})


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what one organisation does with stories, in figures, and the answers this reader may see."""
    found = get_object_or_404(Organisation, slug=slug)
    seen = Answer.objects.visible_to(reader(request)).filter(organisation=found).select_related("root")
    facts = {
        "organisation": found,
        "figures": figures_of(found),
        "answers": seen.prefetch_related("changes").order_by("-published_at")[:20],
        "nav": "verhalen",
    }
    return render(request, "stories/organisation.html", facts)


def own_answer(request: HttpRequest, pk: int) -> Answer:
    """Open an answer for who speaks for its organisation; 404 when unseen, PermissionDenied for other readers."""
    user = person(request)
    seen = Answer.objects.visible_to(user).select_related("organisation", "root")
    written: Answer = get_object_or_404(seen, pk=pk)
    if not may_mend_answer(user, written):
        raise PermissionDenied(_("Alleen de organisatie zelf kan dit aanpassen."))
    return written


def number(request: HttpRequest, name: str) -> int:
    """Give the key that a form names; 0 for nonsense."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 19 else 0


def page(request: HttpRequest, form: AnswerForm, story: Story, organisation: Organisation, title: str) -> HttpResponse:
    """Show the form, with what the coach sees once it is filled in."""
    looked = form.is_bound and form.is_valid()
    facts = {
        "form": form,
        "story": story,
        "organisation": organisation,
        "title": title,
        "marks": form.marks() if looked else [],
        "advice": form.advice() if looked else [],
        "look": form.look() if looked else "",
        "nav": "verhalen",
    }
    return render(request, "stories/answer_form.html", facts)
