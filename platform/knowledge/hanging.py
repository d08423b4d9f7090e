"""What hangs under a record, brought in by one question: its sources, claims with theirs, groups or sides."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_aware

from knowledge.evidence import Axis, Claimed
from knowledge.models import (
    Claim,
    Dossier,
    DossierGroup,
    EvidenceAxis,
    Intervention,
    Source,
    StandingChange,
    Theme,
    WorkingElement,
)

GROUP, CLAIM, SOURCE, OF_CLAIM, AXIS, OF_AXIS = "1", "2", "3", "4", "5", "6"
THEME, ELEMENT, CHANGE, WITHIN = "7", "8", "9", "10"
SHORT, LONG, NUMBER = CharField(), TextField(), IntegerField()
A_SOURCE = {
    "pk": "source_id",
    "one": "source__slug",
    "two": "source__title",
    "three": "source__kind",
    "address": "source__address",
    "number": "source__year",
}
NAMES = {WorkingElement: "element", Intervention: "intervention", Dossier: "dossier"}


@dataclass
class Hanging:
    """All that hangs under one record, each in its own order.

    Groups under a dossier; axes under an intervention; elements under both; interventions and changes under an element.
    """

    themes: list[Theme] = field(default_factory=list)
    elements: list[WorkingElement] = field(default_factory=list)
    interventions: list[Intervention] = field(default_factory=list)
    changes: list[StandingChange] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    claims: list[Claimed] = field(default_factory=list)
    groups: list[DossierGroup] = field(default_factory=list)
    axes: list[Axis] = field(default_factory=list)


def hanging_under(thing: WorkingElement | Intervention | Dossier) -> Hanging:
    """Bring in all of it; the pages of these ask much already."""
    name = NAMES[type(thing)]
    read = type(thing).sources.through._default_manager.filter(**{thing._meta.model_name or "": thing})
    of_claims = Claim.sources.through._default_manager.filter(**{f"claim__{name}": thing})
    rows = [
        _rows(CLAIM, Claim.objects.filter(**{name: thing}), one="kind", two="text", number="order"),
        _rows(SOURCE, read, **A_SOURCE),
        _rows(OF_CLAIM, of_claims, **A_SOURCE, under="claim_id"),
    ]
    if not isinstance(thing, Dossier):
        rows.append(_rows(THEME, thing.themes.all(), one="slug", two="name"))
    if isinstance(thing, WorkingElement):
        within = thing.interventions.annotate(until=Cast("recognition_until", LONG))
        rows.append(_rows(WITHIN, within, one="slug", two="name", three="recognition_level", address="until"))
        changes = thing.standing_changes.annotate(day=Cast("at", LONG))
        rows.append(_rows(CHANGE, changes, one="before", two="after", three="reason", address="day"))
    if isinstance(thing, Dossier):
        rows.append(_rows(GROUP, thing.groups.all(), one="name", two="text", number="order"))
    if not isinstance(thing, WorkingElement):
        rows.append(_rows(ELEMENT, thing.elements.all(), one="slug", two="name", three="plain_wording"))
    if isinstance(thing, Intervention):
        of_axes = EvidenceAxis.sources.through._default_manager.filter(evidenceaxis__intervention=thing)
        rows.append(_rows(AXIS, thing.axes.all(), one="axis", two="caveat", three="standing", address="note"))
        rows.append(_rows(OF_AXIS, of_axes, **A_SOURCE, under="evidenceaxis_id"))
    return _sorted(thing, list(rows[0].union(*rows[1:], all=True)))


def _rows(what: str, found: QuerySet[Any], **columns: str) -> Any:
    """Give rows of one form, whatever they are: what, under which row, key, three texts, an address, a number."""

    def column(name: str, of: Any, empty: Any) -> Any:
        return Cast(F(columns[name]) if name in columns else Value(empty), of)

    return (
        found.order_by()
        .annotate(
            r_what=Cast(Value(what), SHORT),
            r_under=column("under", NUMBER, None),
            r_key=Cast(F(columns.get("pk", "pk")), NUMBER),
            r_one=column("one", LONG, ""),
            r_two=column("two", LONG, ""),
            r_three=column("three", LONG, ""),
            r_address=column("address", LONG, ""),
            r_number=column("number", NUMBER, None),
        )
        .values_list("r_what", "r_under", "r_key", "r_one", "r_two", "r_three", "r_address", "r_number")
    )


def _sorted(thing: WorkingElement | Intervention | Dossier, rows: list[Any]) -> Hanging:
    about: dict[str, Any] = {NAMES[type(thing)]: thing}
    found, claims, axes = Hanging(), [], []
    under: dict[tuple[str, int], list[Source]] = defaultdict(list)
    for what, parent, key, one, two, three, address, number in rows:
        if what == GROUP:
            found.groups.append(DossierGroup(pk=key, name=one, text=two, order=number, **about))
        elif what == CLAIM:
            claims.append(Claim(pk=key, kind=one, text=two, order=number, **about))
        elif what == THEME:
            found.themes.append(Theme(pk=key, slug=one, name=two))
        elif what == ELEMENT:
            found.elements.append(WorkingElement(pk=key, slug=one, name=two, plain_wording=three))
        elif what == WITHIN:
            until = parse_date(address or "")
            facts = {"slug": one, "name": two, "recognition_level": three, "recognition_until": until}
            found.interventions.append(Intervention(pk=key, **facts))
        elif what == CHANGE:
            at = _moment(address)
            found.changes.append(StandingChange(pk=key, before=one, after=two, reason=three, at=at, **about))
        elif what == AXIS:
            axes.append(EvidenceAxis(pk=key, axis=one, caveat=two, standing=three, note=address, **about))
        else:
            source = Source(pk=key, slug=one, title=two, kind=three, address=address, year=number)
            (found.sources if what == SOURCE else under[what, parent]).append(source)
    for sources in (found.sources, *under.values()):
        sources.sort(key=lambda source: source.title.casefold())
    found.themes.sort(key=lambda theme: theme.name.casefold())
    found.elements.sort(key=lambda element: element.plain_wording.casefold())
    found.interventions.sort(key=lambda intervention: intervention.name.casefold())
    found.changes.sort(key=lambda change: (change.at, change.pk), reverse=True)
    found.groups.sort(key=lambda group: (group.order, group.pk))
    claims.sort(key=lambda claim: (claim.order, claim.pk))
    found.claims = [Claimed(claim, under[OF_CLAIM, claim.pk]) for claim in claims]
    found.axes = [Axis(axis, under[OF_AXIS, axis.pk]) for axis in axes]
    return found


def _moment(text: str) -> datetime:
    """Read a moment as either database writes it as text."""
    found = parse_datetime(text)
    assert found is not None  # noqa: S101 - the column holds one
    return found if is_aware(found) else found.replace(tzinfo=UTC)
