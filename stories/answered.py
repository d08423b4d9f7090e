"""Reading answers: those under a story, and the figures of an organisation, which are public."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Organisation
from stories.models import Answer, Change, Story

FEWEST = 5  # product invariant 5: of fewer tellers no figure is shown


def answers_to(story: Story) -> list[Answer]:
    """Give the answers that stand under a story, with their changes; two questions."""
    found = Answer.objects.shown().filter(root=story).select_related("organisation").prefetch_related("changes")
    return list(found.order_by("published_at", "pk"))


@dataclass(frozen=True)
class Figures:
    """What an organisation does with stories. `helpful` and `rated` are None while too few tellers said so."""

    answered: int
    days: int | None  # half of the stories were answered within so many
    planned: int
    late: int
    done: int
    dropped: int
    rated: int | None
    helpful: int | None


def figures_of(organisation: Organisation) -> Figures:
    """Count over what everybody may know of: answers and changes that stand, in three questions."""
    given = Answer.objects.visible_to(AnonymousUser()).filter(organisation=organisation)
    first: dict[int, int] = {}
    for root, at, told in given.order_by("published_at").values_list("root", "published_at", "root__published_at"):
        if root and at and told:
            first.setdefault(root, max(0, (at - told).days))
    waits = sorted(first.values())
    state = Change.State
    counted = Change.objects.filter(answer__in=given.values("pk")).aggregate(
        planned=Count("pk", filter=Q(state=state.PLANNED)),
        late=Count("pk", filter=Q(state=state.PLANNED, due_on__lt=timezone.localdate())),
        done=Count("pk", filter=Q(state=state.DONE)),
        dropped=Count("pk", filter=Q(state=state.NOT)),
    )
    said = given.exclude(is_helpful=None).aggregate(
        rated=Count("root__person", distinct=True),
        helpful=Count("root__person", distinct=True, filter=Q(is_helpful=True)),
    )
    enough = (
        said["rated"] >= FEWEST
        and not 0 < said["rated"] - said["helpful"] < FEWEST
        and not 0 < said["helpful"] < FEWEST
    )
    return Figures(
        answered=len(waits),
        days=waits[len(waits) // 2] if waits else None,
        **counted,
        rated=said["rated"] if enough else None,
        helpful=said["helpful"] if enough else None,
    )
