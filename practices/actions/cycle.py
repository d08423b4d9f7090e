"""Starting a practice and moving it through its learning cycle."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_noop as _

import search
from accounts.models import User
from practices import related
from practices.actions.agenda import tell_of_phase
from practices.actions.contributions import touch
from practices.actions.membership import join
from practices.models import Phase, Practice


def cycle() -> list[tuple[str, str]]:
    """Give the steps of the learning cycle in Dutch: a short name for the rail, and what is expected there."""
    return [
        (_("Vraag"), _("We kiezen samen één vraag.")),
        (_("Weten"), _("We zoeken op wat al bekend is.")),
        (_("Verhaal"), _("We verzamelen verhalen en casussen.")),
        (_("Duiden"), _("We lezen ze samen: wat zien we?")),
        (_("Doen"), _("We proberen iets uit.")),
        (_("Meten"), _("We kijken wat het deed voor mensen.")),
        (_("Delen"), _("We delen wat we leerden.")),
    ]


@transaction.atomic
def found(founder: User, perspective: str, facts: dict[str, Any]) -> Practice:
    """Start a practice with its learning cycle at the first phase; the founder leads it.

    Without a region it belongs to that of its first municipality.
    `facts`: name, question, outcome, labour_region, joining, and the lists municipalities, themes and interventions.
    """
    facts = dict(facts)
    lists = {name: facts.pop(name, ()) for name in ("municipalities", "themes", "interventions")}
    if lists["municipalities"] and not facts.get("labour_region"):
        facts["labour_region"] = lists["municipalities"][0].labour_region
    practice = Practice.objects.create(founded_by=founder, slug=free_slug(facts["name"]), **facts)
    for name, rows in lists.items():
        getattr(practice, name).set(rows)
    Phase.objects.bulk_create(
        Phase(
            practice=practice,
            order=order,
            name=name,
            expected=expected,
            begun_at=timezone.now() if order == 1 else None,
        )
        for order, (name, expected) in enumerate(cycle(), start=1)
    )
    join(practice, founder, perspective, is_facilitator=True)
    search.index(practice)
    related.forget()
    return practice


def free_slug(name: str) -> str:
    """Make an address out of a name that no other practice has."""
    base = slugify(name)[:120] or "praktijk"
    taken = set(Practice.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = next(n for n in range(1, len(taken) + 2) if (base if n == 1 else f"{base}-{n}") not in taken)
    return base if number == 1 else f"{base}-{number}"


@transaction.atomic
def move_to(phase: Phase, seen: int | None) -> bool:
    """Make `phase` the active one: earlier ones are done, later ones still to come.

    `seen` is the phase the mover saw as active; gives False, and changes nothing, when it was moved meanwhile.
    """
    phases = list(Phase.objects.select_for_update().filter(practice=phase.practice_id))
    active = next((p.pk for p in phases if p.state == "now"), None)
    if active != seen:
        return False
    now = timezone.now()
    for other in phases:
        before, same = other.order < phase.order, other.pk == phase.pk
        other.begun_at = (other.begun_at or now) if before or same else None
        other.ended_at = (other.ended_at or now) if before else None
    # Close first: at no moment are two phases active.
    Phase.objects.filter(practice=phase.practice_id).update(begun_at=None, ended_at=None)
    Phase.objects.bulk_update(phases, ["begun_at", "ended_at"])
    touch(phase.practice_id)
    tell_of_phase(phase)
    return True
