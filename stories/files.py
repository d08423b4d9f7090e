"""Photos and recordings at a story: who may have them, and where pages show them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.http import reader
from files import Holder
from files.models import StoredFile
from moderation.models import Review
from practices.models import Contribution
from stories.models import Story
from stories.views.access import held
from ui.slots import slot


class StoryHolder(Holder):
    """The teller has every file; what is shared goes to readers, and before that to who reads along."""

    kind = Story.KIND

    def may_see(self, request: HttpRequest, file: StoredFile) -> bool:
        user = reader(request)
        stories = Story.objects.filter(pk=file.subject_id)
        if stories.filter(withdrawn_at__isnull=True).told_by(user, held(request)).exists():
            return True
        if not file.is_shared:
            return False
        return stories.visible_to(user).exists() or (
            stories.filter(withdrawn_at__isnull=True, sent_at__isnull=False).exists()
            and Review.objects.visible_to(user).about(Story.KIND, file.subject_id).open().exists()
        )

    def there(self, pks: Collection[int]) -> set[int]:
        return set(Story.objects.filter(pk__in=pks, withdrawn_at__isnull=True).values_list("pk", flat=True))


@slot("story.telling")
def while_telling(context: Any, story: Story | None, step: str) -> str:
    """Let the teller hear the recording where it is written out."""
    if story is None or step not in {"gebeurd", "hielp"}:
        return ""
    sounds = list(StoredFile.objects.about(Story.KIND, story.pk).sounds())
    return render_to_string("stories/_listen.html", {"sounds": sounds, "story": story}) if sounds else ""


@slot("story.readback")
def reading_back(context: Any, story: Story) -> str:
    files = list(StoredFile.objects.about(Story.KIND, story.pk))
    return render_to_string("stories/_media_chosen.html", {"files": files, "story": story})


@slot("contribution.own", order=5)
def on_own_page(context: Any, contribution: Contribution) -> str:
    if contribution.kind != Story.KIND:
        return ""
    files = list(StoredFile.objects.about(Story.KIND, contribution.pk))
    facts = {"files": files, "story": contribution}
    return render_to_string("stories/_media_own.html", facts, request=context.get("request")) if files else ""


@slot("review.thing")
def reading_along(context: Any, review: Review) -> str:
    if review.subject_kind != Story.KIND or review.closed_at is not None:
        return ""
    shared = list(StoredFile.objects.about(Story.KIND, review.subject_id).for_readers())
    return render_to_string("stories/_files.html", {"files": shared, "heading": True}) if shared else ""
