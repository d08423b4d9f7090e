"""Where editors steer the search: synonyms, what stands higher or lower, and questions without a good answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import person, reader
from search import actions
from search.forms import NudgeForm, Synonyms, Why
from search.models import IndexEntry, Nudge, SynonymChange, SynonymGroup, Verdict
from search.permissions import may_steer
from search.plugs import keys_of

PER_PAGE = 50
LOOK_BACK = timedelta(days=90)
View = Callable[..., HttpResponse]


def editors_only(view: View) -> View:
    """Refuse everybody else; who is not signed in is asked to."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if not may_steer(reader(request)):
            raise PermissionDenied(_("Dit kan alleen de redactie."))
        return view(request, *args, **options)

    return guarded


@editors_only
def synonyms(request: HttpRequest) -> HttpResponse:
    """Show all groups, or those with the words of ?q=, and what was changed last."""
    groups = SynonymGroup.objects.exclude(words="")
    if wanted := request.GET.get("q", "").replace("\x00", "").strip()[:80]:
        groups = groups.filter(words__icontains=wanted)
    context = {
        "page": Paginator(groups, PER_PAGE).get_page(request.GET.get("page")),
        "changes": SynonymChange.objects.select_related("by", "group")[:10],
        "wanted": wanted,
        "query": urlencode({"q": wanted}) if wanted else "",
        "nav": "zoeken",
    }
    return render(request, "search/synonyms.html", context)


@editors_only
def synonym_create(request: HttpRequest) -> HttpResponse:
    """Make a new group; ?q= is its first word."""
    first = request.GET.get("q", "").replace("\x00", "")[:80]
    return _written(request, None, Synonyms(request.POST or None, initial={"words": f"{first}\n" if first else ""}))


@editors_only
def synonym(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a group; its history stands below."""
    group = get_object_or_404(SynonymGroup, pk=pk)
    return _written(request, group, Synonyms(request.POST or None, initial={"words": group.words}))


def _written(request: HttpRequest, group: SynonymGroup | None, form: Synonyms) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        if done := form.already_done():
            return redirect(done)
        given = form.cleaned_data

        def write() -> str:
            kept = actions.write_synonyms(group, given["words"], given["why"], person(request))
            return reverse("search:synonym", args=[kept.pk])

        return redirect(form.once(write))
    changes = group.changes.select_related("by") if group else []
    context = {"form": form, "group": group, "changes": changes, "why": Why(), "nav": "zoeken"}
    return render(request, "search/synonym.html", context)


@editors_only
@require_POST
def synonym_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a group away; its history stays, and from there it can be put back."""
    group = get_object_or_404(SynonymGroup, pk=pk)
    form = Why(request.POST)
    if form.is_valid():
        actions.write_synonyms(group, [], form.cleaned_data["why"], person(request))
        return redirect("search:synonyms")
    context = {"form": Synonyms(initial={"words": group.words}), "group": group, "why": form, "nav": "zoeken"}
    return render(request, "search/synonym.html", context | {"changes": group.changes.select_related("by")})


@editors_only
@require_POST
def synonym_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put back what a group was before one change; that is a change too."""
    change = get_object_or_404(SynonymChange, pk=pk)
    actions.write_synonyms(change.group, change.before.splitlines(), _("Teruggezet."), person(request))
    return redirect("search:synonym", change.group_id)


@editors_only
def nudges(request: HttpRequest) -> HttpResponse:
    """Show what stands higher or lower by hand, newest first; titles only of what this editor may see."""
    page = Paginator(Nudge.objects.select_related("by", "ended_by"), PER_PAGE).get_page(request.GET.get("page"))
    opened = IndexEntry.objects.opened_by(keys_of(reader(request)))
    rows = opened.filter(object_id__in={nudge.object_id for nudge in page}).values("kind", "object_id", "title", "url")
    seen = {(row["kind"], row["object_id"]): row for row in rows}
    listed = [(nudge, seen.get((nudge.kind, nudge.object_id))) for nudge in page]
    return render(request, "search/nudges.html", {"page": page, "listed": listed, "nav": "zoeken"})


@editors_only
def nudge_create(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Let one thing this editor may see stand higher or lower, for ?q= or for every question."""
    opened = IndexEntry.objects.opened_by(keys_of(reader(request)))
    entry = get_object_or_404(opened, kind=kind, object_id=pk)
    form = NudgeForm(request.POST or None, initial={"question": request.GET.get("q", "")[:200]})
    if request.method == "POST" and form.is_valid():
        if done := form.already_done():
            return redirect(done)
        given = form.cleaned_data

        def write() -> str:
            actions.nudge(entry, given["question"], given["way"], given["why"], person(request))
            return reverse("search:nudges")

        return redirect(form.once(write))
    return render(request, "search/nudge.html", {"form": form, "entry": entry, "nav": "zoeken"})


@editors_only
@require_POST
def nudge_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo one nudge; that it was there stays on the list."""
    actions.undo_nudge(get_object_or_404(Nudge, pk=pk), person(request))
    return redirect("search:nudges")


@editors_only
def unanswered(request: HttpRequest) -> HttpResponse:
    """Show which questions found no good answer of late, most often asked first."""
    lately = Verdict.objects.filter(day__gte=timezone.localdate() - LOOK_BACK).exclude(question="")
    asked = lately.values("question").annotate(
        no=Count("pk", filter=Q(fits=False)), yes=Count("pk", filter=Q(fits=True)), last=Max("day")
    )
    page = Paginator(asked.filter(no__gt=0).order_by("-no", "question"), PER_PAGE).get_page(request.GET.get("page"))
    questions = [row["question"] for row in page]
    said = lately.filter(question__in=questions, fits=False).exclude(words="").values_list("question", "words")
    words: dict[str, list[str]] = {}
    for question, more in said.order_by("-pk")[: PER_PAGE * 5]:
        words.setdefault(question, []).append(more)
    listed = [row | {"words": words.get(row["question"], [])[:5]} for row in page]
    return render(request, "search/unanswered.html", {"page": page, "listed": listed, "nav": "zoeken"})
