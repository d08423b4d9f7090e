"""The part of a story that reads the same for everybody, drawn once for as long as it stands as it is."""

from __future__ import annotations

from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from files.models import StoredFile
from practices.models import Polarity
from prepared import drawings
from stories.highlight import spans_in, told
from stories.models import Story


class Drawn(NamedTuple):
    """The two halves of a story on its page."""

    cover: SafeString
    told: SafeString


def draw(story: Story) -> Drawn:
    """Give a story as everybody reads it; the caller asked just now whether this reader may.

    Kept under everything in its row. Its cards and themes change only while it is off every page, and
    `published_at` is new when it comes back: a drawing of before is never given again.
    """
    now = drawings.stamp(story, without={"opened", "told_at"})
    return drawings.drawn(Story.KIND, story.pk, now, lambda: draw_now(Story.objects.with_cards().get(pk=story.pk)))


def draw_now(story: Story) -> Drawn:
    weighings = list(story.weighings.all())
    spans = [span for text in (story.happened, story.helped) for span in spans_in(text, weighings)]
    facts = {
        "story": story,
        "files": list(StoredFile.objects.about(Story.KIND, story.pk).for_readers()),
        "happened": told(story.happened, weighings),
        "helped": told(story.helped, weighings),
        "quoted": {row.polarity for *_at, row in spans},
        "pointed": {row.pk for *_at, row in spans},
        "chosen": [(polarity, [row for row in weighings if row.polarity == polarity]) for polarity in Polarity.values],
    }
    return Drawn(render_to_string("stories/_cover.html", facts), render_to_string("stories/_told.html", facts))
