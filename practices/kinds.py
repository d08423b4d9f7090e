"""The socket for kinds of contribution: upper floors plug in how theirs is reached and what follows a change.

An app on the second floor subclasses `Kind` in its `kinds.py`; this app finds it when the site starts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from practices.models import Contribution

_kinds: dict[str, Kind] = {}


class Kind:
    """What the first floor must know of a kind of contribution it does not import."""

    name: ClassVar[str]  # the child model's KIND

    def __init_subclass__(cls) -> None:
        _kinds[cls.name] = cls()

    def url(self, contribution: Contribution) -> str:
        """Give the address of the contribution."""
        raise LookupError(f"{self.name} has no address")

    def changed(self, root: Contribution) -> None:
        """Follow a change in who may see `root`: bring own search entries, live topics and mail in line."""


def of(name: str) -> Kind:
    """Give the kind of that name; raises KeyError for an unknown one."""
    return _kinds[name]


def tell_all(root: Contribution) -> None:
    """Let every kind follow a change of `root`; called inside the transaction that changes it."""
    for kind in _kinds.values():
        kind.changed(root)


class WeighingKind(Kind):
    """A weighing on its own, given on the page of an element: it is read on the difference map."""

    name = "weighing"

    def url(self, contribution: Contribution) -> str:
        return "/verschilkaart/"
