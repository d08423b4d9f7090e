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
from practices.framing import WORDS
from practices.models import Phase, Practice

OURS = {"nieuw", "uitnodiging", "sjablonen"}  # addresses beside those of practices
MOST_PHASES = 10  # more than this no rail can show


class Full(Exception):
    """A practice has as many phases as can be shown."""


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


def usual_phases() -> list[dict[str, str]]:
    """Give the steps of the learning cycle as the phases of a practice that begins without a frame."""
    steps = zip(Phase.Step, cycle(), strict=True)
    return [{"step": step, "name": name, "expected": expected} for step, (name, expected) in steps]


@transaction.atomic
def found(founder: User, perspective: str, facts: dict[str, Any]) -> Practice:
    """Start a practice with its learning cycle at the first phase; the founder leads it.

    Without a region it belongs to that of its first municipality.
    `facts`: name, question, outcome, labour_region, joining, and the lists municipalities, themes and interventions;
    with a `frame` (see practices.framing) its phases are those, and its words stand where nothing was typed.
    """
    facts = dict(facts)
    frame = facts.pop("frame", None) or {}
    facts |= {name: frame[name] for name in WORDS if frame.get(name) and not facts.get(name)}
    if facts.get("rules"):
        facts.setdefault("rules_version", 1)
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
            begun_at=timezone.now() if order == 1 else None,
            **phase,
        )
        for order, phase in enumerate(frame.get("phases") or usual_phases(), start=1)
    )
    join(practice, founder, perspective, is_facilitator=True)
    search.index(practice)
    related.forget()
    return practice


def free_slug(name: str) -> str:
    """Make an address out of a name that no other practice has."""
    base = slugify(name)[:120] or "praktijk"
    taken = OURS | set(Practice.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = next(n for n in range(1, len(taken) + 2) if (base if n == 1 else f"{base}-{n}") not in taken)
    return base if number == 1 else f"{base}-{number}"


@transaction.atomic
def move_to(phase: Phase, seen: int | None, harvest: str = "", by: User | None = None) -> bool:
    """Make `phase` the active one: earlier ones are done, later ones still to come.

    `seen` is the phase the mover saw as active; gives False, and changes nothing, when it was moved meanwhile.
    `harvest` is what the practice takes along from that one, as `by` wrote it; '' leaves what was there.
    """
    phases = list(Phase.objects.select_for_update(no_key=True).filter(practice=phase.practice_id))
    active = next((p.pk for p in phases if p.state == "now"), None)
    if active != seen:
        return False
    if harvest and active is not None:
        Phase.objects.filter(pk=active).update(harvest=harvest, harvested_by=by)
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


@transaction.atomic
def describe(practice: Practice, facts: dict[str, Any]) -> None:
    """Change what a practice says of itself. `facts` as in `found`, without who may come in by which perspective."""
    facts = dict(facts)
    for name in ("themes", "interventions"):
        if name in facts:
            getattr(practice, name).set(facts.pop(name))
    for name, value in facts.items():
        setattr(practice, name, value)
    practice.save(update_fields=list(facts))
    search.index(practice)
    related.forget()


@transaction.atomic
def add_phase(after: Phase, facts: dict[str, Any]) -> Phase:
    """Put a phase behind another one. Raises Full when there are as many as can be shown."""
    phases = list(Phase.objects.select_for_update(no_key=True).filter(practice=after.practice_id))
    if len(phases) >= MOST_PHASES:
        raise Full
    for later in reversed([one for one in phases if one.order > after.order]):
        Phase.objects.filter(pk=later.pk).update(order=later.order + 1)  # from the last on: no two in one place
    return Phase.objects.create(practice_id=after.practice_id, order=after.order + 1, **facts)


@transaction.atomic
def drop_phase(phase: Phase) -> bool:
    """Take a phase out of the cycle; gives False when it began, or when something hangs on it."""
    held = Phase.objects.select_for_update(no_key=True).filter(pk=phase.pk).first()
    if held is None or held.state != "todo" or held.harvest or held.pitfalls.exists() or held.agenda_answers.exists():
        return False
    held.delete()
    return True
