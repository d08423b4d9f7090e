"""Beginning a series, putting a case in it or taking it out, and answering "opschalen?"."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from forums.models import Case, Place, Scaling, Series
from practices.models import Practice


@transaction.atomic
def begin(by: User, practice: Practice | None, facts: dict[str, Any]) -> Series:
    """Begin a series; the caller asked `may_begin_series`. `facts`: name, question and goal."""
    base = slugify(facts["name"])[:80] or "reeks"
    taken = set(Series.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug = next(one for n in range(len(taken) + 1) if (one := f"{base}-{n + 1}" if n else base) not in taken)
    made: Series = Series.objects.create(
        begun_by=by, practice=practice, slug=slug, is_fictional=by.is_fictional, **facts
    )
    return made


@transaction.atomic
def put(series: Series, case: Case, by: User) -> None:
    """Put a case in; twice is once."""
    Place.objects.get_or_create(series=series, case=case, defaults={"by": by})


@transaction.atomic
def take_out(series: Series, case: Case) -> None:
    """Take a case out."""
    Place.objects.filter(series=series, case=case).delete()


@transaction.atomic
def scale(series: Series, by: User, verdict: str, why: str, signed: str) -> Scaling:
    """Keep the answer to "opschalen?", with who gave it and why."""
    made: Scaling = Scaling.objects.create(series=series, by=by, verdict=verdict, why=why, signed=signed)
    return made
