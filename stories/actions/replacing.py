"""Replacing a marked piece of text, and putting it back; always by the teller, never by itself."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from moderation import privacy
from stories.actions.telling import keep, locked_draft
from stories.models import Story

FIELDS = ("title", "happened", "helped", "turning_point")
MOST_KEPT = 50


class Replaced(NamedTuple):
    """One replacement that can be put back: which field, where, what it was, what it became."""

    field: str
    start: int
    old: str
    new: str


class Gone(Exception):
    """The text changed meanwhile, so the piece is not there any more."""


def marks_of(story: Story) -> dict[str, list[privacy.Mark]]:
    """Give what may point at a person, by field; all fields are weighed together."""
    return dict(zip(FIELDS, privacy.find_all([getattr(story, field) for field in FIELDS]), strict=True))


def replacements(story: Story) -> list[Replaced]:
    return [Replaced(*entry) for entry in story.undo]


@transaction.atomic
def replace(story: Story, field: str, key: str) -> Replaced:
    """Put the suggestion in place of the mark `key` in `field`. Raises Gone, or NotNow for what is no draft."""
    fresh = locked_draft(story)
    if field not in FIELDS:
        raise Gone
    text: str = getattr(fresh, field)
    mark = next((mark for mark in marks_of(fresh)[field] if mark.key == key), None)
    if mark is None:
        raise Gone
    after = privacy.replaced(text, mark)
    start = mark.start - (len(text) - len(after) - len(mark.text) + len(mark.suggestion))
    done = Replaced(field, start, text[start : mark.end], after[start : start + len(mark.suggestion)])
    moved = [shifted(entry, done, len(after) - len(text)) for entry in replacements(fresh)]
    keep(fresh, "nalezen", **{field: after, "undo": [*moved, done][-MOST_KEPT:]})
    return done


@transaction.atomic
def put_back(story: Story, number: int) -> Replaced:
    """Put back replacement `number` as it stands in `replacements`. Raises Gone, or NotNow."""
    fresh = locked_draft(story)
    entries = replacements(fresh)
    if not 0 <= number < len(entries):
        raise Gone
    entry = entries.pop(number)
    text: str = getattr(fresh, entry.field)
    if text[entry.start : entry.start + len(entry.new)] != entry.new:
        raise Gone
    before = text[: entry.start] + entry.old + text[entry.start + len(entry.new) :]
    moved = [shifted(other, entry, len(before) - len(text)) for other in entries]
    keep(fresh, "nalezen", **{entry.field: before, "undo": moved})
    return entry


def shifted(entry: Replaced, change: Replaced, by: int) -> Replaced:
    """Give `entry` at its new place after a change elsewhere in the same field."""
    later = entry.field == change.field and entry.start > change.start
    return entry._replace(start=entry.start + by) if later else entry
