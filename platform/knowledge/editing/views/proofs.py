"""Proof-reading: what may be read before it is published, and what editors decide about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import person
from accounts.models import User
from knowledge.editing import actions
from knowledge.editing.differences import compare
from knowledge.editing.forms import PublishForm
from knowledge.editing.permissions import may_edit
from knowledge.editing.reading import passages
from knowledge.editing.refusals import Closed, Incomplete, NoReason, Stale
from knowledge.editing.shapes import shape_of
from knowledge.editing.views.drafts import with_title
from knowledge.editing.views.opening import for_editors, signed_in, version_or_404
from knowledge.models import Version
from ui.forms import Once

ON_A_PAGE = 30


@require_safe
@signed_in
def proofs(request: HttpRequest) -> HttpResponse:
    """Everything that waits for readers, what waits longest on top."""
    waiting = Version.objects.visible_to(person(request)).filter(state=Version.State.PROOFREADING)
    page = Paginator(waiting.select_related("author", "published_by").order_by("offered_at", "pk"), ON_A_PAGE)
    found = page.get_page(request.GET.get("page"))
    facts = {"page": found, "lines": [with_title(one) for one in found], "nav": "kennis"}
    return render(request, "knowledge/editing/proofs.html", facts)


@require_safe
@signed_in
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how it would read, and what changes."""
    return _page(request, version_or_404(request, pk))


@require_POST
@for_editors
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Let others proof-read it."""
    return _do(request, pk, actions.offer, _("Wie is ingelogd, kan dit nu proeflezen."))


@require_POST
@for_editors
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it a draft again."""
    return _do(request, pk, actions.take_back, _("Dit is weer een klad. Alleen de redactie leest het."))


@require_POST
@for_editors
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay it aside."""
    return _do(request, pk, actions.drop, _("Dit klad is weggelegd. Op de site verandert niets."))


@require_POST
@for_editors
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Let readers see it."""
    version, user = version_or_404(request, pk), person(request)
    form = PublishForm(request.POST)
    if done := form.already_done():
        return redirect(done)
    if not form.is_valid():
        return _page(request, version, form)
    day = form.cleaned_data["reviewed_on"]
    try:
        address = form.once(lambda: _publish(user, version, day))
    except Closed as late:
        return _page(request, version_or_404(request, late.version.pk), late=True, status=409)
    except Stale:
        messages.warning(request, _("Intussen is deze bladzijde veranderd. Kijk je klad na en bewaar het opnieuw."))
        return redirect("knowledge:draft", pk)
    except NoReason:
        messages.warning(request, _("Schrijf eerst op waarom je dit verandert."))
        return redirect("knowledge:draft", pk)
    except Incomplete as missing:
        return _page(request, version, form, missing=_missing(version, missing), status=409)
    messages.success(request, _("Gepubliceerd. Iedereen kan het nu lezen."))
    return redirect(address)


def _publish(user: User, version: Version, reviewed_on: str | None) -> str:
    day = date.fromisoformat(reviewed_on) if reviewed_on else None
    return actions.page_of(actions.publish(user, version, day))


def _do(request: HttpRequest, pk: int, act: Callable[[User, Version], Version], said: str) -> HttpResponse:
    version = version_or_404(request, pk)
    form = Once(request.POST)
    if done := form.already_done():
        return redirect(done)
    try:
        address = form.once(lambda: act(person(request), version).get_absolute_url())
    except Closed as late:
        return _page(request, version_or_404(request, late.version.pk), late=True, status=409)
    except NoReason:
        return redirect("knowledge:draft", pk)
    messages.success(request, said)
    return redirect(address)


def _missing(version: Version, refused: Incomplete) -> list[str]:
    """Give what is missing in the words of the page."""
    labels = {field.name: str(field.verbose_name) for field in shape_of(version).fields}
    return [
        f"{labels[name]}: {error}" if name in labels else str(error)
        for name, errors in refused.errors.items()
        for error in errors
    ]


def _page(
    request: HttpRequest,
    version: Version,
    form: PublishForm | None = None,
    late: bool = False,
    missing: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    shape, record = shape_of(version), actions.record_of(version)
    before = version.based_on.facts if version.based_on else None
    facts = {
        "version": version,
        "shape": shape,
        "record": record,
        "page": actions.page_of(version) if record else "",
        "title": shape.title_of(version.facts) or _("nog zonder naam"),
        "passages": passages(shape, version.facts),
        "differences": compare(shape, before, version.facts) if before is not None else None,
        "may_edit": may_edit(person(request)),
        "form": form or PublishForm(initial={"reviewed_on": timezone.localdate()}),
        "asks_day": "reviewed_on" in version.facts,
        "once": Once(),
        "late": late,
        "missing": missing,
        "nav": "kennis",
    }
    return render(request, "knowledge/editing/proof.html", facts, status=status)
