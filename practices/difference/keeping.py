"""Keeping the tally in step: counting again whoever is due, and everybody from scratch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, QuerySet
from django.utils import timezone

from practices.difference.standing import Fact, Key, cells_of, facts_of, parts_of
from practices.models import Cell, Contribution, Due, Signature, SignaturePart, Standing, Weighing

AT_ONCE = 500  # people counted in one go
ROWS = 1000  # rows in one statement
LOCK = 20220022  # any number of our own: one writer of the tally at a time (SQLite has one writer anyway)

ADD = """
INSERT INTO practices_cell (scope, place, "group", element, perspective, polarity, signature_id, people)
VALUES {rows}
ON CONFLICT (scope, place, "group", element, perspective, polarity, signature_id)
DO UPDATE SET people = practices_cell.people + excluded.people
"""


def settle() -> None:
    """Count again whoever is due; every map begins with it, so none is behind. One query when nobody is due."""
    while _due_now().exists():
        _settle_some()


def is_behind() -> Exists:
    """Give the same question, to be asked beside another one; who hears yes settles."""
    return Exists(_due_now())


def _due_now() -> QuerySet[Due]:
    return Due.objects.filter(due_on__lte=timezone.localdate())


def tell_map() -> None:
    """Count again right after this transaction, so that the next reader need not wait for it."""
    transaction.on_commit(settle, robust=True)


@transaction.atomic
def _settle_some() -> None:
    _alone()
    due = list(_due_now().order_by("pk")[: 4 * AT_ONCE])
    recount({one.person for one in due})
    Due.objects.filter(pk__in=[one.pk for one in due]).delete()


def _alone() -> None:
    """Hold the tally until the end of the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def recount(people: Iterable[str]) -> None:
    """Bring the cells in step with what these people say now; the caller holds the tally."""
    for some in _chunks(sorted(people), AT_ONCE):
        before = {one.person: [_fact(line) for line in one.facts] for one in Standing.objects.filter(person__in=some)}
        now, ends = facts_of(some)
        change: Counter[tuple[Key, str]] = Counter()
        changed = [person for person in some if set(before.get(person, ())) != now.get(person, set())]
        for person in changed:
            change.subtract(cells_of(before.get(person, ())).items())
            change.update(cells_of(now.get(person, ())).items())
        _add(change)
        Standing.objects.filter(person__in=changed).delete()
        Standing.objects.bulk_create(
            Standing(person=person, facts=sorted(now[person])) for person in changed if now.get(person)
        )
        Due.objects.filter(person__in=some, due_on__gt=timezone.localdate()).delete()
        Due.objects.bulk_create(Due(person=person, due_on=_day_after(until)) for person, until in ends)


def _fact(line: list[Any]) -> Fact:
    fact = Fact(*line)
    return fact._replace(themes=tuple(fact.themes))


def _day_after(day: date) -> date:
    return day + timedelta(days=1)


def _add(change: Counter[tuple[Key, str]]) -> None:
    """Add to the cells, and leave no empty ones."""
    rows = sorted((key, text, people) for (key, text), people in change.items() if people)
    if not rows:
        return
    known = signatures({text for _key, text, _people in rows})
    with connection.cursor() as cursor:
        for some in _chunks(rows, ROWS):
            values = [part for key, text, people in some for part in (*key, known[text], people)]
            cursor.execute(ADD.format(rows=",".join(["(%s,%s,%s,%s,%s,%s,%s,%s)"] * len(some))), values)
    Cell.objects.filter(people=0).delete()


def signatures(texts: set[str]) -> dict[str, int]:
    """Give the keys of these signatures, made where they are new."""
    known = dict(Signature.objects.filter(key__in=texts).values_list("key", "pk"))
    for text in sorted(texts - known.keys()):
        new = Signature.objects.create(key=text)
        SignaturePart.objects.bulk_create(
            SignaturePart(signature=new, year=year, circle=circle) for year, circle in parts_of(text)
        )
        known[text] = new.pk
    return known


@transaction.atomic
def rebuild(tell: Callable[[int], Any] = lambda _done: None) -> None:
    """Count everybody from scratch. `tell` hears now and then how many were counted."""
    _alone()
    with connection.cursor() as cursor:
        for model in (Cell, SignaturePart, Signature, Standing, Due):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 (our own names)
    done = 0
    for some in _chunks(_everybody(), 20 * AT_ONCE):
        change: Counter[tuple[Key, str]] = Counter()
        for few in _chunks(some, AT_ONCE):
            now, ends = facts_of(few)
            for facts in now.values():
                change.update(cells_of(facts).items())
            Standing.objects.bulk_create(Standing(person=person, facts=sorted(now[person])) for person in sorted(now))
            Due.objects.bulk_create(Due(person=person, due_on=_day_after(until)) for person, until in ends)
        _add(change)
        done += len(some)
        tell(done)


def _everybody() -> Iterator[str]:
    """Give everybody who weighs something."""
    weighing = Contribution.objects.filter(pk__in=Weighing.objects.values("contribution"))
    people: Iterator[str] = iter(list(weighing.order_by("person").values_list("person", flat=True).distinct()))
    return people


def differences() -> int:
    """Count from scratch without writing, and give in how many cells the tally differs; 0 when it is right."""
    settle()
    counted: Counter[tuple[Key, str]] = Counter()
    for some in _chunks(_everybody(), AT_ONCE):
        for facts in facts_of(some)[0].values():
            counted.update(cells_of(facts).items())
    names = dict(Signature.objects.values_list("pk", "key"))
    for cell in Cell.objects.iterator():
        key = (cell.scope, cell.place, cell.group, cell.element, cell.perspective, cell.polarity)
        counted[key, names[cell.signature_id]] -= cell.people
    return sum(1 for people in counted.values() if people)


def _chunks(things: Iterable[Any], size: int) -> Iterator[Sequence[Any]]:
    """Cut into lists of at most `size`."""
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some
