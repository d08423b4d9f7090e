"""What hangs under a dossier, brought in by one question: its groups, its claims with their sources, its sources."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast

from knowledge.evidence import Claimed
from knowledge.models import Claim, Dossier, DossierGroup, Source

GROUP, CLAIM, SOURCE, OF_CLAIM = "1", "2", "3", "4"
SHORT, LONG, NUMBER = CharField(), TextField(), IntegerField()


@dataclass
class Hanging:
    """All that hangs under one dossier, each in its own order."""

    groups: list[DossierGroup] = field(default_factory=list)
    claims: list[Claimed] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)


def hanging_under(dossier: Dossier) -> Hanging:
    """Bring in all of it; the page of a theme asks much already."""
    linked = {"pk": "source_id", "one": "source__slug", "two": "source__title", "three": "source__kind"}
    linked |= {"address": "source__address", "number": "source__year"}
    rows = _rows(GROUP, DossierGroup.objects.filter(dossier=dossier), one="name", two="text", number="order")
    rows = rows.union(
        _rows(CLAIM, Claim.objects.filter(dossier=dossier), one="kind", two="text", number="order"),
        _rows(SOURCE, Dossier.sources.through._default_manager.filter(dossier=dossier), **linked),
        _rows(
            OF_CLAIM,
            Claim.sources.through._default_manager.filter(claim__dossier=dossier),
            **linked,
            under="claim_id",
        ),
        all=True,
    )
    return _sorted(dossier, list(rows))


def _rows(what: str, found: QuerySet[Any], **columns: str) -> Any:
    """Give rows of one form, whatever they are: what, under which claim, key, three texts, an address, a number."""

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


def _sorted(dossier: Dossier, rows: list[Any]) -> Hanging:
    found, claims = Hanging(), []
    of_claims: dict[int, list[Source]] = defaultdict(list)
    for what, under, key, one, two, three, address, number in rows:
        if what == GROUP:
            found.groups.append(DossierGroup(pk=key, dossier=dossier, name=one, text=two, order=number))
        elif what == CLAIM:
            claims.append(Claim(pk=key, dossier=dossier, kind=one, text=two, order=number))
        else:
            source = Source(pk=key, slug=one, title=two, kind=three, address=address, year=number)
            (found.sources if what == SOURCE else of_claims[under]).append(source)
    for sources in (found.sources, *of_claims.values()):
        sources.sort(key=lambda source: source.title.casefold())
    found.groups.sort(key=lambda group: (group.order, group.pk))
    claims.sort(key=lambda claim: (claim.order, claim.pk))
    found.claims = [Claimed(claim, of_claims[claim.pk]) for claim in claims]
    return found
