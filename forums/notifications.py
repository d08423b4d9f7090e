"""What people are told about talk, what a mail may say of it, and what may help with somebody's open cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums import by_mail, duo_notifications  # noqa: F401 - it takes the answers; what duo-cases tell
from forums.actions.room import ABOUT
from forums.actions.tasks import ABOUT as TASK
from forums.models import Case, Reply, Session, Task
from forums.models.state import State
from notifications import matters
from notifications.kinds import Often, kind
from notifications.matters import Hint, Matter, Piece, Thing
from practices.models import Contribution
from practices.models.contribution import shown
from practices.notifications import ContributionMatter, thing
from practices.related import near
from search.known import opened
from search.plugs import registry

kind("reply", _("Iemand reageert op wat jij schreef"), Often.ONCE)
kind("mention", _("Iemand noemt jou in een gesprek"), Often.ONCE)
kind("follow-up", _("Hoe ging het verder met jouw casus?"), Often.ONCE)
kind("session", _("Een bijeenkomst van jouw praktijk"), Often.ONCE)
kind("task", _("Een taak voor jou in een praktijk"), Often.ONCE)
kind("task-reminder", _("Een taak van jou die bijna klaar moet zijn"), Often.ONCE)
kind("by-mail", _("Een antwoord per mail van jou dat nog niet op de site staat"), must=True)
kind("outcome", _("Een uitkomst bij een casus waar je op reageerde"))
kind("case-decision", _("Een besluit over jouw casus"), Often.ONCE)
kind("case-waits", _("Een casus wacht op een lezer"), Often.ONCE)
kind("case-danger", _("Iemand kan in gevaar zijn, bij een casus"), must=True)

MOST = 5  # replies of one talk in one mail
LONGEST = 600  # signs of one reply
DONE = (State.TRIED, State.FOLLOWED, State.ARCHIVED)
CASES = 3  # newest open cases that are looked at


class TalkMatter(ContributionMatter):
    """What was said under a contribution since: only for who may read it now."""

    names = ("contribution", Case.KIND)

    def seen_by(self, user: User, since: Mapping[int, datetime]) -> dict[int, Thing]:
        seen = Contribution.objects.visible_to(user).filter(pk__in=list(since)).select_related("practice", "root")
        things = {one.pk: replace(thing(one), talk=one.pk) for one in seen}
        plain = [pk for pk, one in things.items() if not one.is_sensitive]
        said: dict[int, list[Piece]] = defaultdict(list)
        replies = Reply.objects.visible_to(user).filter(root__in=plain).exclude(author=user)
        newest = replies.filter(published_at__gte=min(since.values())).order_by("-published_at", "-pk")
        for one in newest.select_related("root__practice")[: MOST * 40]:
            at, about = one.published_at, one.root_id
            if at and about and at >= since[about] and not one.content_notes:
                said[about].append(Piece(one.pseudonym, shortened(one.text), one.get_absolute_url(), at))
        return {
            pk: replace(one, pieces=said[pk][:MOST], more=max(0, len(said[pk]) - MOST)) if pk in said else one
            for pk, one in things.items()
        }


class MentionMatter(ContributionMatter):
    """A reply in which somebody was named: its own words, for who may read it now."""

    names = (Reply.KIND,)

    def seen_by(self, user: User, since: Mapping[int, datetime]) -> dict[int, Thing]:
        seen = Reply.objects.visible_to(user).filter(pk__in=list(since)).select_related("root__practice", "practice")
        things = {}
        for one in seen:
            about = replace(thing(one), title=one.root.title if one.root else "", talk=one.root_id)
            words = [] if about.is_sensitive or not one.published_at else [
                Piece(one.pseudonym, shortened(one.text), about.url, one.published_at)
            ]  # fmt: skip
            things[one.pk] = replace(about, pieces=words)
        return things


class SessionMatter(Matter):
    """A meeting, for who is a member now."""

    names = (ABOUT,)

    def places(self, pks: Iterable[int]) -> dict[int, int]:
        return dict(Session.objects.filter(pk__in=list(pks)).values_list("pk", "practice"))

    def seen_by(self, user: User, since: Mapping[int, datetime]) -> dict[int, Thing]:
        seen = Session.objects.visible_to(user).filter(pk__in=list(since)).select_related("practice")
        return {one.pk: Thing(one.title, one.get_absolute_url(), one.practice_id, one.practice.name) for one in seen}


class TaskMatter(Matter):
    """A task, for who is a member now."""

    names = (TASK,)

    def places(self, pks: Iterable[int]) -> dict[int, int]:
        return dict(Task.objects.filter(pk__in=list(pks)).values_list("pk", "practice"))

    def seen_by(self, user: User, since: Mapping[int, datetime]) -> dict[int, Thing]:
        seen = Task.objects.visible_to(user).filter(pk__in=list(since)).select_related("practice")
        return {one.pk: Thing(one.what, one.get_absolute_url(), one.practice_id, one.practice.name) for one in seen}


def shortened(text: str) -> str:
    """Give what a mail quotes of a reply, cut between words when it is long."""
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(None, 1)[0] + "…"


@matters.hints
def for_your_case(user: User) -> list[Hint]:
    """Give what belongs with this reader's open cases and what they may open, best first; nothing of their own."""
    newest = Case.objects.with_state().filter(shown(), author=user).order_by("-pk")[: CASES * 4]
    open_cases = [case for case in newest if case.state_now not in DONE][:CASES]
    lists = [near("casus", case.pk).others for case in open_cases]
    found = list(dict.fromkeys(one for rank in zip_longest(*lists) for one in rank if one))
    own = set(Contribution.objects.written_by(user).values_list("pk", flat=True))
    rows = opened(found, user)
    notes = set(
        Contribution.objects.filter(pk__in=[pk for _kind, pk in rows])
        .exclude(content_notes="")
        .values_list("pk", flat=True)
    )
    hints = []
    for sort, pk in found:
        row = rows.get((sort, pk))
        is_told = sort in {"verhaal", "casus", "inzicht"}
        if row is None or (is_told and (pk in own or pk in notes)):
            continue
        hints.append(Hint(f"{sort}:{pk}", row.title, row.url, str(registry.kinds[sort].name)))
    return hints
