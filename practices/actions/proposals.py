"""Asking the knowledge base for a change out of what a practice learned, and deciding about it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from accounts.models import User
from knowledge.editing.actions import start_draft
from knowledge.editing.refusals import DraftOpen
from knowledge.models import Version
from notifications.actions import notify
from practices.models import Insight, Proposal


class AlreadyDecided(Exception):
    """Somebody else decided first, or it was taken back."""


@transaction.atomic
def propose(insight: Insight, by: User, subject: Any, text: str, why: str) -> Proposal:
    """Keep what should stand there instead, and why; the caller asked `may_propose`."""
    return Proposal.objects.create(
        insight=insight,
        by=by,
        text=text,
        why=why,
        is_fictional=insight.is_fictional,
        **{Proposal.field_for(subject): subject},
    )


@transaction.atomic
def decide(proposal: Proposal, by: User, accepted: bool, reason: str = "") -> Version | None:
    """Accept or decline once. Accepted it opens a draft, or goes on in the one that waits; gives that draft.

    The proposer hears, and reads the reason. Raises AlreadyDecided, and ValueError for declining without a reason.
    """
    if not accepted and not reason.strip():
        raise ValueError("declining needs a reason")
    # First the lock, then the question: who waited must see what the other decided meanwhile.
    list(Proposal.objects.select_for_update(of=("self",), no_key=True).filter(pk=proposal.pk))
    if not Proposal.objects.standing().open().filter(pk=proposal.pk).exists():
        raise AlreadyDecided
    proposal.refresh_from_db()
    proposal.accepted, proposal.reason, proposal.decided_by, proposal.decided_at = accepted, reason, by, timezone.now()
    proposal.save(update_fields=["accepted", "reason", "decided_by", "decided_at"])
    version = draft_for(proposal, by) if accepted else None
    if version is not None:
        proposal.version = version
        proposal.save(update_fields=["version"])
    tell_proposer(proposal)
    return version


def draft_for(proposal: Proposal, by: User) -> Version:
    """Open a draft of what the proposal is about, with its words as the reason."""
    try:
        with transaction.atomic():
            return start_draft(by, proposal.subject, {}, f"{proposal.text}\n\n{proposal.why}"[:1000])
    except DraftOpen as waiting:
        return waiting.version


def tell_proposer(proposal: Proposal) -> None:
    """Tell who proposed it, where they read the decision; not of an insight that is gone."""
    insight = proposal.insight
    if proposal.by is None or proposal.by == proposal.decided_by:
        return
    if not Insight.objects.visible_to(proposal.by).filter(pk=insight.pk).exists():
        return
    text = (
        _("De redactie gaat iets doen met jullie voorstel voor ‘%(title)s’.")
        if proposal.accepted
        else _("De redactie neemt jullie voorstel voor ‘%(title)s’ niet over. Je leest waarom.")
    )
    notify(
        proposal.by,
        "proposal-decided",
        text,
        f"{insight.get_absolute_url()}#voorstel-{proposal.pk}",
        facts={"title": proposal.subject},
        about=(insight.kind, insight.pk),
        once=f"proposal:{proposal.pk}",
    )


@transaction.atomic
def take_back(proposal: Proposal) -> None:
    """Take back what nobody decided about yet; nothing of it is kept. Raises AlreadyDecided."""
    list(Proposal.objects.select_for_update(of=("self",), no_key=True).filter(pk=proposal.pk))
    if not Proposal.objects.open().filter(pk=proposal.pk).delete()[0]:
        raise AlreadyDecided
