"""Undoing the joining of two elements: each gets back what was its own, and the history says who and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

import search
from accounts.models import User
from knowledge import changes
from knowledge.editing.actions import keep_present
from knowledge.models import Dossier, Intervention, WorkingElement
from practices import kinds
from practices.actions.merging import hold, relations, told_of
from practices.difference.keeping import tell_map
from practices.models import ElementMerge, Remark, Weighing

AT_ONCE = 500  # keys in one statement


class CannotPart(Exception):
    """It was undone meanwhile, one of the two went on into a third, or it was not kept what went along."""


@transaction.atomic
def part_elements(merge: ElementMerge, by: User, why: str) -> WorkingElement:
    """Let the element stand by itself again, with all that came from it; gives it.

    What people said of the joined element after that stays where they said it. Raises CannotPart, and ValueError
    without a reason.
    """
    if not why.strip():
        raise ValueError("undoing needs a reason")
    held = hold(merge.element_id, merge.into_id)
    merge = ElementMerge.objects.select_for_update(of=("self",), no_key=True).select_related("into").get(pk=merge.pk)
    if not merge.can_be_undone:
        raise CannotPart
    element, into = held[merge.element_id], held[merge.into_id]
    links = merge.moved["links"]
    records: list[Any] = [into]
    for model, name in ((Intervention, "interventions"), (Dossier, "dossiers")):
        records += model.objects.filter(pk__in=links.get(name, {}).get("had", ()))
    for record in records:
        keep_present(record)
    element.merged_into = None
    element.save(update_fields=["merged_into"])
    bring_weighings_back(merge.moved, element, into)
    bring_relations_back(merge, element, into)
    if merge.moved.get("credited"):  # what it says now, so that a name that was taken away meanwhile stays away
        element.credited_to, into.credited_to = into.credited_to, ""
        for one in (element, into):
            one.save(update_fields=["credited_to"])
    merge.undone_by, merge.undone_at, merge.undone_why = by, timezone.now(), why
    merge.save(update_fields=["undone_by", "undone_at", "undone_why"])
    parted = _("‘%(one)s’ en ‘%(other)s’ zijn weer twee elementen.") % {"one": element, "other": into}
    for record in [element, *records]:
        keep_present(record, by, f"{parted} {why}"[:1000], always=record in (element, into))
    for record in [element, *records]:
        changes.changed(record)
    for said in Remark.objects.filter(element__in=(element, into)):
        search.index(said)
    tell_map()
    for contribution in told_of(element):
        kinds.tell_cards(contribution)
    return element


def bring_weighings_back(moved: dict[str, Any], element: WorkingElement, into: WorkingElement) -> None:
    """Let what came from `element` count for it again; a sentence that was taken over goes back to one place."""
    there = Weighing.objects.filter(
        element=element, contribution=OuterRef("contribution"), polarity=OuterRef("polarity")
    )
    for keys in _chunks(moved["weighings"]):
        Weighing.objects.filter(pk__in=keys, element=into).exclude(Exists(there)).update(element=element)
    for silent, spoke in moved["sentences"]:
        quote = Weighing.objects.filter(pk=spoke, element=element).values_list("quote", flat=True).first()
        if quote:
            Weighing.objects.filter(pk=silent, element=into, quote=quote).update(quote="")


def bring_relations_back(merge: ElementMerge, element: WorkingElement, into: WorkingElement) -> None:
    """Let what pointed at `element` point at it again; `into` keeps what it had, or has from a third as well."""
    others = list(ElementMerge.objects.filter(into=into, undone_at=None).exclude(pk=merge.pk))
    for name, field in relations():
        if field.many_to_many:
            link = merge.moved["links"].get(name, {"had": [], "gained": []})
            there = field.related_model._base_manager.filter(pk__in=link["had"]).values_list("pk", flat=True)
            getattr(element, name).add(*there)
            leaving = set(link["gained"])
            for other in others:
                kept = leaving & set(other.moved.get("links", {}).get(name, {}).get("had", ()))
                if kept:  # from now on it is that one which brought this
                    other.moved["links"][name]["gained"] += sorted(kept)
                    other.save(update_fields=["moved"])
                    leaving -= kept
            getattr(into, name).remove(*leaving)
        else:
            for keys in _chunks(merge.moved["rows"].get(name, [])):
                rows = field.related_model._base_manager.filter(**{"pk__in": keys, field.field.name: into})
                rows.update(**{field.field.name: element})


def _chunks(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
