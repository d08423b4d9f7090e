"""What dossiers cite, on the page of a theme and beside what is cited (slots; found through practices/slots.py)."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from knowledge.models import Theme
from practices import kinds
from practices.models import Citation, Contribution
from practices.permissions import is_editor, may_cite
from ui.slots import slot


@slot("knowledge.theme", order=12)
def on_theme(context: Any, theme: Theme) -> str:
    """Show what this dossier cites; of what was taken back only that it was."""
    user = context["user"]
    here = list(Citation.objects.filter(dossier__theme=theme).for_reader(user).select_related("contribution__practice"))
    rows = [
        (cited, kinds.of(cited.contribution.kind).url(cited.contribution))
        for cited in here
        if getattr(cited, "opens", False)
    ]
    gone = [cited for cited in here if cited.contribution.is_withdrawn]
    if not rows and not gone:
        return ""
    facts = {"rows": rows, "gone": gone, "edits": is_editor(user)}
    return render_to_string("practices/_cited.html", facts, request=context.get("request"))


@slot("contribution.aside", order=40)
def offer(context: Any, contribution: Contribution) -> str:
    """Let an editor cite it."""
    if not may_cite(context["user"], contribution):
        return ""
    return render_to_string("practices/_cite.html", {"contribution": contribution})
