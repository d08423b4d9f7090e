"""Words that are not placed yet: kept for who is signed in, and in this browser's session for who was signed out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from accounts.models import User
from forums.models import Draft, Talk
from forums.models.draft import answered

KEY = "reply_draft"
FIELDS = ("text", "intent", "perspective", "pseudonym", "element", "polarity", "parent", "quote", "file_words")
LONGEST = 10_000  # characters of one field
MOST = 20  # drafts of one person that a talk shows
AT_ONCE = 500


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
        drop(request, user, root_id, answered(typed))
        return
    Talk.objects.get_or_create(root_id=root_id)
    Draft.objects.put(user.pk, root_id, typed)


def find(request: HttpRequest, user: User, root_id: int) -> dict[int, dict[str, Any]]:
    """Give the words kept for this talk, by the reply they answer (0 for none), the newest first.

    What was typed before signing in becomes a draft of this person.
    """
    kept = request.session.get(KEY) or {}
    if kept.get("root") == root_id:
        Draft.objects.put(user.pk, root_id, kept["said"])
        request.session.pop(KEY, None)
    return {draft.parent: draft.said for draft in Draft.objects.filter(user=user, root=root_id)[:MOST]}


def others(typed: dict[int, dict[str, Any]]) -> list[tuple[int, str]]:
    """Give what else somebody began, as (the reply it answers, words)."""
    return [(parent, str(said.get("text", ""))) for parent, said in typed.items()]


def drop(request: HttpRequest, user: User, root_id: int, parent: int) -> None:
    """Forget this draft: it was placed, or emptied."""
    Draft.objects.filter(user=user, root=root_id, parent=parent).delete()
    kept = request.session.get(KEY) or {}
    if kept.get("root") == root_id and answered(kept["said"]) == parent:
        request.session.pop(KEY, None)


def carry(old_id: int, new_id: int, parents: Sequence[int]) -> None:
    """Let words that answer these replies go along to another talk; where there are some already, these stay."""
    for begin in range(0, len(parents), AT_ONCE):
        some = Draft.objects.filter(root=old_id, parent__in=parents[begin : begin + AT_ONCE])
        taken = Draft.objects.filter(root=new_id, user=OuterRef("user"), parent=OuterRef("parent"))
        free = list(some.exclude(Exists(taken)).values_list("pk", flat=True))
        Draft.objects.filter(pk__in=free).update(root=new_id)


def without_quotes(root_id: int, parent_id: int | None = None) -> None:
    """Take words that were taken back out of what people are still typing; with a parent only those of that reply."""
    for draft in Draft.objects.filter(root=root_id):
        if draft.said.get("quote") and parent_id in {None, draft.parent}:
            draft.said["quote"] = ""
            draft.save(update_fields=["said"])
