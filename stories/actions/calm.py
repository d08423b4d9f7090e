"""One calm message about what became of a story, at the moments its teller chose."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from notifications import actions as notifications
from stories.models import Story
from stories.models.story import Tells
from stories.trail import trail

EVERY = {Tells.WEEK: timedelta(days=7), Tells.MONTH: timedelta(days=30)}


def tell_all(now: datetime | None = None) -> int:
    """Tell each teller with an account what is new since the last time, when it is time; gives how many were told.

    With nothing new nothing is said. The message names nothing: the trail itself stands behind the sign-in.
    """
    now = now or timezone.now()
    told = 0
    shown = Story.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True, first_shown_at__isnull=False)
    for story in shown.filter(author__isnull=False, tells__in=EVERY).select_related("author").iterator():
        since = story.told_at or story.first_shown_at
        if story.author is None or since is None or now - since < EVERY[Tells(story.tells)]:
            continue
        new = [step for step in trail(story, story.author) if step.at and since < step.at <= now]
        Story.objects.filter(pk=story.pk).update(told_at=now)
        if new:
            url, about = reverse("stories:own", args=[story.pk]) + "#spoor", (Story.KIND, story.pk)
            text = gettext_noop("Er gebeurde iets met je verhaal. Kijk waar het nu is.")
            notifications.notify(story.author, "story-trail", text, url, about=about)
            told += 1
    return told
