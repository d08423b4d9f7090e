"""The socket for where a contribution went: upper floors tell what they did with it, for its teller's trail.

A function in an app's `uses.py`, marked with `@tells`, gives the uses it knows of; found when the site starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from accounts.models import User
from practices.models import Citation, Contribution

Reader = User | AnonymousUser
MOST = 20  # of one sort


@dataclass(frozen=True)
class Use:
    """One thing somebody did with it; `href` only where the teller may open that."""

    text: str
    at: datetime | None = None
    href: str = ""
    name: str = ""


Tells = Callable[[Contribution, Reader], Iterable[Use]]
_known: list[Tells] = []


def tells(function: Tells) -> Tells:
    """Plug in a function that gives the uses of a contribution, for its teller (the reader)."""
    if function not in _known:
        _known.append(function)
    return function


def uses_of(contribution: Contribution, user: Reader) -> list[Use]:
    """Give every use that anybody knows of, the newest of each sort first."""
    return [use for function in _known for use in function(contribution, user)]


@tells
def in_dossiers(contribution: Contribution, _user: Reader) -> Iterable[Use]:
    """Say which dossiers cite it; these are for everybody."""
    for cited in Citation.objects.filter(contribution=contribution).select_related("dossier__theme")[:MOST]:
        yield Use(_("Aangehaald in een dossier."), cited.at, cited.dossier.get_absolute_url(), cited.dossier.title)
