"""The list of versions of one record, open to everybody; and going back, for editors."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import person, reader
from knowledge.editing import actions
from knowledge.editing.differences import compare
from knowledge.editing.forms import ReasonForm
from knowledge.editing.permissions import may_edit
from knowledge.editing.refusals import Closed, Incomplete
from knowledge.editing.shapes import SHAPES, shape_of
from knowledge.editing.views.opening import for_editors, version_or_404
from knowledge.models import Version

ON_A_PAGE = 30


@require_safe
def versions(request: HttpRequest, place: str, slug: str) -> HttpResponse:
    """Who changed what, when and why; `?van=2&tot=4` says how those two differ."""
    shape = next((one for one in SHAPES.values() if one.place == place), None)
    if shape is None:
        raise Http404
    manager = getattr(shape.model, "objects", shape.model._default_manager)
    key = f"{shape.kind.key}__slug" if shape.kind.key == "theme" else shape.kind.key
    record = get_object_or_404(manager, **{key: slug})
    published = Version.objects.of(shape.word, record.pk).published()
    page = Paginator(
        published.select_related("author", "published_by", "puts_back").defer("facts", "puts_back__facts"), ON_A_PAGE
    ).get_page(request.GET.get("page"))
    last = page.paginator.count
    to = _number(request.GET.get("tot"), last) or last
    since = _number(request.GET.get("van"), last) or max(to - 1, 1)
    pair = {one.number: one.facts for one in published.filter(number__in=[since, to])} if last > 1 else {}
    facts = {
        "record": record,
        "shape": shape,
        "page": page,
        "numbers": range(1, last + 1),
        "since": since,
        "to": to,
        "differences": compare(shape, pair[since], pair[to]) if since in pair and to in pair else None,
        "may_edit": may_edit(reader(request)),
        "nav": "kennis",
    }
    return render(request, "knowledge/editing/versions.html", facts)


def _number(said: str | None, last: int) -> int | None:
    """Give the number of a version out of an address; None where it is none of ours."""
    if not said or not (said.isascii() and said.isdecimal() and len(said) < 8):
        return None
    return int(said) if 1 <= int(said) <= last else None


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put back what a version said, with a reason; first show what that changes."""
    version = version_or_404(request, pk)
    record = actions.record_of(version)
    if not version.is_published or record is None:
        raise Http404
    shape = shape_of(version)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid():
            user, reason = person(request), form.cleaned_data["reason"]
            try:
                address = form.once(lambda: actions.page_of(actions.undo(user, version, reason)))
            except (Closed, Incomplete):
                form.add_error(None, _("Deze versie past niet meer. Maak een klad en pas het aan."))
            else:
                messages.success(request, _("De oude versie staat er weer."))
                return redirect(address)
    facts = {
        "version": version,
        "record": record,
        "shape": shape,
        "form": form,
        "differences": compare(shape, shape.facts_of(record), shape.facts_of(record) | version.facts),
        "nav": "redactie",
    }
    return render(request, "knowledge/editing/undo.html", facts)
