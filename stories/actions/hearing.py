"""What follows when two read along, when somebody worries, and what the teller answers to readers."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moderation import actions as moderation
from moderation.models import Answer, Concern, Decision, Proposal, Review
from moderation.permissions import may_appeal
from notifications.actions import notify_all
from practices.actions import waiting
from practices.models import Audience, Membership
from stories.actions.sending import locked, tell_readers_along
from stories.actions.telling import keep
from stories.models import Story

STEP_OF = {"happened": "gebeurd", "helped": "hielp", "turning_point": "betekenis", "title": "waarover"}


def who_decides(story: Story, review: Review) -> set[int]:
    """Give who may decide about it: those who lead the practice, and the moderators."""
    leads = Membership.objects.current().filter(practice=review.space, is_facilitator=True) if review.space else None
    inside = set(leads.values_list("user", flat=True)) if leads is not None else set()
    return inside - {story.author_id or 0}


def tell_second(story: Story, review: Review) -> None:
    """Tell whoever may be the second: inside the practice, and the moderators where nobody is left there."""
    said = set(review.approvals.values_list("by", flat=True))
    left = who_decides(story, review) - said
    people = User.objects.filter(pk__in=left) if left else User.objects.filter(is_moderator=True)
    notify_all(
        people.exclude(pk__in=said | {story.author_id or 0}),
        "story-second",
        _("Een verhaal wacht op een tweede lezer. Lees je mee?"),
        reverse("moderation:review", args=[review.pk]),
        about=("review", review.pk),
        once=f"second-{review.pk}",
    )


def tell_danger(story: Story, review: Review, concern: Concern) -> None:
    """Tell everybody who may decide, each time and at once."""
    inside = who_decides(story, review)
    people = (User.objects.filter(pk__in=inside) | User.objects.filter(is_moderator=True)).distinct()
    notify_all(
        people.exclude(pk__in=[concern.owner_id or 0, story.author_id or 0]),
        "story-danger",
        _("Iemand kan in gevaar zijn. Help mee met het plan."),
        reverse("moderation:concern", args=[concern.pk]),
        about=("concern", concern.pk),
    )


def remind_of_late_ones() -> None:
    """Tell whoever decides, once for each story, that its teller waits longer than was promised."""
    words = _("Een verteller wacht langer dan we zeiden. Lees je mee?")
    waiting.remind_of_late_ones(Story, who_decides, "story-late", words)


@transaction.atomic
def appeal(story: Story, decision: Decision, text: str) -> Story:
    """Let somebody else read the same words. Nothing happens when it was sent again or appealed already."""
    story = locked(story)
    if not story.is_draft or not may_appeal(decision):
        return story
    story.sent_at = timezone.now()
    story.save(update_fields=["sent_at"])
    space = story.practice_id if story.audience == Audience.PRACTICE else None
    review = moderation.appeal(story, decision, text, space)
    tell_readers_along(story, review)
    if not who_decides(story, review) - {decision.by_id or 0}:
        tell_moderators(story, review, decision)
    return story


def tell_moderators(story: Story, review: Review, decision: Decision) -> None:
    """Tell the moderators too: nobody else in the practice may decide about this appeal."""
    notify_all(
        User.objects.filter(is_moderator=True).exclude(pk__in=[decision.by_id or 0, story.author_id or 0]),
        "story-appeal",
        _("Een verteller is het niet eens met een besluit. Lees je mee?"),
        reverse("moderation:review", args=[review.pk]),
        about=("review", review.pk),
        once=f"appeal-{review.pk}",
    )


@transaction.atomic
def answer_proposals(story: Story, decision: Decision, answers: Mapping[int, Answer]) -> Story:
    """Take over what the teller wants. Raises NotNow when the story is no draft any more."""
    story = locked(story)
    for proposal in Proposal.objects.filter(decision=decision):
        text = moderation.answer(proposal, getattr(story, proposal.part), answers)
        longest = getattr(Story._meta.get_field(proposal.part), "max_length", None)
        if text != getattr(story, proposal.part) and not (longest and len(text) > longest):
            story = keep(story, STEP_OF[proposal.part], **{proposal.part: text})
    return story
