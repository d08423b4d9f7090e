"""How the first floor reaches cases and replies, and what they do when who may see something changes."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

import search
from forums.actions import topics
from forums.actions.cases import erase
from forums.actions.replies import about, follow, redraw
from forums.models import Case, Reply, Topic
from notifications.actions import withdraw as take_back_notices
from practices import kinds
from practices.models import Contribution


class CaseKind(kinds.Kind):
    """A case stands in its practice."""

    name = Case.KIND
    found_as = "casus"
    has_gate = True

    def interventions(self) -> Iterable[tuple[int, int]]:
        return Case.interventions.through.objects.values_list("case", "intervention")

    def url(self, contribution: Contribution) -> str:
        if contribution.practice is None:
            raise LookupError("a case without a practice has no address")
        return reverse("forums:case", args=[contribution.practice.slug, contribution.pk])

    def changed(self, root: Contribution) -> None:
        """Keep what can be found in line; a case that was taken back is erased."""
        if root.kind != self.name:
            return
        case = Case.objects.get(pk=root.pk)
        if case.is_withdrawn and case.situation:
            erase(case)
        search.index(case)


class TopicKind(kinds.Kind):
    """A topic stands in its practice, or under its theme."""

    name = Topic.KIND
    found_as = "gesprek"
    has_gate = True

    def url(self, contribution: Contribution) -> str:
        if contribution.practice is not None:
            return reverse("forums:topic", args=[contribution.practice.slug, contribution.pk])
        topic = contribution if isinstance(contribution, Topic) else contribution.topic
        if topic.theme is None:
            raise LookupError("a topic without a practice or theme has no address")
        return reverse("forums:theme_topic", args=[topic.theme.slug, contribution.pk])

    def changed(self, root: Contribution) -> None:
        """Keep what can be found in line; a topic that was taken back is erased."""
        if root.kind != self.name:
            return
        topic = Topic.objects.get(pk=root.pk)
        if topic.is_withdrawn and topic.text:
            topics.erase(topic)
        search.index(topic)


class ReplyKind(kinds.Kind):
    """A reply stands in the talk of its root."""

    name = Reply.KIND

    def url(self, contribution: Contribution) -> str:
        if contribution.root is None:
            raise LookupError("a reply without a root has no address")
        return f"{contribution.root.get_absolute_url()}?reactie={contribution.pk}#reactie-{contribution.pk}"

    def changed(self, root: Contribution) -> None:
        """Keep the talk, its listeners and what was told about it in line."""
        follow(root)
        if not root.is_shown:
            take_back_notices(about(root))

    def cards_changed(self, contribution: Contribution) -> None:
        redraw(Reply.objects.get(pk=contribution.pk))
