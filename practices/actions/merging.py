"""Joining two elements that turned out to be one: everything goes along, nothing counts twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

import search
from accounts.models import User
from knowledge import changes
from knowledge.editing.actions import keep_present
from knowledge.models import Version, WorkingElement
from practices import kinds
from practices.difference.keeping import tell_map
from practices.models import Contribution, ElementMerge, Remark, Weighing

# What tells of the merged element itself and stays with it; a score answers its questions as they were then.
OWN_HISTORY = {"standing_changes", "departures", "scores"}


class CannotMerge(Exception):
    """One of the two was joined meanwhile, or they are the same."""


def hold(*pks: int) -> dict[int, WorkingElement]:
    """Give these elements, also one that was joined already; nobody else joins or parts them until we are done."""
    rows = WorkingElement.everything.select_for_update(of=("self",), no_key=True).filter(pk__in=pks)
    return {one.pk: one for one in rows}


@transaction.atomic
def merge_elements(element: WorkingElement, into: WorkingElement, by: User, why: str) -> ElementMerge:
    """Let `element` go on as `into`: weighings, relations and what people said go along; its address leads there.

    Where one contribution weighed both in the same way, the weighing of `element` stays where it is, unseen: the
    person counts once, and no word is lost. Raises CannotMerge, and ValueError without a reason.
    """
    if not why.strip():
        raise ValueError("joining two elements needs a reason")
    held = hold(element.pk, into.pk)
    if len(held) != 2 or any(one.merged_into_id for one in held.values()):
        raise CannotMerge
    element, into = held[element.pk], held[into.pk]
    touched = told_of(element)
    records = [into, *element.interventions.all(), *element.dossiers.all()]
    for record in records:
        keep_present(record)
    Version.objects.of(Version.Of.ELEMENT, element.pk).open().update(state=Version.State.DROPPED)
    moved = {"into": into.pk} | move_weighings(element, into) | move_relations(element, into)
    element.merged_into = into
    element.credited_to, credited = "", element.credited_to
    element.save(update_fields=["merged_into", "credited_to"])
    moved["credited"] = bool(credited and not into.credited_to)
    if moved["credited"]:
        into.credited_to = credited
        into.save(update_fields=["credited_to"])
    merge = ElementMerge.objects.create(element=element, into=into, by=by, why=why, moved=moved)
    became = _("‘%(one)s’ hoort nu bij ‘%(other)s’.") % {"one": element, "other": into}
    for record in records:
        keep_present(record, by, f"{became} {why}"[:1000], always=record == into)
    for record in [element, *records]:
        changes.changed(record)
    for said in Remark.objects.filter(element=into):
        search.index(said)
    tell_map()
    for contribution in touched:
        kinds.tell_cards(contribution)
    return merge


def told_of(element: WorkingElement) -> QuerySet[Contribution]:
    """Give the contributions with a page that weigh this element; read before they move."""
    weighed = element.weighings.values("contribution")
    pages = Contribution.objects.filter(pk__in=list(weighed.values_list("contribution", flat=True)))
    found: QuerySet[Contribution] = pages.exclude(kind="weighing").select_related("root")
    return found


def move_weighings(element: WorkingElement, into: WorkingElement) -> dict[str, Any]:
    """Let every weighing count for `into`; one that is there already takes over the sentence it lacks.

    Gives the keys of what moved, and in pairs those of the silent ones and of the ones whose sentence they took.
    """
    there = Weighing.objects.filter(element=into, contribution=OuterRef("contribution"), polarity=OuterRef("polarity"))
    both = Weighing.objects.filter(element=element).filter(Exists(there))
    sentences = []
    for row in both.exclude(quote=""):
        silent = Weighing.objects.filter(
            element=into, contribution=row.contribution_id, polarity=row.polarity, quote=""
        )
        sentences += [[pk, row.pk] for pk in silent.values_list("pk", flat=True)]
        silent.update(quote=row.quote)
    stay = set(both.values_list("pk", flat=True))
    moved = [pk for pk in element.weighings.order_by("pk").values_list("pk", flat=True) if pk not in stay]
    Weighing.objects.filter(element=element).exclude(pk__in=stay).update(element=into)
    return {"weighings": moved, "sentences": sentences}


def relations() -> Iterator[tuple[str, Any]]:
    """Give whatever points at an element, by its fields, so that a new relation is not forgotten."""
    fields: list[Any] = [*WorkingElement._meta.related_objects, *WorkingElement._meta.many_to_many]
    for field in fields:
        name = field.get_accessor_name() if hasattr(field, "get_accessor_name") else field.name
        if name not in OWN_HISTORY and field.related_model is not Weighing:
            yield name, field


def move_relations(element: WorkingElement, into: WorkingElement) -> dict[str, Any]:
    """Carry over whatever points at the element; give by name what did, and what `into` did not have yet."""
    rows_moved: dict[str, list[int]] = {}
    links: dict[str, dict[str, list[int]]] = {}
    for name, field in relations():
        if field.many_to_many:
            had, there = (set(getattr(one, name).values_list("pk", flat=True)) for one in (element, into))
            links[name] = {"had": sorted(had), "gained": sorted(had - there)}
            getattr(into, name).add(*had)
            getattr(element, name).clear()
        else:
            rows = field.related_model._base_manager.filter(**{field.field.name: element})
            rows_moved[name] = list(rows.order_by("pk").values_list("pk", flat=True))
            rows.update(**{field.field.name: into})
    return {"rows": rows_moved, "links": links}
