"""The part of a story that reads the same for everybody, drawn once for as long as it stands as it is."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from files.models import StoredFile
from practices.models import Polarity
from stories.highlight import spans_in, told
from stories.models import Story

KEPT = 600  # seconds; only the words of a renamed theme, element or region can be that old


class Drawn(NamedTuple):
    """The two halves of a story on its page."""

    cover: SafeString
    told: SafeString


def draw(story: Story) -> Drawn:
    """Give a story as everybody reads it; the caller asked just now whether this reader may.

    Kept under everything in its row. Its cards and themes change only while it is off every page, and
    `published_at` is new when it comes back: a drawing of before is never given again.
    """
    key, now = key_of(story.pk, get_language()), stamp(story)
    kept: tuple[str, Drawn] | None = cache.get(key)
    if kept and kept[0] == now:
        return kept[1]
    drawn = draw_now(Story.objects.with_cards().get(pk=story.pk))
    cache.set(key, (now, drawn), KEPT)
    return drawn


def wipe(pk: int) -> None:
    """Keep nothing of this story: what its teller takes back stays nowhere."""
    cache.delete_many([key_of(pk, language) for language, _name in settings.LANGUAGES])


def key_of(pk: int, language: str | None) -> str:
    return f"stories.drawn:{pk}:{language}"


def stamp(story: Story) -> str:
    """Name how a story stands now, by everything in its row."""
    row = [getattr(story, field.attname) for field in story._meta.concrete_fields]
    return sha256(repr(row).encode(errors="replace")).hexdigest()


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
