"""What a teller hears while somebody reads along: when, what was proposed, and who can help now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from moderation import crisis
from moderation.models import Change, Concern, Decision
from moderation.permissions import may_appeal
from moderation.plan import REACH
from stories.models import Story
from stories.standing import Standing, State

WORRY_SHOWN = timedelta(days=90)


@dataclass(frozen=True)
class Hearing:
    """For the teller's own page."""

    may_appeal: bool = False
    is_appeal: bool = False
    two_read: bool = False
    proposed: int = 0  # changes the teller did not answer yet
    is_heavy: bool = False  # the words themselves tell of danger
    somebody_worries: bool = False


def with_worry(stories: Any) -> Any:
    """Say of each story in `worried` whether somebody was worried lately, and came as far as reaching out."""
    about = Concern.objects.filter(review__subject_kind=Story.KIND, review__subject_id=OuterRef("pk"))
    since = timezone.now() - WORRY_SHOWN
    return stories.annotate(worried=Exists(about.filter(done__step=REACH, opened_at__gte=since)))


def may_disagree(standing: Standing) -> bool:
    """Say whether a refusal stands that may still be appealed against."""
    return standing.state == State.REFUSED and may_appeal(standing.decision)


def hearing_of(story: Any, standing: Standing) -> Hearing:
    """Give what there is to hear of a story from `with_worry`; nothing about a withdrawn one."""
    if story.is_withdrawn:
        return Hearing()
    waits, decision = standing.review, standing.decision
    return Hearing(
        may_appeal=may_disagree(standing),
        is_appeal=waits is not None and hasattr(waits, "appeal"),
        two_read=waits is not None and waits.needs_two,
        proposed=proposed_in(decision).filter(answer="").count() if decision else 0,
        is_heavy=bool(waits and waits.crisis) or bool(story.is_draft and crisis.kinds([story.happened, story.helped])),
        somebody_worries=story.worried,
    )


def proposed_in(decision: Decision) -> QuerySet[Change]:
    """Give the changes that came with a decision."""
    return Change.objects.filter(proposal__decision=decision)
