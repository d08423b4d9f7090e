"""Where a story stands, in words its teller understands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.models import Decision, Outcome, Review
from practices.models import Audience
from stories.models import Story


class State(models.TextChoices):
    DRAFT = "draft", _("Nog niet verstuurd")
    WAITING = "waiting", _("Iemand leest mee")
    COOLING = "cooling", _("Jouw bedenktijd")
    CHANGE = "change", _("We vragen je iets te veranderen")
    REFUSED = "refused", _("Niet geplaatst")
    SHOWN = "shown", _("Anderen kunnen het lezen")
    PRIVATE = "private", _("Alleen jij kunt het lezen")
    ENDED = "ended", _("De tijd die je koos is voorbij")
    WITHDRAWN = "withdrawn", _("Teruggehaald")


@dataclass(frozen=True)
class Standing:
    """The state, since when, the reason somebody gave with it, and what it waits for."""

    state: State
    at: datetime | None = None
    reason: str = ""
    review: Review | None = None  # the one that waits
    decision: Decision | None = None  # the last one, while nothing followed it

    @property
    def label(self) -> str:
        return str(self.state.label)


def standing_of(story: Story) -> Standing:
    return standings([story])[story.pk]


def standings(stories: Iterable[Story]) -> dict[int, Standing]:
    """Give the standing of each story by its key, in one query."""
    stories = list(stories)
    reviews = Review.objects.filter(subject_kind="story", subject_id__in=[story.pk for story in stories])
    last = {review.subject_id: review for review in reviews.select_related("decision").order_by("pk")}
    return {story.pk: _standing(story, last.get(story.pk)) for story in stories}


def _standing(story: Story, review: Review | None) -> Standing:
    if story.withdrawn_at:
        return Standing(State.WITHDRAWN, story.withdrawn_at)
    if story.published_at:
        if story.audience == Audience.ME:
            return Standing(State.PRIVATE, story.published_at)
        ended = story.shown_until is not None and story.shown_until < timezone.localdate()
        return Standing(State.ENDED if ended else State.SHOWN, story.published_at)
    if story.sent_at:
        waits = review if review and not review.closed_at else None
        return Standing(State.COOLING if story.ready_at else State.WAITING, story.sent_at, review=waits)
    decision = getattr(review, "decision", None)
    if decision and decision.outcome == Outcome.CHANGE:
        return Standing(State.CHANGE, decision.at, decision.reason, decision=decision)
    if decision and decision.outcome == Outcome.REFUSE:
        return Standing(State.REFUSED, decision.at, decision.reason, decision=decision)
    return Standing(State.DRAFT, story.saved_at)
