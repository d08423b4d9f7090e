"""Who is quoted in an insight: choosing sentences, asking whether it is right, answering, and sharing it inside."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import person
from accounts.models import User
from practices import kinds
from practices.actions import quoting as act
from practices.checking import state_of
from practices.forms.quoting import CheckForm, QuotesForm
from practices.models import Contribution, Insight, Quoted
from practices.permissions import may_edit_insight, may_share_inside
from practices.views.insights import insight_at, parts_of
from ui.text import to_html


def edited(request: HttpRequest, slug: str, pk: int) -> tuple[Insight, User]:
    """Give the insight to who may change it; raises PermissionDenied for everybody else who may read it."""
    insight, user = insight_at(request, slug, pk), person(request)
    if not may_edit_insight(user, insight):
        raise PermissionDenied(_("Alleen wie dit schreef en de begeleiders kunnen dit aanpassen."))
    return insight, user


@login_required
def insight_quotes(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Choose which sentence of each source stands in it."""
    insight, user = edited(request, slug, pk)
    rows = list(insight.quoted.taking_part().select_related("contribution"))
    seen = Contribution.objects.visible_to(user).in_bulk([row.contribution_id for row in rows])
    offered = [(row.contribution, words_of(row.contribution), row.quote) for row in rows if row.contribution_id in seen]
    form = QuotesForm(request.POST or None, sources=offered)
    if request.method == "POST" and form.is_valid():
        act.choose(insight, user, form.chosen())
        messages.success(request, _("Bewaard. Vraag nu of het klopt."))
        return redirect(f"{insight.get_absolute_url()}#nakijken")
    context = {"form": form, "insight": insight, "practice": insight.practice, "offered": offered, "nav": "praktijk"}
    return render(request, "practices/insight_quotes.html", context)


def words_of(source: Contribution) -> str:
    """Give what may be quoted of it; of what carries a note nothing may."""
    return "" if source.content_notes else kinds.of(source.kind).said(source)


@require_POST
@login_required
def insight_asking(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask those quoted whether it is right."""
    insight, user = edited(request, slug, pk)
    if act.ask(insight, user):
        messages.success(request, _("Gevraagd. Wie jullie aanhalen, krijgt bericht."))
    else:
        messages.info(request, _("Iedereen is al gevraagd."))
    return redirect(f"{insight.get_absolute_url()}#nakijken")


@require_POST
@login_required
def insight_inside(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let the practice read a draft."""
    insight, user = insight_at(request, slug, pk), person(request)
    if not may_share_inside(user, insight):
        raise PermissionDenied(_("Alleen wie dit schreef en de begeleiders kunnen dit delen."))
    try:
        act.share_inside(insight, user)
    except act.NotYet:
        messages.error(request, _("Niet iedereen die jullie aanhalen, zei dat het klopt."))
    else:
        messages.success(request, _("Gedeeld. De praktijk kan het nu lezen."))
    return redirect(insight)


@login_required
def quoted(request: HttpRequest, pk: int) -> HttpResponse:
    """See exactly the insight and one's own sentence, and say whether it is right."""
    rows = Quoted.objects.of(person(request)).select_related("insight__practice", "contribution")
    row = get_object_or_404(rows, pk=pk)
    form = CheckForm(request.POST or None, initial={"version": row.insight.version, "widest": row.widest or "practice"})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        if act.answer(row, facts["answer"], facts["version"], facts["words"], facts["widest"]):
            messages.success(request, THANKS[facts["answer"]]())
            return redirect("practices:quoted", pk)
        form.data = {**form.data.dict(), "version": str(row.insight.version)}  # type: ignore[attr-defined]
        form.add_error(None, _("De woorden zijn net veranderd. Lees ze nog een keer, en kies dan."))
    context = {
        "row": row,
        "insight": row.insight,
        "practice": row.insight.practice,
        "parts": parts_of(row.insight),
        "state": state_of(row),
        "said": to_html(row.words) if row.words else "",
        "is_member_page": row.insight.is_shown
        and Insight.objects.visible_to(person(request)).filter(pk=row.insight_id).exists(),
        "form": None if row.answer == Quoted.Answer.OUT else form,
        "nav": "mijn",
    }
    response = render(request, "practices/quoted.html", context)
    response["Cache-Control"] = "no-store"
    return response


THANKS = {
    Quoted.Answer.YES: lambda: _("Dank je. We geven door dat het klopt."),
    Quoted.Answer.NO: lambda: _("Dank je. Het inzicht wordt nu niet gedeeld. De schrijver leest wat er niet klopt."),
    Quoted.Answer.OUT: lambda: _("Gedaan. Jouw woorden staan er niet meer in."),
}
