"""A drawing of our own at one story of the demonstration."""

from __future__ import annotations

from django.conf import settings

from files import images
from files.actions import keep
from files.models import Kind
from practices.staging import Part, Stage
from stories.models import Story

DRAWN = {
    "post-in-een-plastic-tas": ("plastic-tas.webp", "Een tekening van een blauwe plastic tas vol dichte brieven."),
}


class StoryFiles(Part):
    """What the fictional tellers put beside their words."""

    order = 21

    def load(self, stage: Stage) -> None:
        for slug, (name, words) in DRAWN.items():
            path, story = settings.DATA / "demonstration" / name, Story.objects.get(slug=slug)
            with path.open("rb") as drawing:
                checked = images.check(drawing, path.stat().st_size)
            keep((Story.KIND, story.pk), Kind.IMAGE, checked, story.author, words=words, is_shared=True)
