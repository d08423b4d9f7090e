"""Meelezen: the queue, and deciding on one thing."""

from __future__ import annotations

from operator import attrgetter
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import person
from accounts.models import User
from moderation import actions, crisis, privacy
from moderation.fingerprint import fingerprint
from moderation.forms import DecisionForm
from moderation.models import Appeal, Concern, Outcome, Review
from moderation.permissions import looks_from_outside, may_decide, may_follow, may_read_along, refused_before
from moderation.views.opening import open_review, with_things

ON_A_PAGE = 20
DECIDED = 10


class Waiting(NamedTuple):
    """One line of the queue."""

    review: Any  # a Review that also counts its yeses and knows whether it is an appeal
    title: str
    facts: list[tuple[str, str]]
    is_fictional: bool


@require_safe
@never_cache
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits, words of danger first and then the longest, and what was decided last."""
    user = person(request)
    if not may_read_along(user):
        raise PermissionDenied(_("Meelezen is voor moderatoren en begeleiders."))
    reviews = Review.objects.visible_to(user)
    waiting = reviews.open().in_order().annotate(yeses=Count("approvals"))
    waiting = waiting.annotate(is_appeal=Exists(Appeal.objects.filter(review=OuterRef("pk"))))
    page = Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page"))
    decided = reviews.decided().select_related("decision__by").order_by("-decision__at")[:DECIDED]
    titles = [
        # What was refused, or is for other readers now, is the writer's again and is not named here.
        (
            review,
            review.plug.title(thing) if review.plug.is_open_to_all(thing) else review.plug.name,
            review.plug.may_decide(user, thing),  # whoever wrote it is not told who decided
        )
        for review, thing in with_things(decided)
    ]
    facts = {
        "page": page,
        "lines": [
            Waiting(one, one.plug.title(thing), one.plug.facts(thing), getattr(thing, "is_fictional", False))
            for one, thing in with_things(page)
        ],
        "decided": titles,
        "concerns": open_concerns(user),
        "nav": "moderatie",
    }
    return render(request, "moderation/queue.html", facts)


def open_concerns(user: User) -> list[Concern]:
    """Give what is done about danger, but never to whom it is about."""
    found = Concern.objects.visible_to(user).open().select_related("owner", "review").prefetch_related("done")
    concerns = list(found)
    things = {review.pk: thing for review, thing in with_things([one.review for one in concerns])}
    return [one for one in concerns if may_follow(user, one, things.get(one.review_id))]


@require_safe
@never_cache
@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one thing with what the checks saw, and the form to decide."""
    found, thing = open_review(request, pk)
    if looks_from_outside(person(request), found):
        actions.note_look(found, person(request))
    now = {"seen": fingerprint(found.plug, thing), "notes": found.plug.notes(thing)}
    return _page(request, found, thing, DecisionForm(initial=now, plug=found.plug))


@require_POST
@login_required
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide; who comes second sees what the first decided."""
    found, thing = open_review(request, pk)
    refuse_unless_may_decide(request, found, thing)
    typed = request.POST.copy()
    form = DecisionForm(typed, plug=found.plug)
    if not form.is_valid():
        return _page(request, found, thing, form)
    facts, outcome = form.cleaned_data, Outcome(form.cleaned_data["outcome"])
    # Who sends no such field at all chose nothing: "none of them" is said by the fields that go with it.
    notes = facts.get("notes") if outcome == Outcome.APPROVE and "noted" in request.POST else None
    try:
        made = actions.decide(found, thing, person(request), outcome, facts["reason"], facts["seen"], notes)
    except actions.AlreadyDecided as late:
        found = Review.objects.select_related("decision__by").get(pk=late.review.pk)
        return _page(request, found, thing, form, status=409, late=True)
    except actions.InDanger:
        form.add_error(None, _("Er loopt een plan, omdat iemand in gevaar kan zijn. Maak dat eerst af."))
        return _page(request, found, thing, form, status=409)
    except actions.Changed:
        form.add_error(None, _("De schrijver heeft de tekst net veranderd. Lees hem opnieuw en besluit dan."))
        typed["seen"] = fingerprint(found.plug, thing)
        return _page(request, found, thing, form, status=409)
    if made is None:
        messages.success(request, _("Jouw ja is bewaard. Nu leest een ander het nog, want hier staat iets zwaars in."))
    return redirect("moderation:queue")


@require_POST
@login_required
def second(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for another pair of eyes."""
    found, thing = open_review(request, pk)
    refuse_unless_may_decide(request, found, thing)
    try:
        actions.want_second(found, thing)
    except actions.AlreadyDecided:
        return redirect("moderation:review", found.pk)
    messages.success(request, _("Twee mensen moeten nu ja zeggen."))
    return redirect("moderation:review", found.pk)


def refuse_own(request: HttpRequest, found: Review, thing: Any) -> None:
    if not found.plug.may_decide(person(request), thing):
        raise PermissionDenied(_("Over je eigen stuk beslist iemand anders."))


def refuse_unless_may_decide(request: HttpRequest, found: Review, thing: Any) -> None:
    if refused_before(person(request), found):
        raise PermissionDenied(_("De schrijver is het niet eens met jouw besluit. Nu beslist iemand anders."))
    if not may_decide(person(request), found, thing):
        raise PermissionDenied(_("Over je eigen stuk beslist iemand anders."))


def sections_of(found: Review, thing: Any) -> list[tuple[str, Any, list[Any]]]:
    """Give each part as (heading, marked html, places): danger first, and what may point at a person around it."""
    parts = []
    sections = list(found.plug.sections(thing))
    seen = privacy.find_all([section.text for section in sections])
    for (heading, text, _key), marks_seen in zip(sections, seen, strict=True):
        signals = crisis.find(text)
        marks = [
            mark for mark in marks_seen if not any(mark.start < one.end and one.start < mark.end for one in signals)
        ]
        places: list[Any] = sorted([*signals, *marks], key=attrgetter("start"))
        parts.append((heading, privacy.marked_html(text, places), places))
    return parts


def _page(
    request: HttpRequest, found: Review, thing: Any, form: DecisionForm, status: int = 200, late: bool = False
) -> HttpResponse:
    # Once closed it is the writer's again: taken back, a draft, or for other readers than before.
    is_open = found.closed_at is None
    user = person(request)
    if is_open:
        actions.weigh(found, thing)  # for this page only: what it says now, not what it said when it was asked
    earlier = Review.objects.about(found.subject_kind, found.subject_id).decided().exclude(pk=found.pk)
    facts = {
        "review": found,
        "decision": getattr(found, "decision", None),
        "appeal": getattr(found, "appeal", None),
        "title": found.plug.title(thing) if is_open else found.plug.name,
        "facts": found.plug.facts(thing) if is_open else [],
        "sections": sections_of(found, thing) if is_open else [],
        "is_fictional": getattr(thing, "is_fictional", False),
        "can_propose": is_open and any(section.key for section in found.plug.sections(thing)),
        "form": form,
        "late": late,
        "names": found.plug.may_decide(user, thing),  # whoever wrote it is not told who decided
        "may_decide": is_open and may_decide(user, found, thing),
        "yeses": found.approvals.select_related("by") if is_open else (),
        "said_yes": is_open and found.approvals.filter(by=user).exists(),
        "refused_before": is_open and refused_before(user, found),
        "earlier": earlier.select_related("decision").order_by("-decision__at")[:5] if is_open else (),
        "concern": found.concerns.order_by("-opened_at").first() if found.plug.may_decide(user, thing) else None,
        "looks": found.looks.select_related("by"),
        "nav": "moderatie",
    }
    return render(request, "moderation/review.html", facts, status=status)
