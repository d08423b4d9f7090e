"""What waits, was decided and was proposed in the demonstration, so that reading along has something to show."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from django.utils import timezone

from moderation.actions import ask_review, decide, propose
from moderation.models import Decision, Outcome, Review
from practices.models import Audience, Membership
from practices.staging import SEED, Part, Stage
from stories.models import Story

IN_TIME = 0.85  # of the stories were answered within the promise
ASKED = 0.2  # were sent back once
HEAVY = (
    "Drie jaar geleden wilde ik dood. Elke dag kwam er een brief bij. "
    "Toen belde iemand van het wijkteam aan. Ze zei: ik blijf tot je gegeten hebt. Dat was het begin."
)
CALM = (
    "Mijn zoon ging niet meer naar school. Niemand vroeg hem waarom. "
    "Juf Truus van de Regenboogschool deed dat wel, met een bal onder haar arm."
)
NAMED = (
    "Ik sliep een winter lang in mijn auto. In Hengelo stond Gerrit van de opvang elke avond bij het hek. "
    "Hij vroeg nooit iets, hij gaf me koffie."
)


class ReadAlong(Part):
    """Past decisions beside every story that is shown, and three stories that wait for somebody."""

    order = 90

    def load(self, stage: Stage) -> None:
        chance = random.Random(SEED)  # noqa: S311 - not for secrets; its own, so that other parts draw as they did
        moderator = stage.cast["moderator"]
        for story in Story.objects.shown().filter(is_fictional=True).order_by("pk"):
            days = chance.uniform(0.1, 1.9) if chance.random() < IN_TIME else chance.uniform(2.1, 4)
            if chance.random() < ASKED:
                decided(story, days + 3, 1, Outcome.CHANGE, moderator)
            decided(story, days, days, Outcome.APPROVE, moderator)
        waiting(stage)


def decided(story: Story, before: float, waited: float, outcome: Outcome, by: Any) -> None:
    """Remember a decision of the past; `before` and `waited` in days, counted from when it was shown."""
    shown = story.published_at or timezone.now()
    asked = shown - timedelta(days=before)
    at = asked + timedelta(days=waited)
    review = Review.objects.create(subject_kind=Story.KIND, subject_id=story.pk, asked_at=asked, closed_at=at)
    reason = "Er stond een naam in. Dat is spelregel 2." if outcome != Outcome.APPROVE else ""
    Decision.objects.create(review=review, outcome=outcome, reason=reason, by=by, at=at)


def waiting(stage: Stage) -> None:
    """Make a heavy story that one of two readers approved, a calm one, and one with a proposal for its teller."""
    leader = stage.cast["facilitator"]
    practice = Membership.objects.current().filter(user=leader, is_facilitator=True).order_by("pk")[0].practice
    heavy = sent("Tot je gegeten hebt", HEAVY, "Mila", 30, audience=Audience.PRACTICE, practice=practice)
    review = asked(heavy, 30, practice.pk)
    decide(review, heavy, leader, Outcome.APPROVE)
    asked(sent("Met een bal onder haar arm", CALM, "Bo", 3), 3)
    named = sent("Koffie bij het hek", NAMED, "Deniz", 20, author=stage.cast["ervaring2"])
    wanted = NAMED.replace("In Hengelo", "In een stad in het oosten").replace("Gerrit van de opvang", "iemand")
    reason = "Door de plaats en de naam is iemand te herkennen. Dat is spelregel 2."
    propose(asked(named, 20), named, stage.cast["moderator"], reason, {"happened": wanted})


def sent(title: str, happened: str, pseudonym: str, hours: int, **facts: Any) -> Story:
    """Make a story that its teller sent and nobody else reads yet."""
    at = timezone.now() - timedelta(hours=hours)
    times = dict.fromkeys(("made_at", "saved_at", "readers_at", "sent_at"), at)
    facts = {"audience": Audience.EVERYONE, "step": "nalezen", "is_fictional": True} | times | facts
    story: Story = Story.objects.create(title=title, happened=happened, pseudonym=pseudonym, **facts)
    return story


def asked(story: Story, hours: int, space: int | None = None) -> Review:
    """Let it wait since then."""
    review = ask_review(story, space)
    review.asked_at = timezone.now() - timedelta(hours=hours)
    review.save(update_fields=["asked_at"])
    return review
