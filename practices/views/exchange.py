"""De uitwisseling: what goes round between regions; for Movisie also all practices side by side."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.http import reader
from knowledge.models import Theme
from practices.exchange import all_practices, by_phase, going_round, lines, recurring
from practices.permissions import may_see_cockpit

PER_PAGE = 12
ON_PUBLIC_PAGE = 6


def exchange(request: HttpRequest) -> HttpResponse:
    """Insights going round and practices, for everyone; the cockpit on top for the editors of Movisie."""
    user = reader(request)
    insights = going_round(user)
    theme = Theme.objects.filter(slug=request.GET.get("thema", "")[:80]).first()
    if theme:
        insights = insights.filter(themes=theme)
    cockpit = may_see_cockpit(user)
    context: dict[str, Any] = {
        "page": Paginator(insights, PER_PAGE).get_page(request.GET.get("page")),
        "theme": theme,
        "themes": Theme.objects.filter(contributions__in=going_round(user).order_by()).distinct().order_by("name"),
        "query": f"thema={theme.slug}" if theme else "",
        "cockpit": cockpit,
        "nav": "uitwisseling" if cockpit else "praktijk",
    }
    if cockpit:
        practices = lines(list(all_practices()))
        context |= {"phases": by_phase(practices), "recurring": recurring(), "number": len(practices)}
    else:
        context["practices"] = all_practices()[:ON_PUBLIC_PAGE]
    return render(request, "practices/exchange.html", context)
