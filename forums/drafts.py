"""Words that are not placed yet: kept for who is signed in, and in this browser's session for who was signed out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from accounts.models import User
from forums.models import Draft, Talk

KEY = "reply_draft"
FIELDS = ("text", "intent", "perspective", "pseudonym", "element", "polarity", "parent", "quote")
LONGEST = 10_000  # characters of one field


def said(request: HttpRequest) -> dict[str, Any]:
    """Read what was typed so far."""
    return {name: request.POST.get(name, "").replace("\x00", "")[:LONGEST] for name in FIELDS}


def keep_for_later(request: HttpRequest, root_id: int) -> None:
    """Keep the words of who is not signed in in this browser's session; one draft at a time."""
    typed = said(request)
    if typed["text"].strip():
        request.session[KEY] = {"root": root_id, "said": typed}


def keep(request: HttpRequest, user: User, root_id: int) -> None:
    """Keep the words of a person on the server; an emptied field ends the draft."""
    typed = said(request)
    if not typed["text"].strip():
        drop(request, user, root_id)
        return
    Talk.objects.get_or_create(root_id=root_id)
    Draft.objects.put(user.pk, root_id, typed)


def find(request: HttpRequest, user: User, root_id: int) -> dict[str, Any] | None:
    """Give the words kept for this talk, or None; what was typed before signing in becomes a draft of this person."""
    kept = request.session.get(KEY) or {}
    if kept.get("root") == root_id:
        Draft.objects.put(user.pk, root_id, kept["said"])
        request.session.pop(KEY, None)
    draft = Draft.objects.filter(user=user, root=root_id).first()
    return draft.said if draft else None


def drop(request: HttpRequest, user: User, root_id: int) -> None:
    """Forget the draft: it was placed."""
    Draft.objects.filter(user=user, root=root_id).delete()
    if (request.session.get(KEY) or {}).get("root") == root_id:
        request.session.pop(KEY, None)


def without_quotes(root_id: int, parent_id: int | None = None) -> None:
    """Take words that were taken back out of what people are still typing; with a parent only those of that reply."""
    for draft in Draft.objects.filter(root=root_id):
        if draft.said.get("quote") and parent_id in {None, _number(draft.said.get("parent"))}:
            draft.said["quote"] = ""
            draft.save(update_fields=["said"])


def _number(value: Any) -> int | None:
    return int(value) if str(value).isascii() and str(value).isdecimal() else None
