"""Replacing a marked piece of text, and putting it back; always by the teller, never by itself."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from moderation import privacy
from practices.models import Weighing
from stories.actions.telling import keep, locked_draft
from stories.models import Story

FIELDS = ("title", "happened", "helped", "turning_point")
OWN = "own"  # the teller's own cards: own-0, own-1, in the order they were made
MOST_KEPT = 50
MOST_ON_A_CARD = 120  # signs


class Replaced(NamedTuple):
    """One replacement that can be put back: which field, where, what it was, what it became."""

    field: str
    start: int
    old: str
    new: str


class Gone(Exception):
    """The text changed meanwhile, so the piece is not there any more."""


class NoRoom(Exception):
    """On a card no more than so many signs fit, and no fewer than one."""


def own_cards(story: Story) -> dict[str, Weighing]:
    """Give the teller's own cards, each under the name of the field it is here."""
    rows = sorted((row for row in story.weighings.all() if row.own_words), key=lambda row: row.pk)
    return {f"{OWN}-{number}": row for number, row in enumerate(rows)}


def texts_of(story: Story) -> dict[str, str]:
    """Give everything the teller wrote in which a piece can be replaced, by field."""
    written = {field: str(getattr(story, field)) for field in FIELDS}
    return written | {field: row.own_words for field, row in own_cards(story).items()}


def marks_of(story: Story) -> dict[str, list[privacy.Mark]]:
    """Give what may point at a person, by field; all fields are weighed together."""
    texts = texts_of(story)
    return dict(zip(texts, privacy.find_all(list(texts.values())), strict=True))


def replacements(story: Story) -> list[Replaced]:
    return [Replaced(*entry) for entry in story.undo]


@transaction.atomic
def replace(story: Story, field: str, key: str) -> Replaced:
    """Put the suggestion in place of the mark `key` in `field`. Raises Gone, NoRoom, or NotNow for what is no draft."""
    fresh = locked_draft(story)
    mark = next((mark for mark in marks_of(fresh).get(field, ()) if mark.key == key), None)
    if mark is None:
        raise Gone
    text = texts_of(fresh)[field]
    after = privacy.replaced(text, mark)
    start = mark.start - (len(text) - len(after) - len(mark.text) + len(mark.suggestion))
    done = Replaced(field, start, text[start : mark.end], after[start : start + len(mark.suggestion)])
    moved = [shifted(entry, done, len(after) - len(text)) for entry in replacements(fresh)]
    write(fresh, field, after, [*moved, done][-MOST_KEPT:])
    return done


@transaction.atomic
def put_back(story: Story, number: int) -> Replaced:
    """Put back replacement `number` as it stands in `replacements`. Raises Gone, NoRoom or NotNow."""
    fresh = locked_draft(story)
    entries = replacements(fresh)
    if not 0 <= number < len(entries):
        raise Gone
    entry = entries.pop(number)
    text = texts_of(fresh).get(entry.field, "")
    if text[entry.start : entry.start + len(entry.new)] != entry.new:
        raise Gone
    before = text[: entry.start] + entry.old + text[entry.start + len(entry.new) :]
    moved = [shifted(other, entry, len(before) - len(text)) for other in entries]
    write(fresh, entry.field, before, moved)
    return entry


def write(fresh: Story, field: str, text: str, undo: list[Replaced]) -> None:
    """Keep the new text, and what can be put back. Raises NoRoom when it is too long for a card, or nothing."""
    row = own_cards(fresh).get(field)
    if row is None:
        keep(fresh, "nalezen", **{field: text, "undo": undo})
        return
    if not text.strip() or len(text) > MOST_ON_A_CARD:
        raise NoRoom
    row.own_words = text
    row.save(update_fields=["own_words"])
    keep(fresh, "nalezen", undo=undo)


def shifted(entry: Replaced, change: Replaced, by: int) -> Replaced:
    """Give `entry` at its new place after a change elsewhere in the same field."""
    later = entry.field == change.field and entry.start > change.start
    return entry._replace(start=entry.start + by) if later else entry
