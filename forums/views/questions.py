"""Questions at a meeting: asking, wanting to know it too, choosing, answering, and a wall to show them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import person
from forums.actions import questions as act
from forums.forms.asking import AskForm
from forums.live import QuestionLeadTopic, QuestionTopic, QuestionWallTopic
from forums.models import Question, Session
from forums.models.question import in_order, voices
from forums.permissions import may_ask, may_lead_questions
from forums.views.room_planning import opened
from live.topics import address_of


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show what is asked at this meeting, and ask something."""
    session, user = opened(request, slug, pk), person(request)
    form = AskForm(request.POST or None)
    if request.method == "POST":
        if not may_ask(user, session):
            raise PermissionDenied(_("Deze bijeenkomst is voorbij. Je kunt niets meer vragen."))
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            try:
                return redirect(form.once(lambda: asked(session, request, form.cleaned_data["text"])))
            except act.TooMany:
                form.add_error("text", _("Je hebt al tien vragen openstaan. Haal er eerst een weg."))
    looked = form.is_bound and form.is_valid()
    mine = {
        "form": form if may_ask(user, session) else None,
        "marks": form.marks() if looked else [],
        "look": form.look() if looked else "",
        "own": Question.objects.standing().filter(session=session, author=user),
        "wanted": set(Question.objects.filter(session=session, supports__user=user).values_list("pk", flat=True)),
    }
    leads = may_lead_questions(user, session)
    topic = QuestionLeadTopic if leads else QuestionTopic
    return render(request, "forums/questions.html", mine | shown(session, topic) | {"leads": leads})


def asked(session: Session, request: HttpRequest, text: str) -> str:
    """Ask, say so, and give where it stands."""
    question = act.ask(session, person(request), text)
    messages.success(request, _("Je vraag staat erbij. Niemand ziet dat hij van jou is."))
    return f"{address(session)}#vraag-{question.pk}"


def shown(session: Session, topic: type[QuestionTopic]) -> dict[str, Any]:
    """Give what a page with the questions needs."""
    rows = list(Question.objects.counted().filter(session=session))
    standing = in_order([one for one in rows if not one.withdrawn_at])
    return {
        "session": session,
        "practice": session.practice,
        "chosen": [one for one in standing if one.chosen_at and not one.answered_at],
        "open": [one for one in standing if not one.chosen_at and not one.answered_at],
        "answered": [one for one in standing if one.answered_at],
        "voices": voices(session.pk),
        "address": address_of(topic, session.pk),
        "since": max((one.number for one in rows), default=0),
        "nav": "praktijk",
    }


def address(session: Session) -> str:
    """Give the page with the questions of a meeting."""
    return reverse("forums:session_questions", args=[session.practice.slug, session.pk])


def named(request: HttpRequest, session: Session) -> Question:
    """Give the question that a form names; raises 404 for one that is not at this meeting, or gone."""
    number = request.POST.get("vraag", "")
    found = None
    if number.isascii() and number.isdecimal() and len(number) <= 18:
        found = Question.objects.standing().filter(session=session, pk=int(number)).select_related("session").first()
    if found is None:
        raise Http404
    return found


@require_POST
@login_required
def question_support(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Want to know something too, or no more."""
    session, user = opened(request, slug, pk), person(request)
    if not may_ask(user, session):
        raise PermissionDenied(_("Deze bijeenkomst is voorbij. Je kunt niets meer vragen."))
    question = named(request, session)
    act.want(question, user, "niet" not in request.POST)
    return redirect(f"{address(session)}#vraag-{question.pk}")


@require_POST
@login_required
def question_lead(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a question on the short list or note that it was answered, and both back."""
    session, user = opened(request, slug, pk), person(request)
    if not may_lead_questions(user, session):
        raise PermissionDenied(_("Alleen wie deze bijeenkomst begeleidt, kan dit."))
    question = named(request, session)
    match request.POST.get("wat"):
        case "kies" | "laat" as what:
            act.choose(question, user, what == "kies")
        case "klaar" | "open" as what:
            act.answered(question, user, what == "klaar")
    return redirect(f"{address(session)}#vraag-{question.pk}")


@require_POST
@login_required
def question_withdrawal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take back what you asked; of somebody else's question nobody learns whose it is."""
    session, user = opened(request, slug, pk), person(request)
    question = named(request, session)
    if question.author_id != user.pk:
        raise Http404
    act.take_back(question)
    messages.success(request, _("Je vraag is weg."))
    return redirect(address(session))


@never_cache
@login_required
@require_safe
def questions_screen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show the questions on a wall."""
    return render(request, "forums/questions_screen.html", shown(opened(request, slug, pk), QuestionWallTopic))
