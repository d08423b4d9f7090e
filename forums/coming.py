"""What was answered to the invitation to a session, as far as this reader may see it."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from forums.models import Coming, Session
from practices.difference.rounding import may_show, rounded
from practices.models import Membership


def answers_to(session: Session, user: User, leads: bool) -> dict[str, Any]:
    """Give one's own answer; to who leads the names; to others how many come, counted as dots on an agenda are.

    So nobody makes a group under five appear by changing their own answer. One question.
    """
    if session.state != "planned":
        return {}
    here = Membership.objects.current().filter(practice=session.practice_id).values("user")
    given = [(one.user, one.answer) for one in session.coming.filter(user__in=here).select_related("user")]
    mine = next((answer for who, answer in given if who.pk == user.pk), "")
    yes = sum(answer == Coming.Answer.YES for _who, answer in given)
    names = [
        (label, [str(who) for who, answer in given if answer == value])
        for value, label in Coming.Answer.choices
        if any(answer == value for _who, answer in given)
    ]
    return {
        "mine": mine,
        "answers": Coming.Answer.choices,
        "who": names if leads else [],
        "many": may_show(rounded(yes, "session", session.pk)),
    }
