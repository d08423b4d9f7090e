"""How stories are found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.search import entry_of
from practices.search import region_of as region_of_practice
from search import Document, Entry
from stories.models import Story


class StoryDocument(Document):
    kind, model = "verhaal", Story
    name, plural = _("Verhaal"), _("Verhalen")
    voice = "lived"
    own_words = True

    def things(self) -> models.QuerySet[Story]:
        stories: models.QuerySet[Story] = Story.objects.with_cards().select_related("practice__labour_region")
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
    """Give the region to filter by: the teller's own, or else that of its practice, as the stream of stories has it."""
    if (place := story.municipality) is not None:
        return place.labour_region.slug if place.labour_region else ""
    return region_of_practice(story.practice) if story.practice else ""
