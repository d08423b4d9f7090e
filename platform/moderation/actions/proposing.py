"""Proposing other words, and the writer's answer to each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from moderation.actions.reviewing import decide
from moderation.models import Answer, Change, Decision, Outcome, Proposal, Review
from moderation.wording import edits, place, with_edits


@transaction.atomic
def propose(
    review: Review, thing: Any, by: User, reason: str, wanted: Mapping[str, str], seen: str = ""
) -> Decision | None:
    """Ask for a change with other words, by part (the key of a section); raises as `decide` does.

    Raises ValueError when nothing would change.
    """
    parts = {section.key: section for section in review.plug.sections(thing) if section.key}
    found = {
        key: edits(parts[key].text, text)
        for key, text in wanted.items()
        if key in parts and text.strip() and text != parts[key].text
    }
    if not any(found.values()):
        raise ValueError("a proposal changes something")
    decision = decide(review, thing, by, Outcome.CHANGE, reason, seen)
    for key, pieces in found.items():
        if not pieces or decision is None:
            continue
        part = parts[key]
        proposal = Proposal.objects.create(decision=decision, part=key, heading=part.heading, base=part.text)
        Change.objects.bulk_create(
            Change(proposal=proposal, start=piece.start, end=piece.end, becomes=piece.becomes) for piece in pieces
        )
    return decision


@transaction.atomic
def answer(proposal: Proposal, text: str, answers: Mapping[int, Answer]) -> str:
    """Remember what the writer decided about each change (by key), and give the text as it reads now.

    A change whose place the writer rewrote meanwhile is left as it is. Answered once, it stays answered.
    """
    changes = Change.objects.select_for_update(no_key=True).filter(proposal=proposal, pk__in=answers, answer="")
    taken = []
    for change in changes:
        spot = place(proposal.base, text, change.start, change.end)
        change.answer = answers[change.pk] if spot else Answer.LEAVE
        change.answered_at = timezone.now()
        change.save(update_fields=["answer", "answered_at"])
        if spot and change.answer == Answer.TAKE:
            taken.append((*spot, change.becomes))
    return with_edits(text, taken)
