"""Example texts for the demonstration: nobody looked them up, and every page says so."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from knowledge import changes
from knowledge.models import Claim, Dossier, DossierGroup, EvidenceAxis, Intervention, WorkingElement

Texts = dict[str, Any]


@transaction.atomic
def put_examples(texts: Texts) -> int:
    """Give records that say nothing yet an example text, by their slug; gives how many got one.

    What a source bore out or an editor wrote stays as it is; a record that is not there is passed over.
    """
    done = 0
    for slug, facts in texts["elements"].items():
        done += _put(WorkingElement.objects.filter(slug=slug).first(), facts)
    for slug, facts in texts["interventions"].items():
        done += _put(Intervention.objects.filter(slug=slug).first(), facts)
    for slug, facts in texts["dossiers"].items():
        done += _put(Dossier.objects.filter(theme__slug=slug).first(), facts)
    return done


def _put(record: WorkingElement | Intervention | Dossier | None, facts: Texts) -> int:
    if record is None:
        return 0
    rows = {name: facts.get(name, []) for name in ("claims", "axes", "groups")}
    for name, text in facts.items():
        if name not in rows and not getattr(record, name):
            setattr(record, name, date.fromisoformat(text) if name == "reviewed_on" else text)
    record.has_example_text = True
    record.save()
    names = {WorkingElement: "element", Intervention: "intervention", Dossier: "dossier"}
    about = {names[type(record)]: record}
    after = record.claims.count()
    Claim.objects.bulk_create(
        Claim(**about, **claim, order=after + number) for number, claim in enumerate(rows["claims"], 1)
    )
    if isinstance(record, Intervention):
        EvidenceAxis.objects.bulk_create(
            (EvidenceAxis(intervention=record, **axis) for axis in rows["axes"]), ignore_conflicts=True
        )
    if isinstance(record, Dossier):
        DossierGroup.objects.bulk_create(
            DossierGroup(dossier=record, **group, order=number) for number, group in enumerate(rows["groups"], 1)
        )
    changes.changed(record)
    return 1
