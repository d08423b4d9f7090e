"""What the self-assessment and the monitor show on the workspace of a practice."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string

from practices.models import Assessment, Membership, Practice, Sheet
from ui.slots import slot


@slot("practice.todo", order=16)
def to_answer(context: Any, practice: Practice, membership: Membership | None = None, **kwargs: Any) -> str:
    """Ask a member to fill in a round that is open. One query, none for others."""
    if membership is None:
        return ""
    handed = Sheet.objects.filter(assessment=OuterRef("pk"), user=membership.user_id, handed_in_at__isnull=False)
    waiting = Assessment.objects.open().filter(~Exists(handed), practice=practice).select_related("theme").first()
    if waiting is None:
        return ""
    return render_to_string("practices/_to_answer.html", {"assessment": waiting, "practice": practice})


@slot("practice.section", order=25)
def measured(context: Any, practice: Practice, membership: Membership | None = None, **kwargs: Any) -> str:
    """Lead members to the self-assessment and the monitor. No query."""
    return render_to_string("practices/_measured.html", {"practice": practice}) if membership else ""
