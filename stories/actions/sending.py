"""Letting go of a story, getting it back, and what follows when somebody read along."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from files.actions import erase_about
from moderation.actions import ask_review, take_back
from moderation.actions import forget as forget_decisions
from moderation.models import Decision, Outcome, Review
from notifications import actions as notifications
from practices.actions import contributions
from practices.models import Audience, Membership, Practice
from stories.actions.telling import set_readers
from stories.models import Answer, Change, Helping, Story
from stories.permissions import may_send

WIDTH = [Audience.ME, Audience.PRACTICE, Audience.SIGNED_IN, Audience.EVERYONE]


def locked(story: Story) -> Story:
    """Give the story, held for this transaction."""
    fresh: Story = Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    return fresh


def needs_review(story: Story) -> bool:
    """Say whether somebody reads along first: where the practice wants that, and beyond a practice by default."""
    if story.audience == Audience.ME:
        return False
    if story.audience == Audience.PRACTICE and story.practice:
        return story.practice.reviews_stories
    return bool(settings.READ_STORIES_FIRST)


@transaction.atomic
def send(story: Story, at_once: bool = False) -> Story:
    """Let go of a draft: it waits for review, and for a day in which its teller can think again.

    With `at_once` the teller wants no such day; a story that was shown before needs none. Sending twice is one story.
    """
    story = locked(story)
    if not may_send(story):
        return story
    now = timezone.now()
    story.sent_at, story.undo = now, []
    story.edited_at = now if story.first_shown_at else None
    thinks = not (at_once or story.first_shown_at or story.audience == Audience.ME)
    story.cool_until = now + timedelta(hours=settings.COOLING_OFF_HOURS) if thinks else None
    story.save(update_fields=["sent_at", "undo", "edited_at", "cool_until"])
    show_or_wait(story)
    return story


def show_or_wait(story: Story) -> None:
    if not needs_review(story):
        stop_waiting(story)
        show(story)
        return
    if story.published_at:
        contributions.hide(story)
    story.ready_at = None
    Story.objects.filter(pk=story.pk).update(ready_at=None)
    space = story.practice_id if story.audience == Audience.PRACTICE else None
    tell_readers_along(story, ask_review(story, space))


def show(story: Story) -> None:
    """Publish, and remember the first time; within the day to think nobody reads it yet."""
    story.ready_at = timezone.now()
    Story.objects.filter(pk=story.pk).update(ready_at=story.ready_at)
    if story.cools:
        return
    contributions.publish(story)
    if story.first_shown_at is None and story.audience != Audience.ME:
        story.first_shown_at = timezone.now()
        Story.objects.filter(pk=story.pk).update(first_shown_at=story.first_shown_at)


@transaction.atomic
def show_now(story: Story) -> Story:
    """End the day to think: the teller is sure. What waits for a reviewer goes on waiting."""
    story = locked(story)
    if story.is_draft or story.is_withdrawn or story.cool_until is None:
        return story
    story.cool_until = None
    story.save(update_fields=["cool_until"])
    if story.ready_at and not story.published_at:
        show(story)
        tell_shown(story)
    return story


def show_due() -> int:
    """Show what may be shown now, each on its own, and tell the tellers; gives how many."""
    shown = 0
    for pk in list(Story.objects.due().values_list("pk", flat=True)):
        with transaction.atomic():
            story = Story.objects.select_for_update(no_key=True).due().filter(pk=pk).first()
            if story is not None:
                show(story)
                tell_shown(story)
                shown += 1
    return shown


def tell_shown(story: Story) -> None:
    """Tell a teller with an account that others can read it now."""
    if story.author:
        url, about = reverse("stories:own", args=[story.pk]), (Story.KIND, story.pk)
        notifications.notify(story.author, "story-shown", _("Je verhaal staat nu op de site."), url, about=about)


def stop_waiting(story: Story) -> None:
    """Close an open review and take back what was told about it."""
    for review in Review.objects.about(Story.KIND, story.pk).open():
        notifications.withdraw(("review", review.pk))
    take_back(story)


def tell_readers_along(story: Story, review: Review) -> None:
    """Tell whoever decides that something waits: facilitators each time, moderators at most once a day."""
    url, about = reverse("moderation:review", args=[review.pk]), ("review", review.pk)
    text = _("Er wacht een verhaal. Lees je mee?")
    if review.space is not None:
        leading = Membership.objects.current().filter(practice=review.space, is_facilitator=True)
        people = User.objects.filter(pk__in=leading.values("user")).exclude(pk=story.author_id or 0)
        notifications.notify_all(people, "story-waits", text, url, about=about, once=f"review-{review.pk}")
    else:
        moderators = User.objects.filter(is_moderator=True).exclude(pk=story.author_id or 0)
        today = f"stories-wait-{timezone.localdate():%Y-%m-%d}"
        notifications.notify_all(
            moderators, "stories-wait", _("Er wachten verhalen. Lees je mee?"), reverse("moderation:queue"), once=today
        )


@transaction.atomic
def reopen(story: Story) -> Story:
    """Take a sent story off every page to write on; it is a draft again until it is sent."""
    story = locked(story)
    if story.is_withdrawn or story.is_draft:
        return story
    stop_waiting(story)
    if story.published_at:
        contributions.hide(story)
    story.sent_at = story.cool_until = story.ready_at = None
    story.save(update_fields=["sent_at", "cool_until", "ready_at"])
    return story


@transaction.atomic
def change_readers(
    story: Story, audience: Audience, practice: Practice | None, purposes: Iterable[str], ends_on: date | None
) -> Story:
    """Change who may read a sent story. Fewer readers: at once. More readers: as if it were sent again."""
    story = locked(story)
    if story.is_withdrawn or story.is_draft:
        return story
    was, where = Audience(story.audience), story.practice_id
    set_readers(story, audience, practice, purposes, ends_on)
    same_place = audience != Audience.PRACTICE or was != Audience.PRACTICE or story.practice_id == where
    narrower = WIDTH.index(audience) <= WIDTH.index(was) and same_place
    if not (narrower and (story.published_at or story.ready_at)):
        show_or_wait(story)
    return story


@transaction.atomic
def withdraw(story: Story, erase: bool) -> Story | None:
    """Take a story back, at once and everywhere. `erase` also wipes the words.

    What nobody ever saw leaves no trace: erased it is gone (gives None), otherwise it is a draft again.
    """
    story = locked(story)
    if story.is_withdrawn:
        return story
    if story.first_shown_at is None and not erase:
        return reopen(story)
    if story.first_shown_at is None:
        forget(story)
        contributions.hide(story)
        story.delete()
        return None
    contributions.withdraw(story)
    if erase:
        wipe(story)
    return story


def forget(story: Story) -> None:
    """Take back what waits to be read and what was told about the story; erase its photos and recordings."""
    stop_waiting(story)
    erase_about(Story.KIND, story.pk)
    notifications.withdraw((Story.KIND, story.pk))
    forget_decisions(story)


def wipe(story: Story) -> None:
    """Wipe every word the teller wrote; that there was a story remains."""
    Helping.objects.filter(story=story).delete()
    story.weighings.all().delete()
    story.recognitions.all().delete()
    Answer.objects.filter(root=story).update(
        thanks="", heard="", doing="", is_helpful=None
    )  # they say back what was told
    Change.objects.filter(answer__root=story).update(meant_words="")
    story.themes.clear()
    story.title = story.happened = story.helped = story.pseudonym = story.group = ""
    story.since = story.triangle = story.domains = story.turning_point = story.content_notes = ""
    story.line = story.slider = None
    story.opened = 0
    story.municipality = story.intervention = None
    story.undo = []
    story.save()


@transaction.atomic
def follow_decision(story: Story, decision: Decision) -> None:
    """Do what a decision means for the story, and tell its teller; without an account the private link tells."""
    notifications.withdraw(("review", decision.review_id))
    if decision.outcome == Outcome.APPROVE:
        show(story)
        if not story.cools:
            tell_shown(story)
            return
        text = _("Je verhaal is gelezen. Na je bedenktijd komt het op de site.")
    else:
        story.sent_at = None
        Story.objects.filter(pk=story.pk).update(sent_at=None)
        text = (
            _("We vragen je om iets te veranderen in je verhaal. Je leest waarom.")
            if decision.outcome == Outcome.CHANGE
            else _("Je verhaal is niet geplaatst. Je leest waarom.")
        )
    if story.author:
        url = reverse("stories:own", args=[story.pk])
        notifications.notify(story.author, "story-decision", text, url, about=(Story.KIND, story.pk))
