"""The socket: what an app brings so that its things can be reviewed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db import models

    from accounts.models import User
    from moderation.models import Concern, Decision, Review


class Section(NamedTuple):
    """One piece of what is judged: a heading and the words a person wrote under it.

    With a key, other words may be proposed for it.
    """

    heading: str
    text: str
    key: str = ""


class Reviewable:
    """One kind of thing that can wait for review. Subclass it in `<app>/moderation.py` and name kind and model."""

    kind: ClassVar[str]
    model: ClassVar[type[models.Model]]
    name: ClassVar[Any]  # what it is called on the page, such as _("Verhaal")

    def __init_subclass__(cls) -> None:
        if "kind" in vars(cls):
            registry[cls.kind] = cls()

    def things(self, pks: Collection[int]) -> Iterable[Any]:
        """Give the things with these keys; withdrawn ones are left out."""
        raise NotImplementedError

    def title(self, thing: Any) -> str:
        raise NotImplementedError

    def sections(self, thing: Any) -> list[Section]:
        """Give every word that readers will see, for the privacy check and for judging."""
        raise NotImplementedError

    def facts(self, thing: Any) -> list[tuple[str, str]]:
        """Give what a judge must know besides the words, as (label, value): who will read it, the chosen name."""
        return []

    def is_open_to_all(self, thing: Any) -> bool:
        """Say whether everyone with an account may read it now, so that it may be named after the decision."""
        return False

    def spaces(self, user: User) -> Iterable[int]:
        """Give the spaces (practices) in which this person decides; moderators decide everywhere."""
        return ()

    def may_decide(self, user: User | AnonymousUser, thing: Any) -> bool:
        """Say whether this person may decide on this thing, given that they may see the review."""
        return True

    def note_choices(self) -> list[tuple[str, Any]]:
        """Give the content notes a reader may put beside it; none when the app knows no such thing."""
        return []

    def notes(self, thing: Any) -> list[str]:
        """Give the content notes it has."""
        return []

    def set_notes(self, thing: Any, notes: Iterable[str]) -> None:
        """Write exactly these content notes."""

    def on_second_wanted(self, thing: Any, review: Review) -> None:
        """Tell whoever may be the second; called in the transaction."""

    def on_concern(self, thing: Any, review: Review, concern: Concern) -> None:
        """Tell whoever must know at once that somebody may be in danger; called in the transaction."""

    def on_decision(self, thing: Any, decision: Decision) -> None:
        """Do what follows; called in the transaction of the decision."""
        raise NotImplementedError


registry: dict[str, Reviewable] = {}


def plug_for(thing: models.Model) -> Reviewable:
    """Give the plug of this thing's model; raises LookupError when its app brought none."""
    for plug in registry.values():
        if type(thing) is plug.model:
            return plug
    raise LookupError(f"{type(thing).__name__} cannot be reviewed: its app has no plug in moderation.py.")
