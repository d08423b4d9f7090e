"""The monitor: say what is measured, bring numbers, look at pitfalls, adjust."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from practices.actions.contributions import touch
from practices.models import Adjustment, AdjustmentWording, Indicator, Measurement, Phase, Pitfall, Practice, Upload
from practices.sheets import Found

KEPT_FOR = timedelta(days=1)
AT_ONCE = 2000  # rows in one statement


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
    now = timezone.now()
    try:
        rows = [
            Measurement(
                indicator_id=keys[name],
                on=date.fromisoformat(on),
                value=Decimal(value),
                people=people,
                note=note,
                by=by,
                at=now,
            )
            for name, on, value, people, note in held.rows
        ]
    except KeyError:
        raise Gone from None
    Measurement.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["indicator", "on"],
        update_fields=["value", "people", "note", "by", "at"],
    )
    held.delete()
    touch(held.practice_id)
    return len(rows)


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
