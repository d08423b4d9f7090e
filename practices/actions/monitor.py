"""The monitor: say what is measured, bring numbers, look at pitfalls, adjust."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from practices.actions.contributions import touch
from practices.models import Adjustment, AdjustmentWording, Indicator, Measurement, Phase, Pitfall, Practice, Upload
from practices.sheets import Found

KEPT_FOR = timedelta(days=1)
AT_ONCE = 100  # rows in one statement: SQLite takes 999 values


class Gone(Exception):
    """What was read from the file is not kept any more, or an indicator in it is not."""


def watch(practice: Practice, by: User, facts: Mapping[str, Any]) -> Indicator:
    """Measure one more thing."""
    indicator = Indicator.objects.create(practice=practice, made_by=by, **facts)
    touch(practice.pk)
    return indicator


def mend(indicator: Indicator, facts: Mapping[str, Any]) -> None:
    """Change what is measured, or what is hoped."""
    for name, value in facts.items():
        setattr(indicator, name, value)
    indicator.save()


@transaction.atomic
def measure(indicator: Indicator, by: User, facts: Mapping[str, Any]) -> Measurement:
    """Keep a number; one of the same day takes its place. `facts`: on, value, people, note."""
    known = {name: facts[name] for name in ("value", "people", "note")}
    measurement, _is_new = Measurement.objects.update_or_create(
        indicator=indicator, on=facts["on"], defaults=known | {"by": by, "at": timezone.now()}
    )
    touch(indicator.practice_id)
    return measurement


def keep(practice: Practice, by: User, found: Found) -> Upload:
    """Keep what was read until somebody says yes; older uploads of this person go."""
    Upload.objects.filter(practice=practice, by=by).delete()
    return Upload.objects.create(practice=practice, by=by, rows=found.rows)


@transaction.atomic
def take_in(upload: Upload, by: User) -> int:
    """Bring every row in, or none; gives how many. Raises Gone when it was done or thrown away before."""
    held = Upload.objects.select_for_update(no_key=True).filter(pk=upload.pk).first()
    if held is None:
        raise Gone
    keys = {one.name: one.pk for one in Indicator.objects.filter(practice=held.practice_id)}
    if any(row[0] not in keys for row in held.rows):
        raise Gone
    write_all([(keys[name], *facts) for name, *facts in held.rows], by)
    held.delete()
    touch(held.practice_id)
    return len(held.rows)


def write_all(rows: Sequence[tuple[Any, ...]], by: User) -> None:
    """Write rows (indicator, ISO day, number, people, note); one of the same day takes its place.

    By hand, as a hundred thousand of them hold everybody else up: `bulk_create` takes ten times as long.
    """
    columns = ("indicator_id", "on", "value", "people", "note", "by_id", "at")
    names = [connection.ops.quote_name(column) for column in columns]
    anew = ", ".join(f"{name} = excluded.{name}" for name in names[2:])
    table = connection.ops.quote_name(Measurement._meta.db_table)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    one = f"({', '.join(['%s'] * len(names))})"
    with connection.cursor() as cursor:
        for begin in range(0, len(rows), AT_ONCE):
            part = rows[begin : begin + AT_ONCE]
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES {', '.join([one] * len(part))}"  # noqa: S608
                f" ON CONFLICT ({', '.join(names[:2])}) DO UPDATE SET {anew}",
                [value for row in part for value in (*row, by.pk, now)],
            )


def adjust(practice: Practice, by: User, facts: Mapping[str, Any]) -> Adjustment:
    """Write down what was seen and what will be done otherwise."""
    adjustment = Adjustment.objects.create(practice=practice, by=by, **facts)
    touch(practice.pk)
    return adjustment


@transaction.atomic
def mend_adjustment(adjustment: Adjustment, by: User | None, facts: Mapping[str, Any]) -> None:
    """Mend the words of a moment; what stood there stays readable. The caller holds the row."""
    before = {name: getattr(adjustment, name) for name in ("saw", "change")}
    if before == facts:
        return
    AdjustmentWording.objects.create(adjustment=adjustment, by=by, **before)
    for name, words in facts.items():
        setattr(adjustment, name, words)
    adjustment.save(update_fields=[*facts])


@transaction.atomic
def check(phase: Phase, by: User, answers: Mapping[str, str]) -> None:
    """Say of each known pitfall, by its line, whether it is here in this phase."""
    for line, here in answers.items():
        Pitfall.objects.update_or_create(
            phase=phase, line=line, defaults={"here": here, "by": by, "at": timezone.now()}
        )


def throw_away() -> None:
    """Throw away what was read from files and never brought in."""
    Upload.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
