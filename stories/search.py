"""How stories are found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.search import entry_of
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
        return entry_of(
            thing,
            thing.warning or text,
            title=thing.heading,
            also=text if thing.warning else "",  # found by its words, which are shown only to who opens it knowingly
            extra=", ".join(part for part in (thing.pseudonym, thing.region) if part),
            region=region_of(thing),
        )


def region_of(story: Story) -> str:
    """Give the region readers see, for the filter."""
    place = story.municipality
    return place.labour_region.slug if place and place.labour_region else ""
