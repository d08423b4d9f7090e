"""Words that came in just after somebody was signed out: kept until they are back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

KEY = "reply_draft"
FIELDS = ("text", "intent", "perspective", "pseudonym", "element", "polarity", "parent", "quote")
LONGEST = 10_000  # characters of one field


def keep(request: HttpRequest, root_id: int) -> None:
    """Keep the words in this browser's session; one draft at a time."""
    said = {name: request.POST.get(name, "")[:LONGEST] for name in FIELDS}
    if said["text"].strip():
        request.session[KEY] = {"root": root_id, "said": said}


def find(request: HttpRequest, root_id: int) -> dict[str, Any] | None:
    """Give the words kept for this talk, or None."""
    kept = request.session.get(KEY) or {}
    return kept["said"] if kept.get("root") == root_id else None


def drop(request: HttpRequest) -> None:
    """Forget the draft: it was placed."""
    request.session.pop(KEY, None)
