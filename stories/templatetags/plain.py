"""What stands below a field while somebody tells: how long it is, and one gentle hint."""

from __future__ import annotations

from typing import Any

from django import template

from stories import plain

register = template.Library()


@register.inclusion_tag("stories/tell/_plain.html")
def plain_hint(text: Any) -> dict[str, Any]:
    """Draw it for the text as it stands; the script keeps it up while somebody types."""
    words = str(text or "")
    return {"size": plain.size(words), "hint": plain.hint(words), "easier": plain.EASIER, "long": plain.LONG}
