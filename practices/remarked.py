"""What was said of one thing in the knowledge base, as one reader may see it, and in how many different people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from accounts.models import Perspective, User
from knowledge.models import Claim
from practices.difference.suppression import Group, answers_to_show, people_may_show
from practices.models import Remark, Verdict
from practices.models.remark import RemarkQuerySet, Subject, field_for

VERDICTS = [Verdict.RIGHT, Verdict.MISSES, Verdict.HURTS]
MARKED = [Verdict.CONTRADICTS, Verdict.QUALIFIES, Verdict.CONFIRMS]  # in the order in which they stand beside a claim
FEW = 3


@dataclass(frozen=True)
class Share:
    """How many different people say one thing; None where a figure would be about too few."""

    verdict: str
    label: str
    people: int | None


@dataclass(frozen=True)
class Said:
    """The first remarks, the figures when there are enough people for figures, and what research says of claims."""

    remarks: list[Remark]
    people: int | None = None
    shares: list[Share] = field(default_factory=list)
    marks: dict[int, list[Remark]] = field(default_factory=dict)  # claim -> the newest of each kind


def said_of(kind: str, pk: int, user: User | AnonymousUser, few: int = FEW) -> Said:
    """Give what this reader may see of what was said of one thing and of the claims about it.

    One query, however much it is: the first few remarks, and for each claim the newest mark of each kind.
    """
    about = Q(**{kind: pk})
    if kind in {"element", "intervention", "dossier"}:
        about |= Q(**{f"claim__{kind}": pk})
    visible: RemarkQuerySet = Remark.objects.visible_to(user)
    sort = Case(When(claim__isnull=False, then=F("verdict")), default=Value(""))
    lived_first = Case(When(perspective=Perspective.LIVED, then=Value(0)), default=Value(1))
    place = Window(RowNumber(), [F("claim"), sort], [lived_first.asc(), F("published_at").desc(), F("pk").desc()])
    rows = visible.filter(about).drawn().annotate(place=place, **counts(visible, kind)).filter(place__lte=max(few, 1))
    found: list[Any] = list(rows)
    remarks = [row for row in found if getattr(row, f"{kind}_id") == pk]
    people, shares = figures(remarks[0]) if remarks else (None, [])
    return Said(remarks[:few], people, shares, by_claim(row for row in found if row.claim_id))


def figures(row: Any) -> tuple[int | None, list[Share]]:
    """Give the figures counted beside a row, as far as they may be shown."""
    group = Group(row.people or 0, {one.value: getattr(row, f"say_{one.value}") or 0 for one in VERDICTS})
    may = answers_to_show(group)
    shares = [Share(one.value, str(one.label), group.said[one.value] if one.value in may else None) for one in VERDICTS]
    return group.people if people_may_show(group) else None, shares if may else []


def counts(visible: RemarkQuerySet, kind: str) -> dict[str, Subquery]:
    """Give the numbers of different people, counted beside the rows so that a page asks only once."""
    same = visible.filter(**{kind: OuterRef(kind)})

    def people(*narrow: Q) -> Subquery:
        rows = same.filter(*narrow).order_by().values("kind").annotate(n=Count("person", distinct=True))
        return Subquery(rows.values("n"))

    return {"people": people()} | {f"say_{one.value}": people(Q(verdict=one)) for one in VERDICTS}


def by_claim(rows: Iterable[Remark]) -> dict[int, list[Remark]]:
    """Put the newest mark of each kind beside its claim; what contradicts stands as plainly as what confirms."""
    found: dict[int, dict[str, Remark]] = {}
    for row in sorted(rows, key=lambda row: (row.published_at, row.pk), reverse=True):
        found.setdefault(row.claim_id or 0, {}).setdefault(row.verdict, row)
    return {claim: [kinds[one] for one in MARKED if one in kinds] for claim, kinds in found.items()}


def marks_of(claims: Iterable[Claim], user: User | AnonymousUser) -> dict[int, list[Remark]]:
    """Give what research says of these claims, about whatever they are; one query."""
    return by_claim(Remark.objects.visible_to(user).filter(claim__in=[one.pk for one in claims]).drawn())


def place_of(subject: Subject) -> tuple[str, int]:
    """Name the thing whose page this is about: of a claim that what it is claimed of."""
    if isinstance(subject, Claim):
        kinds = ("element", "intervention", "dossier")
        return next((kind, pk) for kind in kinds if (pk := getattr(subject, f"{kind}_id")))
    return field_for(subject), subject.pk
