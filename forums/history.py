"""How a case came to the state it is in: facts and what people said of it, oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from forums.models import Case, LookBack, Reply, State


@dataclass(frozen=True)
class Moment:
    """One change: what it became, when, who said so and why."""

    what: str
    at: datetime
    who: str = ""
    why: str = ""


def history(case: Case) -> list[Moment]:
    """Give every moment. Who brought it goes by the name at the case, others by their part in it."""
    found = [Moment(str(State.OPEN.label), case.made_at, case.pseudonym)]
    first = Reply.objects.in_talk(case.pk).shown().order_by("pk").values_list("published_at", flat=True).first()
    if first:
        found.append(Moment(str(State.TALK.label), first, _("na de eerste reactie")))
    if case.outcome and case.outcome_at:
        found.append(Moment(str(State.TRIED.label), case.outcome_at, case.pseudonym))
    looks = LookBack.objects.filter(root=case).shown()
    found += [Moment(str(State.FOLLOWED.label), one.made_at, case.pseudonym) for one in looks]
    for move in case.moves.all():
        own = move.by_id is not None and move.by_id == case.author_id
        found.append(
            Moment(str(move.get_step_display()), move.at, case.pseudonym if own else _("de begeleider"), move.why)
        )
    return sorted(found, key=lambda one: one.at)
