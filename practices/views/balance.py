"""Voice in balance: who brings, who is cited and who waits in a practice, a quarter at a time."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static

from accounts.http import reader
from practices.balance import Line, lines, sentence
from practices.models import VoiceQuarter
from practices.views.assessment import inside
from ui.charts import balance as picture

QUARTERS = 12


@login_required
def voice_balance(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one quarter, the newest when none is asked for, and the way to the others."""
    practice = inside(request, slug)
    quarters = list(VoiceQuarter.objects.visible_to(reader(request)).filter(practice=practice)[:QUARTERS])
    asked = request.GET.get("kwartaal", "")
    quarter = next((one for one in quarters if one.label == asked), quarters[0] if quarters else None)
    rows = lines(quarter.figures) if quarter else []
    context = {
        "practice": practice,
        "quarter": quarter,
        "quarters": quarters,
        "rows": rows,
        "sentence": sentence(rows) if quarter else "",
        "pictures": [drawn(rows, part) for part in ("share", "cited")],
        "nav": "praktijk",
    }
    return render(request, "practices/voice_balance.html", context)


def drawn(rows: Sequence[Line], part: str) -> str:
    """Draw the shares that are shown; "" for none."""
    parts = [(row.voice, value, row.name) for row in rows if (value := getattr(row, part))]
    return picture(parts, static("icons.svg")) if parts else ""
