"""What members of a practice keep together, on other pages: its agreements, its own words, its library."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from practices.models import Definition, LibraryItem, Practice
from ui.slots import slot

MINE = 50  # of what somebody laid in libraries
IN_THE_GLOSSARY = 30


@slot("practice.section", order=24)
def kept_together(context: Any, practice: Practice, membership: Any = None, **kwargs: Any) -> str:
    """The way to what members keep together. No question."""
    return render_to_string("practices/_shared_here.html", {"practice": practice}) if membership is not None else ""


@slot("mine.section", order=46)
def my_library(context: Any, **kwargs: Any) -> str:
    user = context["user"]
    items = LibraryItem.objects.visible_to(user).filter(added_by=user).select_related("practice")[:MINE]
    return render_to_string("practices/_my_library.html", {"items": items}) if items else ""


@slot("knowledge.glossary")
def words_of_practices(context: Any, **kwargs: Any) -> str:
    """The words of practices that this reader may see. One question."""
    seen = Definition.objects.visible_to(context["user"]).filter(latest__isnull=False)
    rows = seen.select_related("practice", "latest")[:IN_THE_GLOSSARY]
    return render_to_string("practices/_words_here.html", {"definitions": rows}) if rows else ""
