"""One calm message about what became of a story, at the moments its teller chose."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from notifications import actions as notifications
from stories.answered import answers_to
from stories.models import Story
from stories.models.story import Tells
from stories.trail import trail, with_trail

EVERY = {Tells.WEEK: timedelta(days=7), Tells.MONTH: timedelta(days=30)}


def tell_all(now: datetime | None = None) -> int:
    """Tell each teller with an account what is new since the last time, when it is time; gives how many were told.

    One message a teller, however many stories there is news of; with nothing new nothing is said. The message names
    nothing: the trail itself stands behind the sign-in.
    """
    now = now or timezone.now()
    news: dict[int, list[Story]] = {}
    shown = Story.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True, first_shown_at__isnull=False)
    for story in shown.filter(author__isnull=False, tells__in=EVERY).select_related("author").iterator():
        since = story.told_at or story.first_shown_at
        if story.author is None or since is None or now - since < EVERY[Tells(story.tells)]:
            continue
        told = with_trail(Story.objects.all(), story.author).get(pk=story.pk)
        steps = trail(told, story.author, answers_to(story))
        new = [step for step in steps if step.at and since < step.at <= now]
        Story.objects.filter(pk=story.pk).update(told_at=now)
        if new:
            news.setdefault(story.author.pk, []).append(story)
    for stories in news.values():
        tell(stories)
    return len(news)


def tell(stories: list[Story]) -> None:
    """Tell one teller of these stories of theirs, in one message."""
    first = stories[0]
    if first.author is None:
        return
    if len(stories) == 1:
        url, about = reverse("stories:own", args=[first.pk]) + "#spoor", (Story.KIND, first.pk)
        text = gettext_noop("Er gebeurde iets met je verhaal. Kijk waar het nu is.")
        notifications.notify(first.author, "story-trail", text, url, about=about)
        return
    text = gettext_noop("Er gebeurde iets met je verhalen. Kijk waar ze nu zijn.")
    notifications.notify(first.author, "story-trail", text, "/mijn/#mijn-verhalen")
