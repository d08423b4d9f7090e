"""Bringing photos and recordings to a story, and taking them away."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from accounts.models import User
from files import actions as files
from files.checked import Checked
from files.models import Kind, StoredFile
from knowledge.models import Theme
from practices.models import Practice
from prepared import drawings
from stories.actions.telling import begin, locked_draft
from stories.models import STEPS, Story


@transaction.atomic
def begin_spoken(
    user: User | AnonymousUser, recording: Checked, practice: Practice | None = None, theme: Theme | None = None
) -> Story:
    """Make the draft from a recording; its words are written out next. Raises Refused when there is no room."""
    story = begin(user, "", practice, theme)
    story.step = STEPS[0]
    story.save(update_fields=["step"])
    files.keep((Story.KIND, story.pk), Kind.SOUND, recording, story.author)
    return story


def changed(story: Story) -> Story:
    """Give the draft, held for this transaction; no drawing of before stays. Raises NotNow when it is none any more."""
    fresh = locked_draft(story)
    transaction.on_commit(lambda: drawings.wipe(Story.KIND, story.pk), robust=True)
    return fresh


@transaction.atomic
def bring(story: Story, kind: Kind, checked: Checked, **facts: Any) -> StoredFile:
    """Keep a file with a draft. Raises NotNow when it is no draft any more, Refused when there is no room."""
    fresh = changed(story)
    return files.keep((Story.KIND, fresh.pk), kind, checked, fresh.author, **facts)


@transaction.atomic
def describe(story: Story, file: StoredFile, words: str, nobody: bool) -> None:
    """Keep what is on a photo; readers see it once it is told what that is, and nobody is recognised by it."""
    changed(story)
    files.describe(file, words=words, is_shared=bool(words and nobody))


@transaction.atomic
def share(story: Story, file: StoredFile, shared: bool) -> None:
    """Keep whether readers hear a recording. Raises NotNow when the story is no draft any more."""
    changed(story)
    files.describe(file, is_shared=shared)


@transaction.atomic
def remove(story: Story, file: StoredFile) -> None:
    """Erase one file of a story, whatever its state."""
    files.erase(StoredFile.objects.filter(pk=file.pk))
    transaction.on_commit(lambda: drawings.wipe(Story.KIND, story.pk), robust=True)
