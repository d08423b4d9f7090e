"""The harvest as it stands on a page: its parts, and who was there without singling anybody out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from accounts.models import Perspective, User
from forums.models import Note, Round, Session, Writers
from practices.models import Insight
from practices.voices import SMALLEST_GROUP, Voice


def attendance(session: Session) -> list[Voice]:
    """Count who was at the table by perspective; fewer than five are no figure, and no total lets them be found."""
    counts = Counter(session.seats.taken().values_list("perspective", flat=True))
    return [
        Voice(perspective, number if number >= SMALLEST_GROUP else None, number > 0)
        for perspective in Perspective.values
        for number in [counts[perspective]]
    ]


def parts_of(session: Session, reader: User) -> dict[str, Any]:
    """Give the insights and tasks of a session; of an insight that was taken back, only that it was there."""
    findings = list(session.findings.select_related("seat", "element", "insight__practice"))
    seen = Insight.objects.visible_to(reader).filter(finding__session=session).values_list("pk", flat=True)
    readable = set(seen)
    return {
        "findings": [(one, one.insight_id is None or one.insight_id in readable) for one in findings],
        "tasks": list(session.tasks.select_related("owner")),
    }


def last_line(session: Session) -> str:
    """Give what the table wrote in its last step, to begin the last line of the harvest with."""
    written = [one for one in session.rounds.all() if one.is_written]
    return " ".join(of_the_group(written[-1]).split())[:300] if written else ""


def outline(session: Session) -> str:
    """Give what the group wrote together, step by step, to begin the report with; no word of one person alone."""
    if not session.harvest.asks_change:
        return ""
    together = [one for one in session.rounds.all() if one.is_written and not one.is_sealed][:-1]
    return "\n\n".join(f"{one.name}\n{of_the_group(one)}".strip() for one in together)


def of_the_group(round_: Round) -> str:
    """Give what who leads wrote for the group in this step; "" where each writes for themself."""
    if round_.writers != Writers.FACILITATOR:
        return ""
    texts = Note.objects.opened().filter(round=round_, withdrawn_at=None).order_by("given_at", "pk")
    return "\n".join(texts.values_list("text", flat=True))
