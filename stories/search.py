"""How stories are found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.models import Audience
from search import Document, Entry
from stories.models import Story


class StoryDocument(Document):
    kind, model = "verhaal", Story
    name, plural = _("Verhaal"), _("Verhalen")
    voice = "lived"
    own_words = True

    def things(self) -> models.QuerySet[Story]:
        stories: models.QuerySet[Story] = Story.objects.with_cards()
        return stories

    def entry(self, thing: Story) -> Entry | None:
        if not thing.is_shown:
            return None
        own_words = [row.own_words or str(row.element) for row in thing.weighings.all()]
        text = "\n".join([thing.happened, thing.helped, thing.turning_point, *own_words])
        return Entry(
            title=thing.heading,
            body=thing.warning or text,
            also=text if thing.warning else "",  # found by its words, which are shown only to who opens it knowingly
            url=thing.get_absolute_url(),
            keys=keys_of(thing),
            themes=[theme.slug for theme in thing.themes.all()],
            date=thing.published_at,
            extra=", ".join(part for part in (thing.pseudonym, thing.region) if part),
            is_fictional=thing.is_fictional,
            until=thing.shown_until,
            voice=thing.perspective,
            region=region_of(thing),
        )


def region_of(story: Story) -> str:
    """Give the region readers see, for the filter."""
    place = story.municipality
    return place.labour_region.slug if place and place.labour_region else ""


def keys_of(story: Story) -> list[str]:
    """Give the keys that open a story; must say the same as Contribution.objects.visible_to."""
    match story.audience:
        case Audience.EVERYONE:
            return ["everyone"]
        case Audience.SIGNED_IN:
            return ["signed-in"]
        case Audience.PRACTICE if story.practice_id:
            return [f"practice:{story.practice_id}"]
        case Audience.ME if story.author_id:
            return [f"user:{story.author_id}"]
    return []
