"""The towel of the home page: its bands, and one sentence out of a story that everybody may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject, Length
from django.urls import reverse

from accounts.models import Perspective
from practices.models import Polarity, Weighing
from stories.models import Story

BANDS = 3
FEWEST = 5  # a smaller group is never shown, nor drawn
LONGEST = 70  # signs that fit in the linen


@dataclass(frozen=True)
class Towel:
    """What components/towel.html asks for."""

    quote: str
    by: str
    href: str
    is_fictional: bool
    weights: list[int]


def towel() -> Towel | None:
    """Give the newest sentence about what helped most; one query, None while no story says such a thing.

    Seen as a visitor sees it, also by who is signed in. Bands go by steps of five people and bear no name.
    """
    helped = Weighing.objects.visible_to(AnonymousUser()).filter(
        polarity=Polarity.HELPED, element__isnull=False, contribution__perspective=Perspective.LIVED
    )
    strongest = helped.order_by().values("element").annotate(people=Count("contribution__person", distinct=True))
    rows = strongest.annotate(said=Subquery(newest(helped))).order_by("-people", "element")[:BANDS]
    found = [(row["people"] // FEWEST * FEWEST, row["said"]) for row in rows]
    said = next((said for _people, said in found if said), None)
    if said is None:
        return None
    weights = [people for people, _said in found]
    return Towel(
        quote=said["quote"].rstrip(),
        by=said["by"],
        href=reverse("stories:story", args=[said["pk"]]),
        is_fictional=bool(said["is_fictional"]),
        weights=weights if len(weights) == BANDS and min(weights) >= FEWEST else [],
    )


def newest(helped: QuerySet[Weighing]) -> QuerySet[Weighing, Any]:
    """Give the newest short sentence of a story about the element of the outer query."""
    short = helped.filter(element=OuterRef("element"), contribution__kind=Story.KIND, quote__gt="")
    facts = JSONObject(
        quote="quote", by="contribution__pseudonym", pk="contribution_id", is_fictional="contribution__is_fictional"
    )
    fitting = short.annotate(signs=Length("quote")).filter(signs__lte=Value(LONGEST))
    return fitting.order_by("-contribution__published_at", "-pk").values(facts=facts)[:1]
