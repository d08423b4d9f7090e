"""What a teller hears while somebody reads along: when, what was proposed, and who can help now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
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


def hearing_of(story: Story, standing: Standing) -> Hearing:
    """Give what there is to hear; nothing about a withdrawn story."""
    if story.is_withdrawn:
        return Hearing()
    waits, decision = standing.review, standing.decision
    since = timezone.now() - WORRY_SHOWN
    worries = Concern.objects.about(Story.KIND, story.pk).filter(done__step=REACH, opened_at__gte=since).exists()
    return Hearing(
        may_appeal=standing.state == State.REFUSED and may_appeal(decision),
        is_appeal=waits is not None and hasattr(waits, "appeal"),
        two_read=waits is not None and waits.needs_two,
        proposed=proposed_in(decision).filter(answer="").count() if decision else 0,
        is_heavy=bool(waits and waits.crisis) or bool(story.is_draft and crisis.kinds([story.happened, story.helped])),
        somebody_worries=worries,
    )


def proposed_in(decision: Decision) -> QuerySet[Change]:
    """Give the changes that came with a decision."""
    return Change.objects.filter(proposal__decision=decision)
