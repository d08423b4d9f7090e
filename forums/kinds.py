"""How the first floor reaches cases and replies, and what they do when who may see something changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import search
from accounts.models import User
from forums.actions import questions, room_planning, topics
from forums.actions.cases import erase
from forums.actions.duo import erase as wipe_side
from forums.actions.follow_ups import erase as wipe_look_back
from forums.actions.replies import about, follow, redraw
from forums.actions.room_writing import erase_words
from forums.actions.table import clear
from forums.models import Case, LookBack, Reply, Seat, Side, Topic
from notifications.actions import withdraw as take_back_notices
from practices import kinds
from practices.models import Audience, Contribution, Practice
from prepared import drawings
from ui.rich import spoken


class CaseKind(kinds.Kind):
    """A case stands in its practice."""

    name = Case.KIND
    word = _("Casus")
    takes_guests = True
    found_as = "casus"
    has_gate = True

    def interventions(self) -> Iterable[tuple[int, int]]:
        return Case.interventions.through.objects.values_list("case", "intervention")

    def url(self, contribution: Contribution) -> str:
        if contribution.practice is None:
            raise LookupError("a case without a practice has no address")
        return reverse("forums:case", args=[contribution.practice.slug, contribution.pk])

    def said(self, contribution: Contribution) -> str:
        case = Case.objects.get(pk=contribution.pk)
        told = [case.situation, case.tried, case.knowledge, case.dilemma, case.interest, case.cost_money]
        told += [case.cost_suffering, case.alternative, case.needed, case.question, case.outcome]
        return "\n".join(told)

    def begins(self, keys: Collection[int]) -> dict[int, str]:
        return dict(Case.objects.filter(pk__in=keys).values_list("pk", "question"))

    def changed(self, root: Contribution) -> None:
        """Keep what can be found in line; a case that was taken back is erased."""
        if root.kind != self.name:
            return
        transaction.on_commit(lambda: drawings.wipe(self.name, root.pk), robust=True)
        case = Case.objects.get(pk=root.pk)
        if case.is_withdrawn and case.situation:
            erase(case)
        search.index(case)


class TopicKind(kinds.Kind):
    """A topic stands in its practice, or under its theme."""

    name = Topic.KIND
    word = _("Gesprek")
    takes_guests = True
    found_as = "gesprek"
    has_gate = True

    def url(self, contribution: Contribution) -> str:
        if contribution.practice is not None:
            return reverse("forums:topic", args=[contribution.practice.slug, contribution.pk])
        topic = contribution if isinstance(contribution, Topic) else contribution.topic
        if topic.theme is None:
            raise LookupError("a topic without a practice or theme has no address")
        return reverse("forums:theme_topic", args=[topic.theme.slug, contribution.pk])

    def said(self, contribution: Contribution) -> str:
        return spoken(Topic.objects.get(pk=contribution.pk).text)

    def begins(self, keys: Collection[int]) -> dict[int, str]:
        return {pk: spoken(text) for pk, text in Topic.objects.filter(pk__in=keys).values_list("pk", "text")}

    def changed(self, root: Contribution) -> None:
        """Keep what can be found in line; a topic that was taken back is erased."""
        if root.kind != self.name:
            return
        topic = Topic.objects.get(pk=root.pk)
        if topic.is_withdrawn and topic.text:
            topics.erase(topic)
        search.index(topic)


class LookBackKind(kinds.Kind):
    """What was told later stands on top of its case."""

    name = LookBack.KIND
    word = _("Terugblik")
    is_source = has_talk = False

    def url(self, contribution: Contribution) -> str:
        if contribution.root is None:
            raise LookupError("looking back without a case has no address")
        return f"{contribution.root.get_absolute_url()}#terugblik"

    def changed(self, root: Contribution) -> None:
        """Of what was taken back no word stays."""
        for told in LookBack.objects.filter(root=root, withdrawn_at__isnull=False).exclude(did=""):
            wipe_look_back(told)
        if root.kind == Case.KIND:
            search.index(Case.objects.get(pk=root.pk))


class SideKind(kinds.Kind):
    """A side of a duo-case stands in that case."""

    name = Side.KIND
    word = _("Kant van een duo-casus")
    is_source = has_talk = False

    def url(self, contribution: Contribution) -> str:
        if contribution.root is None:
            raise LookupError("a side without a case has no address")
        return f"{contribution.root.get_absolute_url()}#kanten"

    def changed(self, root: Contribution) -> None:
        """Of a side that was taken back no word stays."""
        if root.kind != Case.KIND:
            return
        for side in Side.objects.filter(root=root, withdrawn_at__isnull=False).exclude(pseudonym="", happened=""):
            wipe_side(side)
            search.index(Case.objects.get(pk=root.pk))


class ReplyKind(kinds.Kind):
    """A reply stands in the talk of its root."""

    name = Reply.KIND
    word = _("Reactie")

    def url(self, contribution: Contribution) -> str:
        if contribution.root is None:
            raise LookupError("a reply without a root has no address")
        return f"{contribution.root.get_absolute_url()}?reactie={contribution.pk}#reactie-{contribution.pk}"

    def said(self, contribution: Contribution) -> str:
        return spoken(Reply.objects.get(pk=contribution.pk).text)

    def changed(self, root: Contribution) -> None:
        """Keep the talk, its listeners and what was told about it in line."""
        follow(root)
        if not root.is_shown:
            take_back_notices(about(root))
        if not root.is_shown or root.audience == Audience.ME:
            clear(root)

    def renamed(self, contribution: Contribution) -> None:
        written = Reply.objects.get(pk=contribution.pk)
        redraw(written)
        search.index(written)

    def left(self, practice: Practice, user: User, takes: bool, name: str) -> None:
        """At the tables where they sat their seat has another name; their words there go along when they take them.

        So do the questions they asked, and the question of a meeting they planned.
        """
        for seat in Seat.objects.filter(session__practice=practice, user=user):
            if takes:
                erase_words(seat)
            left_at = seat.left_at or timezone.now()
            Seat.objects.filter(pk=seat.pk).update(user=None, pseudonym=name, left_at=left_at)
        questions.let_go(practice, user, takes=takes)
        room_planning.let_go(practice, user, takes=takes)

    def cards_changed(self, contribution: Contribution) -> None:
        redraw(Reply.objects.get(pk=contribution.pk))
