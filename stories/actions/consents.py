"""Asking for a new yes before the old one ends, and giving it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_noop

from accounts.models import User
from notifications import actions as notifications
from practices import kinds
from practices.actions import contributions
from stories.actions.sending import locked
from stories.models import Story
from stories.models.story import StoryQuerySet

ASKED = (30, 7)  # days before the end
YEAR = timedelta(days=365)
RENEWABLE = timedelta(days=60)  # before the end


def ends_soon(story: Story) -> bool:
    """Say whether its end is near or was: then one tap gives another year."""
    until = story.shown_until
    return until is not None and not story.is_draft and until <= timezone.localdate() + RENEWABLE


@transaction.atomic
def renew(story: Story) -> Story:
    """Say yes for another year, to the same readers and the same purposes; from today where it had ended."""
    story = locked(story)
    if story.is_withdrawn or story.is_draft or story.shown_until is None:
        return story
    open_ = story.consents.filter(withdrawn_at__isnull=True).values_list("purpose", flat=True)
    ends_on = max(story.shown_until, timezone.localdate()) + YEAR
    contributions.consent(story, list(open_), ends_on)
    return story


def ask_and_tell(today: date | None = None) -> None:
    """Ask whose yes ends within a month, and again within a week; tell whose yes has ended. Each of these once."""
    today = today or timezone.localdate()
    shown = Story.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True).exclude(audience="me")
    near = shown.filter(shown_until__range=(today, today + timedelta(days=max(ASKED))))
    for story, teller, until in with_teller(near):
        days = min(day for day in ASKED if (until - today).days <= day)
        asking = gettext_noop("Tot en met %(day)s mogen anderen je verhaal lezen. Wil je dat het langer mag?")
        tell(story, teller, until, str(days), asking)
    ended = shown.filter(shown_until__range=(today - timedelta(days=7), today - timedelta(days=1)))
    for story in ended.iterator():
        kinds.tell_all(story)  # out of the index too, though no search would have shown it
    over = gettext_noop("Sinds %(day)s leest niemand anders je verhaal meer. Je kunt een nieuwe datum kiezen.")
    for story, teller, until in with_teller(ended):
        tell(story, teller, until, "ended", over)


def with_teller(stories: StoryQuerySet) -> Iterator[tuple[Story, User, date]]:
    """Give each story of which we know whom to tell: told with an account."""
    for story in stories.filter(author__isnull=False).select_related("author").iterator():
        if story.author and story.shown_until:
            yield story, story.author, story.shown_until


def tell(story: Story, teller: User, day: date, when: str, text: str) -> None:
    """Tell the teller once about this end."""
    url, about = reverse("stories:own", args=[story.pk]), (Story.KIND, story.pk)
    once = f"story-{story.pk}-until-{day:%Y-%m-%d}-{when}"
    facts = {"day": date_format(day, "j F Y")}
    notifications.notify(teller, "story-consent", text, url, facts=facts, about=about, once=once)
