"""Who takes an answer that came by mail: a plug that an upper floor brings in its notifications.py."""

from __future__ import annotations

from collections.abc import Callable

from accounts.models import User

Take = Callable[[User, int, str, bool], str]
takers: dict[str, Take] = {}


class Ignored(Exception):
    """Nothing is done with this mail; the word says why."""


def takes(sort: str) -> Callable[[Take], Take]:
    """Register who takes answers to this sort of address.

    `take(user, pk, text, gives_away)` gives "placed" or "kept", or raises Ignored. It asks itself what this person may
    do. `gives_away`: the text may hold the name they have in their mail, which is for nobody on the site.
    """

    def keep(take: Take) -> Take:
        takers[sort] = take
        return take

    return keep
