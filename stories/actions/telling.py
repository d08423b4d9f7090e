"""Telling: every step is kept as it is left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from knowledge.models import Theme, WorkingElement
from practices.actions import contributions
from practices.actions.weighing import set_weighings
from practices.models import Audience, Practice, Weighing
from stories.meaning import followed, stands_in
from stories.models import STEPS, Story

PURPOSE_OF = {Audience.PRACTICE: "practice", Audience.SIGNED_IN: "signed-in", Audience.EVERYONE: "everyone"}


class NotNow(Exception):
    """The story was sent or taken back meanwhile; nothing was changed."""


@transaction.atomic
def begin(
    user: User | AnonymousUser, happened: str, practice: Practice | None = None, theme: Theme | None = None
) -> Story:
    """Make the draft from the first words; a visitor's has no author."""
    author = user if isinstance(user, User) else None
    story: Story = Story.objects.create(
        author=author,
        happened=happened,
        practice=practice,
        step=STEPS[1],
        is_fictional=bool(author and author.is_fictional),
    )
    if theme:
        story.themes.set([theme])
    return story


def locked_draft(story: Story) -> Story:
    """Give the draft, held for this transaction; raises NotNow when it is no draft any more."""
    fresh: Story = Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    if not fresh.is_draft:
        raise NotNow
    return fresh


def furthest(story: Story, step: str) -> str:
    """Give where to go on after `step` was left: never back to before what was already reached."""
    after = STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]
    return max(story.step, after, key=STEPS.index)


@transaction.atomic
def keep(story: Story, step: str, **facts: Any) -> Story:
    """Keep what was typed at a step. Raises NotNow when the story is no draft any more."""
    fresh = locked_draft(story)
    before: dict[str, str] = {name: getattr(fresh, name) for name in ("happened", "helped") if name in facts}
    for name, value in facts.items():
        setattr(fresh, name, value)
    if before:
        follow_text(fresh, before)
    fresh.step, fresh.saved_at = furthest(fresh, step), timezone.now()
    fresh.save(update_fields=[*facts, "step", "saved_at"])
    return fresh


def follow_text(fresh: Story, before: dict[str, str]) -> None:
    """Let each marked sentence read as the text now does; what was taken out of the text is no quote any more."""
    for row in fresh.weighings.exclude(quote=""):
        if stands_in(row.quote, fresh.happened, fresh.helped):
            continue
        moved = (followed(row.quote, text, getattr(fresh, name)) for name, text in before.items())
        row.quote = next((one for one in moved if one), "")
        row.save(update_fields=["quote"])


@transaction.atomic
def keep_about(story: Story, themes: Iterable[Any], **facts: Any) -> Story:
    """Keep what it is about."""
    fresh = keep(story, "waarover", **facts)
    fresh.themes.set(themes)
    return fresh


@transaction.atomic
def choose_cards(story: Story, picks: Iterable[tuple[WorkingElement, str]], own: Iterable[tuple[str, str]]) -> Story:
    """Keep the chosen cards (element, polarity) and the teller's own (words, polarity): candidates for new elements."""
    fresh = keep(story, "kaarten")
    said = {(row.element_id, row.own_words): row.quote for row in fresh.weighings.all()}
    rows = [
        Weighing(element=element, polarity=polarity, intervention=fresh.intervention) for element, polarity in picks
    ]
    rows += [Weighing(own_words=words, polarity=polarity, intervention=fresh.intervention) for words, polarity in own]
    for row in rows:
        row.quote = said.get((row.element_id, row.own_words), "")
    set_weighings(fresh, rows)
    return fresh


@transaction.atomic
def mark_sentences(story: Story, quotes: dict[int, str]) -> Story:
    """Keep for each weighing (by key) the very words it is about, "" for none; words not in the story are left out."""
    fresh = keep(story, "zinnen")
    for row in fresh.weighings.filter(pk__in=quotes):
        wanted = quotes[row.pk]
        row.quote = wanted if stands_in(wanted, fresh.happened, fresh.helped) else ""
        row.save(update_fields=["quote"])
    return fresh


@transaction.atomic
def choose_readers(
    story: Story,
    audience: Audience,
    practice: Practice | None,
    purposes: Iterable[str],
    ends_on: date | None,
    pseudonym: str,
    perspective: str,
) -> Story:
    """Keep who may read it, for which purposes, until when, and the name beside it."""
    fresh = keep(story, "lezers", pseudonym=pseudonym, perspective=perspective)
    set_readers(fresh, audience, practice, purposes, ends_on)
    return fresh


def set_readers(
    story: Story, audience: Audience, practice: Practice | None, purposes: Iterable[str], ends_on: date | None
) -> None:
    """Write audience and consents together; "only me" has no other purposes and no end."""
    wanted = set() if audience == Audience.ME else {PURPOSE_OF[audience], *purposes}
    contributions.set_audience(story, audience, practice)
    contributions.consent(story, wanted, None if audience == Audience.ME else ends_on)
    story.readers_at = timezone.now()
    Story.objects.filter(pk=story.pk).update(readers_at=story.readers_at)
