"""The towel of the home page: its bands, and one sentence out of a story that everybody may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject, Length
from django.urls import reverse

from accounts.models import Perspective
from knowledge.models import WorkingElement
from practices.difference.counting import Spot, Tally, count_answers, levels
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
    """Give the newest sentence about what helped most; None while no story says such a thing.

    Seen as a visitor sees it, also by who is signed in. Bands go by steps of five people and bear no name. How many
    people said it is read from the tally of the difference map as it stands, so a million weighings cost no more.
    """
    tally = Tally(levels(AnonymousUser()))
    count_answers(tally, [Spot()])
    people = {
        element: number
        for (element, voice, answer), number in tally.said[Spot()].items()
        if voice == Perspective.LIVED and answer == Polarity.HELPED
    }
    strongest = sorted(people, key=lambda element: (-people[element], element))[:BANDS]
    sayings = WorkingElement.objects.filter(pk__in=strongest).order_by().values_list("pk", Subquery(newest()))
    found = dict(sayings) if strongest else {}
    said = next((found[element] for element in strongest if found.get(element)), None)
    if said is None:
        return None
    weights = [people[element] // FEWEST * FEWEST for element in strongest]
    return Towel(
        quote=said["quote"].rstrip(),
        by=said["by"],
        href=reverse("stories:story", args=[said["pk"]]),
        is_fictional=bool(said["is_fictional"]),
        weights=weights if len(weights) == BANDS and min(weights) >= FEWEST else [],
    )


def newest() -> QuerySet[Weighing, Any]:
    """Give the newest short sentence of a story about the element of the outer query."""
    helped = Weighing.objects.visible_to(AnonymousUser()).filter(
        element=OuterRef("pk"), polarity=Polarity.HELPED, contribution__perspective=Perspective.LIVED
    )
    facts = JSONObject(
        quote="quote", by="contribution__pseudonym", pk="contribution_id", is_fictional="contribution__is_fictional"
    )
    short = helped.filter(contribution__kind=Story.KIND, contribution__content_notes="", quote__gt="").annotate(
        signs=Length("quote")
    )
    return short.filter(signs__lte=Value(LONGEST)).order_by("-pk").values(facts=facts)[:1]
