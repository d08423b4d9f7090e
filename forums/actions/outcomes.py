"""Marking a reply as outcome, with who does what by when; and taking the mark away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from forums.actions.showing import tell_who_thought_along
from forums.live import tell_outcome
from forums.models import Agreement, Reply, TalkOutcome
from practices.models import Membership


@dataclass(frozen=True)
class Deed:
    """Who does what, by when."""

    who: str
    what: str
    due_on: date | None


@transaction.atomic
def mark(reply: Reply, by: User, deeds: Iterable[Deed]) -> TalkOutcome:
    """Put the reply on top of its talk; the caller asked `may_mark_outcome`. Those who thought along hear it once."""
    root = reply.subject
    name, perspective = by.pseudonym, ""
    if root.author_id == by.pk:  # as the talk knows them
        name, perspective = root.pseudonym, root.perspective
    elif root.practice_id:
        perspective = Membership.objects.current().get(practice=root.practice_id, user=by).perspective
    facts = {"root": root, "by": by, "name": name, "perspective": perspective or reply.perspective}
    marked, is_new = TalkOutcome.objects.get_or_create(reply=reply, defaults=facts)
    marked.agreements.all().delete()
    Agreement.objects.bulk_create(
        Agreement(outcome=marked, who=deed.who, what=deed.what, due_on=deed.due_on) for deed in deeds
    )
    tell_outcome(root.pk)
    if is_new:
        tell_who_thought_along(root)
    return marked


@transaction.atomic
def unmark(reply: Reply) -> None:
    """Take the mark away; the reply stays where it stands."""
    root_id = reply.subject.pk
    TalkOutcome.objects.filter(reply=reply).delete()
    tell_outcome(root_id)
