"""Reading what was known when something was started, as far as this reader may open it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from practices.models import Contribution, Practice, Start
from practices.models.contribution import meant_for
from search.known import Thing, opened
from search.models import IndexEntry
from search.plugs import registry

Reader = User | AnonymousUser


@dataclass
class Linked:
    """What was linked at the gate of one thing, before anybody asked who may open it."""

    different: str = ""
    things: list[Thing] = field(default_factory=list)


def linked(of: Contribution | Practice) -> Linked:
    """Give what was linked and what is different here; asks nothing when `start` was selected and is not there."""
    try:
        start: Start = of.start
    except Start.DoesNotExist:
        return Linked()
    return Linked(start.different, list(start.known.order_by("pk").values_list("kind", "object_id")))


def linked_to(of: Contribution | Practice, reader: Reader) -> tuple[dict[Thing, IndexEntry], str]:
    """Give what was linked as far as this reader may open it, and what is different here."""
    kept = linked(of)
    found = opened(kept.things, reader)
    return {thing: found[thing] for thing in kept.things if thing in found}, kept.different


def taken_back(missing: list[Thing], reader: Reader) -> bool:
    """Say whether something that cannot be opened was meant for this reader, and was taken back by who wrote it."""
    pks = [pk for kind, pk in missing if kind in registry.kinds and _is_contribution(kind)]
    if not pks:
        return False
    gone = Contribution.objects.filter(meant_for(reader), pk__in=pks, published_at__isnull=False)
    return gone.filter(withdrawn_at__isnull=False).exists()


def _is_contribution(kind: str) -> bool:
    return issubclass(registry.kinds[kind].model, Contribution)
