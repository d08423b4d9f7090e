"""How the first floor reaches a story, and what follows when who may see it changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import search
from practices import kinds
from practices.actions import citations
from practices.models import Contribution
from prepared import drawings
from stories.actions.sending import forget
from stories.models import Answer, Story


class AnswerKind(kinds.Kind):
    """An organisation's answer stands under its story."""

    name = Answer.KIND
    word = _("Antwoord")
    is_source = False
    has_talk = False
    is_of_person = False

    def url(self, contribution: Contribution) -> str:
        return f"{reverse('stories:story', args=[contribution.root_id])}#antwoord-{contribution.pk}"


class StoryKind(kinds.Kind):
    """A story stands on its own page."""

    name = Story.KIND
    word = _("Verhaal")
    found_as = "verhaal"
    is_cited = True

    def interventions(self) -> Iterable[tuple[int, int]]:
        named: Iterable[tuple[int, int]] = Story.objects.filter(intervention__isnull=False).values_list(
            "pk", "intervention"
        )
        return named

    def url(self, contribution: Contribution) -> str:
        return reverse("stories:story", args=[contribution.pk])

    def said(self, contribution: Contribution) -> str:
        """Give what was told; what carries a note is opened knowingly, and quoted nowhere."""
        if contribution.content_notes:
            return ""
        story = Story.objects.get(pk=contribution.pk)
        return "\n".join([story.happened, story.helped, story.turning_point])

    def begins(self, keys: Collection[int]) -> dict[int, str]:
        return dict(Story.objects.filter(pk__in=keys).values_list("pk", "happened"))

    def changed(self, root: Contribution) -> None:
        """Keep what can be found in line; of a story that was taken back nobody is told any more."""
        if root.kind != self.name:
            return
        transaction.on_commit(lambda: drawings.wipe(self.name, root.pk), robust=True)
        story = Story.objects.with_cards().get(pk=root.pk)
        if story.is_withdrawn:
            forget(story)
        if story.is_withdrawn or story.is_shown:
            citations.follow(root, self.said(root))
        search.index(story)

    def cards_changed(self, contribution: Contribution) -> None:
        """Draw the story anew, and let it be found by what its cards are called now."""
        transaction.on_commit(lambda: drawings.wipe(self.name, contribution.pk), robust=True)
        search.index(Story.objects.get(pk=contribution.pk))
