"""Meelezen: the queue, and deciding on one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import person
from moderation import actions, privacy
from moderation.fingerprint import fingerprint
from moderation.forms import DecisionForm
from moderation.models import Outcome, Review
from moderation.permissions import looks_from_outside, may_decide, may_read_along

ON_A_PAGE = 20
DECIDED = 10


class Waiting(NamedTuple):
    """One line of the queue."""

    review: Review
    title: str
    facts: list[tuple[str, str]]
    marks: int


@require_safe
@never_cache
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits, longest first, and what was decided last."""
    user = person(request)
    if not may_read_along(user):
        raise PermissionDenied(_("Meelezen is voor moderatoren en begeleiders."))
    reviews = Review.objects.visible_to(user)
    page = Paginator(reviews.open(), ON_A_PAGE).get_page(request.GET.get("page"))
    decided = reviews.decided().select_related("decision__by").order_by("-decision__at")[:DECIDED]
    lines = [
        Waiting(
            review,
            review.plug.title(thing),
            review.plug.facts(thing),
            sum(len(privacy.find(section.text)) for section in review.plug.sections(thing)),
        )
        for review, thing in _with_things(page)
    ]
    titles = [
        # What was refused, or is for other readers now, is the writer's again and is not named here.
        (review, review.plug.title(thing) if review.plug.is_open_to_all(thing) else review.plug.name)
        for review, thing in _with_things(decided)
    ]
    facts = {"page": page, "lines": lines, "decided": titles, "nav": "moderatie"}
    return render(request, "moderation/queue.html", facts)


def _with_things(reviews: Iterable[Review]) -> list[tuple[Review, Any]]:
    """Put each review beside its thing, with one visit to the database per kind; what is gone is left out."""
    reviews = list(reviews)
    wanted: dict[str, list[int]] = defaultdict(list)
    for review in reviews:
        wanted[review.subject_kind].append(review.subject_id)
    found = {
        (kind, thing.pk): thing
        for kind, pks in wanted.items()
        for thing in next(r for r in reviews if r.subject_kind == kind).plug.things(pks)
    }
    pairs = ((review, found.get((review.subject_kind, review.subject_id))) for review in reviews)
    return [(review, thing) for review, thing in pairs if thing is not None]


def _open(request: HttpRequest, pk: int) -> tuple[Review, Any]:
    """Give the review and its thing, or 404 for whoever may not see it."""
    review = get_object_or_404(Review.objects.visible_to(person(request)).select_related("decision__by"), pk=pk)
    pair = _with_things([review])
    if not pair:
        raise Http404
    return pair[0]


@require_safe
@never_cache
@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one thing with what the privacy check saw, and the form to decide."""
    found, thing = _open(request, pk)
    if looks_from_outside(person(request), found):
        actions.note_look(found, person(request))
    return _page(request, found, thing, DecisionForm(initial={"seen": fingerprint(found.plug, thing)}))


@require_POST
@login_required
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide; who comes second sees what the first decided."""
    found, thing = _open(request, pk)
    if not may_decide(person(request), found, thing):
        raise PermissionDenied(_("Over je eigen stuk beslist iemand anders."))
    typed = request.POST.copy()
    form = DecisionForm(typed)
    if not form.is_valid():
        return _page(request, found, thing, form)
    facts = form.cleaned_data
    try:
        actions.decide(found, thing, person(request), Outcome(facts["outcome"]), facts["reason"], facts["seen"])
    except actions.AlreadyDecided as late:
        found = Review.objects.select_related("decision__by").get(pk=late.review.pk)
        return _page(request, found, thing, form, status=409, late=True)
    except actions.Changed:
        form.add_error(None, _("De schrijver heeft de tekst net veranderd. Lees hem opnieuw en besluit dan."))
        typed["seen"] = fingerprint(found.plug, thing)
        return _page(request, found, thing, form, status=409)
    return redirect("moderation:queue")


def _page(
    request: HttpRequest, found: Review, thing: Any, form: DecisionForm, status: int = 200, late: bool = False
) -> HttpResponse:
    sections = []
    # Once closed it is the writer's again: taken back, a draft, or for other readers than before.
    is_open = found.closed_at is None
    for heading, text in found.plug.sections(thing) if is_open else ():
        marks = privacy.find(text)
        sections.append((heading, privacy.marked_html(text, marks), marks))
    facts = {
        "review": found,
        "decision": getattr(found, "decision", None),
        "title": found.plug.title(thing) if is_open else found.plug.name,
        "facts": found.plug.facts(thing) if is_open else [],
        "sections": sections,
        "form": form,
        "late": late,
        "may_decide": is_open and may_decide(person(request), found, thing),
        "looks": found.looks.select_related("by"),
        "nav": "moderatie",
    }
    return render(request, "moderation/review.html", facts, status=status)
