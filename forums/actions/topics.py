"""Starting a free topic, mending it, and wiping one that was taken back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forums.models import Reading, Talk, Topic
from knowledge.models import Theme
from practices.actions.contributions import publish, set_audience
from practices.actions.starting import forget_start
from practices.models import Audience, Practice
from ui.rich import to_rich_html


@transaction.atomic
def start(place: Practice | Theme, author: User, facts: dict[str, Any]) -> Topic:
    """Start a topic in a practice or under a theme; the caller asked who may. `facts` are fields of Topic."""
    practice = place if isinstance(place, Practice) else None
    theme = place if isinstance(place, Theme) else None
    topic = Topic(practice=practice, theme=theme, author=author, is_fictional=author.is_fictional, **facts)
    topic.html = to_rich_html(topic.text)
    topic.save()
    topic.themes.set([theme] if theme else place.themes.all())  # type: ignore[union-attr]
    Talk.objects.create(root=topic, active_at=topic.published_at or timezone.now())
    Reading.objects.note(author.pk, topic.pk, 0)
    publish(topic)
    return topic


@transaction.atomic
def edit(topic: Topic, facts: dict[str, Any]) -> None:
    """Change the words and who may read it."""
    audience = Audience(facts.get("audience", topic.audience))
    topic.title, topic.text, topic.html = facts["title"], facts["text"], to_rich_html(facts["text"])
    topic.edited_at = timezone.now()
    topic.save()
    set_audience(topic, audience)


@transaction.atomic
def erase(topic: Topic) -> None:
    """Wipe the words of a topic that was taken back."""
    forget_start(topic)
    topic.title = topic.text = topic.html = topic.pseudonym = ""
    topic.save()
