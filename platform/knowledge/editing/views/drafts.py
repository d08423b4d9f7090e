"""The desk, and writing: a draft of a record, or of one that is not there yet."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import person
from knowledge.catalogue.kinds import Facts
from knowledge.editing import actions
from knowledge.editing.differences import Difference, compare
from knowledge.editing.forms import Editor
from knowledge.editing.refusals import Closed, DraftOpen, Overtaken
from knowledge.editing.shapes import SHAPES, Shape, fingerprint, shape_of
from knowledge.editing.together import Together, join, signs
from knowledge.editing.views.opening import for_editors, version_or_404
from knowledge.models import Version

ON_THE_DESK = 100
JUST_NOW = 10


@require_safe
@for_editors
def desk(request: HttpRequest) -> HttpResponse:
    """Everything that waits, what was published last, and where to begin something new."""
    known = Version.objects.visible_to(person(request)).select_related("author", "published_by", "saved_by")
    waiting = list(known.open().order_by("-saved_at")[:ON_THE_DESK])
    facts = {
        "drafts": [with_title(one) for one in waiting if not one.is_proofread],
        "proofs": [with_title(one) for one in waiting if one.is_proofread],
        "published": [with_title(one) for one in known.published().by_hand().order_by("-published_at")[:JUST_NOW]],
        "shapes": SHAPES.values(),
        "nav": "redactie",
    }
    return render(request, "knowledge/editing/desk.html", facts)


def with_title(version: Version) -> tuple[Version, str]:
    """Give a version with what its record is called in it."""
    return version, shape_of(version).title_of(version.facts) or _("nog zonder naam")


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def create(request: HttpRequest, word: str) -> HttpResponse:
    """Write something new."""
    shape = shape_or_404(word)
    facts = shape.empty()
    if request.method != "POST":
        return _page(request, shape, Editor(shape, facts, is_new=True))
    form = Editor(shape, facts, request.POST, is_new=True)
    if not _may_be_kept(form):
        return _page(request, shape, form)
    user, reason = person(request), form.cleaned_data["reason"]
    made = form.once(lambda: actions.start_draft(user, shape.model, form.facts(), reason).get_absolute_url())
    return redirect(made)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def edit(request: HttpRequest, word: str, pk: int) -> HttpResponse:
    """Begin a draft of what is there, or go on with the one that waits."""
    shape = shape_or_404(word)
    manager = getattr(shape.model, "objects", shape.model._default_manager)
    record: Model = get_object_or_404(manager, pk=pk)
    facts = shape.facts_of(record)
    if request.method != "POST":
        if waiting := Version.objects.of(shape.word, pk).open().first():
            return redirect("knowledge:draft", waiting.pk)
        return _page(request, shape, Editor(shape, facts), record=record)
    form = Editor(shape, facts, request.POST)
    if done := form.already_done():
        return redirect(done)
    if not _may_be_kept(form):
        return _page(request, shape, form, record=record)
    changed = {name: fact for name, fact in form.facts().items() if fact != facts[name]}
    together = join(form.began, form.facts(), facts)
    if together.theirs or together.both:  # it was published anew while this was typed
        return _conflict(request, shape, form, together, facts, record=record)
    if not changed:
        form.add_error(None, _("Je veranderde nog niets."))
        return _page(request, shape, form, record=record)
    user, reason = person(request), form.cleaned_data["reason"]
    try:
        return redirect(form.once(lambda: actions.start_draft(user, record, changed, reason).get_absolute_url()))
    except DraftOpen as late:
        return _overtaken(request, form, late.version)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a draft; what was published meanwhile is laid beside it."""
    version = version_or_404(request, pk)
    shape, record = shape_of(version), actions.record_of(version)
    if request.method != "POST":
        if not version.is_open:
            return redirect(version)
        return _go_on(request, shape, version, record)
    form = Editor(shape, version.facts, request.POST, is_new=record is None)
    if done := form.already_done():
        return redirect(done)
    if not _may_be_kept(form):
        return _page(request, shape, form, version=version, record=record)
    typed = form.cleaned_data
    try:
        return redirect(
            form.once(
                lambda: actions.save_draft(
                    person(request), version, form.facts(), typed["reason"], typed["edition"] or 0, typed["seen"]
                ).get_absolute_url()
            )
        )
    except Overtaken as late:
        return _overtaken(request, form, late.version)
    except Closed as late:
        if record is None:
            return _page(request, shape, form, version=late.version, closed=True, status=409)
        now = shape.facts_of(record)
        return _conflict(request, shape, form, join(form.began, form.facts(), now), now, record=record)


def shape_or_404(word: str) -> Shape:
    if word not in SHAPES:
        raise Http404
    return SHAPES[Version.Of(word)]


def _may_be_kept(form: Editor) -> bool:
    """Say whether it is whole; who asked for one more row is not told what is missing yet."""
    if form.wants_more:
        form.forget_errors()
        return False
    return form.is_valid()


def _go_on(request: HttpRequest, shape: Shape, version: Version, record: Model | None) -> HttpResponse:
    facts, news, clashes, seen = version.facts, [], [], ""
    if record is not None and version.based_on is not None:
        now = shape.facts_of(record)
        if now != version.based_on.facts:
            together = join(signs(version.based_on.facts), version.facts, now)
            news = compare(shape, version.based_on.facts, now)
            clashes = together.clashes(shape, now)
            facts, seen = together.facts, fingerprint(now)
    form = Editor(shape, facts, is_new=record is None, reason=version.reason, edition=version.edition, seen=seen)
    form.initial["drawn"] = Editor.signs_of(version.facts)
    return _page(request, shape, form, version=version, record=record, news=news, clashes=clashes)


def _overtaken(request: HttpRequest, form: Editor, now: Version) -> HttpResponse:
    """Show my words and those somebody saved meanwhile; saving again is a choice then."""
    together = join(form.began, form.facts(), now.facts)
    return _conflict(request, form.shape, form, together, now.facts, version=now, record=actions.record_of(now))


def _conflict(
    request: HttpRequest,
    shape: Shape,
    form: Editor,
    together: Together,
    theirs: Facts,
    version: Version | None = None,
    record: Model | None = None,
) -> HttpResponse:
    begin = {"reason": form.cleaned_data["reason"], "edition": version.edition if version else None}
    fresh = Editor(shape, together.facts, is_new=record is None, **begin)
    fresh.initial["drawn"] = Editor.signs_of(theirs)
    return _page(
        request,
        shape,
        fresh,
        version=version,
        record=record,
        late=True,
        clashes=together.clashes(shape, theirs),
        news=compare(shape, form.facts(), theirs, together.theirs),
        status=409,
    )


def _page(
    request: HttpRequest,
    shape: Shape,
    form: Editor,
    version: Version | None = None,
    record: Model | None = None,
    status: int = 200,
    late: bool = False,
    closed: bool = False,
    news: list[Difference] | None = None,
    clashes: list[Difference] | None = None,
) -> HttpResponse:
    facts: dict[str, Any] = {
        "form": form,
        "shape": shape,
        "version": version,
        "record": record,
        "title": shape.title_of(form.facts_before),
        "late": late,
        "closed": closed,
        "news": news,
        "clashes": clashes,
        "nav": "redactie",
    }
    return render(request, "knowledge/editing/form.html", facts, status=status)
