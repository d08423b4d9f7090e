"""What a practice learned: read it, write it, share it, try it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
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
from practices.actions.quoting import NotYet, may_reach
from practices.checking import checked, descendants, line, lineage_of, quotes_of
from practices.forms import InsightForm, PassOnForm, ShareForm
from practices.models import Adoption, Audience, Contribution, Insight, Practice, Quoted
from practices.models.contribution import ContributionQuerySet
from practices.permissions import (
    may_edit_insight,
    may_pass_on,
    may_share_inside,
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
    insights = Insight.objects.opened_by(reader(request)).select_related("practice__labour_region", "sharing__by")
    insights = insights.annotate(has_quotes=Exists(Quoted.objects.filter(insight=OuterRef("pk"))), has_line=line())
    insight: Insight = get_object_or_404(insights, pk=pk, practice__slug=slug)
    return insight


def sources_of(insight: Insight, user: User | AnonymousUser) -> Sources:
    """Sort the sources into what this reader may read, what was taken back, and what is not for them."""
    seen = Contribution.objects.visible_to(user).filter(pk=OuterRef("pk"))
    rows = list(insight.sources.annotate(opens=Exists(seen)).select_related("practice", "root").order_by("pk"))
    rest = [row for row in rows if not row.opens]
    withdrawn = [row for row in rest if row.root and row.root.withdrawn_at]
    return Sources([row for row in rows if row.opens], bool(withdrawn), len(rest) > len(withdrawn))


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
    drafts = Insight.objects.opened_by(user).filter(practice=practice, draft_since__isnull=False)
    context = {
        "practice": practice,
        "drafts": drafts.order_by("-draft_since")[:PER_PAGE] if may_write_in(user, practice) else [],
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
        "quotes": quotes_of(insight) if insight.has_quotes else [],  # type: ignore[attr-defined]
        "lineage": lineage_of(insight, user) if insight.has_line else None,  # type: ignore[attr-defined]
        "check": checked(insight) if may_edit_insight(user, insight) else None,
        "may_share_inside": may_share_inside(user, insight),
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
        (_("Wat hier nieuw aan is"), insight.new),
        (_("Kan dit binnen de regels van nu?"), rules_of(insight)),
    ]
    return [(heading, to_html(text)) for heading, text in parts if text]


def rules_of(insight: Insight) -> str:
    """Say whether it can be done within the rules of today, and which rule is in the way; "" when nobody knows."""
    said = str(insight.get_within_rules_display()) if insight.within_rules else ""
    return "\n\n".join(filter(None, [said and f"{said}.", insight.rules_note]))


def earlier_for(user: User, practice: Practice, insight: Insight | None = None) -> ContributionQuerySet[Insight]:
    """Give the insights one may build on, newest first: those the writer may read, and none that builds on this one."""
    seen = Insight.objects.visible_to(user).filter(practice__isnull=False)
    if insight is not None:
        seen = seen.exclude(pk__in=[insight.pk, *descendants(insight)])
    newest = list(seen.order_by("-published_at").values_list("pk", flat=True)[:MOST_SOURCES])
    if insight is not None:
        newest += insight.builds_on.values_list("pk", flat=True)
    found: ContributionQuerySet[Insight] = Insight.objects.filter(pk__in=newest).order_by("-published_at")
    return found


@login_required
def insight_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Write an insight; it is a draft until those quoted looked at it and it is shared with the members."""
    practice, user = opened(request, slug), person(request)
    if not may_write_in(user, practice):
        raise PermissionDenied(_("Alleen wie meedoet met deze praktijk kan hier een inzicht schrijven."))
    form = InsightForm(request.POST or None, offered=offered_to(user, practice), earlier=earlier_for(user, practice))
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid():
            chosen = form.cleaned_data.get("sources", [])
            facts = form.facts()
            return redirect(form.once(lambda: act.begin_insight(practice, user, facts, chosen).get_absolute_url()))
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
    earlier = earlier_for(user, insight.practice, insight)
    form = InsightForm(request.POST or None, offered=offered, earlier=earlier, insight=insight)
    if request.method == "POST" and form.is_valid():
        was_shown = insight.is_shown
        act.edit_insight(insight, user, form.facts(), offered, form.cleaned_data.get("sources", []))
        if was_shown and not insight.is_shown:
            messages.info(request, _("Bewaard. Het is nu weer een concept: vraag eerst opnieuw of het klopt."))
        else:
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
    form = ShareForm(request.POST or None, initial={"audience": insight.audience}, now=insight.audience)
    if request.method == "POST" and form.is_valid():
        try:
            act.share_insight(insight, user, form.cleaned_data["audience"])
        except NotYet:
            form.add_error("audience", _("Niet iedereen die jullie aanhalen, zei hier ja op. Vraag het eerst."))
        else:
            messages.success(request, _("Bewaard. Je ziet bij het inzicht wie het mag lezen."))
            return redirect(insight)
    words = "\n\n".join(filter(None, [getattr(insight, name) for name in act.WORDS]))
    context: dict[str, Any] = {"form": form, "insight": insight, "practice": insight.practice, "nav": "praktijk"}
    context["waiting"] = not may_reach(insight, next_wider(insight))
    return render(request, "practices/insight_share.html", {**context, "marks": find(words)[:MOST_MARKS]})


def next_wider(insight: Insight) -> str:
    """Give the readers one step wider than those of now."""
    return Audience.SIGNED_IN if insight.audience == Audience.PRACTICE else Audience.EVERYONE


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
