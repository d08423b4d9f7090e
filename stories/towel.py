"""The towel of the home page: its bands, and one sentence out of a story that everybody may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Length
from django.urls import reverse

from accounts.models import Perspective
from practices.difference.counting import Spot, Tally, count_answers, levels
from practices.models import Audience, Polarity, Weighing
from stories.models import Story

BANDS = 3
FEWEST = 5  # a smaller group is never shown, nor drawn
LONGEST = 70  # signs that fit in the linen
RECENT = 50  # stories that are looked through


@dataclass(frozen=True)
class Towel:
    """What components/towel.html asks for."""

    quote: str
    by: str
    href: str
    is_fictional: bool
    weights: list[int]


def towel() -> Towel | None:
    """Give the newest sentence about what helped most; None while no recent story says such a thing.

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
    said = min(sayings(strongest), key=lambda one: strongest.index(one["element"]), default=None)
    if said is None:
        return None
    weights = [people[element] // FEWEST * FEWEST for element in strongest]
    return Towel(
        quote=said["quote"].rstrip(),
        by=said["by"],
        href=reverse("stories:story", args=[said["contribution"]]),
        is_fictional=bool(said["is_fictional"]),
        weights=weights if len(weights) == BANDS and min(weights) >= FEWEST else [],
    )


def sayings(elements: list[int]) -> QuerySet[Weighing, Any]:
    """Give the short sentences about these elements in the newest stories, newest first; one query of one cost."""
    everybody = AnonymousUser()
    stories = Story.objects.visible_to(everybody).filter(
        kind=Story.KIND, audience=Audience.EVERYONE, perspective=Perspective.LIVED, content_notes=""
    )
    newest = stories.order_by("-published_at").values("pk")[:RECENT]
    found = Weighing.objects.filter(contribution__in=newest, element__in=elements, polarity=Polarity.HELPED)
    short = found.filter(quote__gt="").annotate(signs=Length("quote")).filter(signs__lte=Value(LONGEST))
    return short.order_by("-pk").values(
        "quote",
        "element",
        "contribution",
        by=F("contribution__pseudonym"),
        is_fictional=F("contribution__is_fictional"),
    )
