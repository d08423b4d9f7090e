"""What a practice learned: read it, write it, share it, try it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import person, reader
from accounts.models import User
from moderation.privacy import find
from practices import kinds
from practices.actions import contributions
from practices.actions import insights as act
from practices.forms import InsightForm, PassOnForm, ShareForm
from practices.models import Adoption, Contribution, Insight, Practice
from practices.models.contribution import ContributionQuerySet
from practices.permissions import (
    may_edit_insight,
    may_pass_on,
    may_share_insight,
    may_withdraw_insight,
    may_write_in,
)
from practices.views.workspace import opened
from ui.text import to_html

PER_PAGE = 20
MOST_SOURCES = 100  # offered to choose from, newest first
MOST_MARKS = 10


@dataclass(frozen=True)
class Sources:
    """What an insight rests on, as far as this reader may know."""

    shown: list[Contribution]
    withdrawn: bool  # at least one was taken back by who told it
    hidden: bool  # at least one is not for this reader


def insight_at(request: HttpRequest, slug: str, pk: int) -> Insight:
    """Give the insight at this address to whom may read it; raises 404 for everybody else."""
    insights = Insight.objects.visible_to(reader(request)).select_related("practice__labour_region", "sharing__by")
    insight: Insight = get_object_or_404(insights, pk=pk, practice__slug=slug)
    return insight


def sources_of(insight: Insight, user: User | AnonymousUser) -> Sources:
    """Sort the sources into what this reader may read, what was taken back, and what is not for them."""
    taken_back = dict(insight.sources.values_list("pk", "root__withdrawn_at"))
    shown = list(Contribution.objects.visible_to(user).filter(pk__in=taken_back).order_by("pk"))
    rest = taken_back.keys() - {source.pk for source in shown}
    withdrawn = {pk for pk in rest if taken_back[pk]}
    return Sources(shown, bool(withdrawn), bool(rest - withdrawn))


def offered_to(user: User, practice: Practice) -> ContributionQuerySet[Contribution]:
    """Give the stories and cases of this practice that the writer may read, newest first."""
    seen: ContributionQuerySet[Contribution] = Contribution.objects.visible_to(user)
    newest = seen.roots().filter(practice=practice, kind__in=kinds.sources()).order_by("-published_at")
    return Contribution.objects.filter(pk__in=list(newest.values_list("pk", flat=True)[:MOST_SOURCES]))


def insights(request: HttpRequest, slug: str) -> HttpResponse:
    """What this practice learned, as far as the reader may read it, and what it took over from others."""
    practice, user = opened(request, slug), reader(request)
    learned = Insight.objects.visible_to(user).filter(practice=practice).select_related("practice__labour_region")
    page = Paginator(learned.order_by("-published_at"), PER_PAGE).get_page(request.GET.get("page"))
    adoptions = Adoption.objects.visible_to(user).filter(practice=practice).select_related("insight__practice")
    may_read = set(Insight.objects.visible_to(user).filter(adoptions__practice=practice).values_list("pk", flat=True))
    context = {
        "practice": practice,
        "page": page,
        "taken_over": [(adoption, adoption.insight_id in may_read) for adoption in adoptions],
        "may_write": may_write_in(user, practice),
        "nav": "praktijk",
    }
    return render(request, "practices/insights.html", context)


def insight(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One insight: its four parts, its sources as far as the reader may see them, and who tries it too."""
    insight, user = insight_at(request, slug, pk), reader(request)
    adoptions = list(insight.adoptions.select_related("practice__labour_region"))
    led = list(Practice.objects.led_by(user).exclude(slug=slug))
    tried = {adoption.practice_id for adoption in adoptions}
    passes = may_pass_on(user, insight)
    others = Practice.objects.exclude(pk__in=tried | {insight.practice_id})
    context = {
        "insight": insight,
        "practice": insight.practice,
        "parts": parts_of(insight),
        "sources": sources_of(insight, user),
        "about": [*insight.elements.all(), *insight.interventions.all()],
        "adoptions": [(one, to_html(one.different), to_html(one.result)) for one in adoptions],
        "may_adopt": insight.goes_round and any(practice.pk not in tried for practice in led),
        "led": {practice.pk for practice in led},
        "may_edit": may_edit_insight(user, insight),
        "may_share": may_share_insight(user, insight),
        "may_withdraw": may_withdraw_insight(user, insight),
        "pass_on": PassOnForm(practices=others) if passes else None,
        "nav": "praktijk",
    }
    return render(request, "practices/insight.html", context)


def parts_of(insight: Insight) -> list[tuple[str, str]]:
    """Give the parts that were written, each with its heading."""
    parts = [
        (_("Wat we leerden"), insight.learned),
        (_("In welke situatie"), insight.context),
        (_("Waardoor het werkte"), insight.mechanism),
        (_("Wat het opleverde"), insight.result),
    ]
    return [(heading, to_html(text)) for heading, text in parts if text]


@login_required
def insight_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Write an insight; it is for the members until a facilitator shares it."""
    practice, user = opened(request, slug), person(request)
    if not may_write_in(user, practice):
        raise PermissionDenied(_("Alleen wie meedoet met deze praktijk kan hier een inzicht schrijven."))
    form = InsightForm(request.POST or None, offered=offered_to(user, practice))
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid():
            chosen = form.cleaned_data.get("sources", [])
            facts = form.facts()
            return redirect(form.once(lambda: act.write_insight(practice, user, facts, chosen).get_absolute_url()))
    context = {"form": form, "practice": practice, "title": _("Schrijf een inzicht"), "nav": "praktijk"}
    return render(request, "practices/insight_form.html", context)


@login_required
def insight_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change the words of an insight."""
    insight, user = insight_at(request, slug, pk), person(request)
    if not may_edit_insight(user, insight):
        raise PermissionDenied(_("Alleen wie dit schreef en de begeleiders kunnen dit aanpassen."))
    assert insight.practice  # noqa: S101 - its address holds one
    offered = offered_to(user, insight.practice)
    form = InsightForm(request.POST or None, offered=offered, insight=insight)
    if request.method == "POST" and form.is_valid():
        act.edit_insight(insight, form.facts(), offered, form.cleaned_data.get("sources", []))
        messages.success(request, _("Bewaard."))
        return redirect(insight)
    title = _("Pas het inzicht aan")
    context = {"form": form, "practice": insight.practice, "insight": insight, "title": title, "nav": "praktijk"}
    return render(request, "practices/insight_form.html", context)


@login_required
def insight_share(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let it go beyond the practice, after a look at what may point at a person; or call it back."""
    insight, user = insight_at(request, slug, pk), person(request)
    if not may_share_insight(user, insight):
        raise PermissionDenied(_("Alleen de begeleiders van deze praktijk kunnen dit delen."))
    form = ShareForm(request.POST or None, initial={"audience": insight.audience})
    if request.method == "POST" and form.is_valid():
        act.share_insight(insight, user, form.cleaned_data["audience"])
        messages.success(request, _("Bewaard. Je ziet bij het inzicht wie het mag lezen."))
        return redirect(insight)
    words = "\n\n".join([insight.title, insight.learned, insight.context, insight.mechanism, insight.result])
    context: dict[str, Any] = {"form": form, "insight": insight, "practice": insight.practice, "nav": "praktijk"}
    return render(request, "practices/insight_share.html", {**context, "marks": find(words)[:MOST_MARKS]})


@require_POST
@login_required
def insight_withdrawal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an insight back."""
    insight = insight_at(request, slug, pk)
    if not may_withdraw_insight(person(request), insight):
        raise PermissionDenied(_("Alleen wie dit schreef en de begeleiders kunnen dit intrekken."))
    contributions.withdraw(insight)
    messages.success(request, _("Het inzicht is ingetrokken. Niemand kan het nog lezen."))
    return redirect("practices:insights", slug)


@require_POST
@login_required
def insight_passing_on(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Bring an insight to another practice; for the editors of Movisie."""
    insight = insight_at(request, slug, pk)
    if not may_pass_on(person(request), insight):
        raise PermissionDenied(_("Alleen redacteuren van Movisie kunnen dit doorsturen."))
    form = PassOnForm(request.POST, practices=Practice.objects.exclude(slug=slug))
    if form.is_valid():
        practice = form.cleaned_data["practice"]
        act.pass_on(insight, practice)
        messages.success(request, _("De begeleiders van ‘%(practice)s’ krijgen bericht.") % {"practice": practice})
    else:
        messages.error(request, _("Kies eerst een praktijk."))
    return redirect(insight)
