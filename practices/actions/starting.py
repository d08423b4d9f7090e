"""Keeping what was known when something was started, and what is different there."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from practices import related
from practices.models import Contribution, Known, Practice, Start
from search.known import Thing


@transaction.atomic
def keep_start(
    of: Contribution | Practice, by: User, known: Iterable[Thing], different: str, offered: Iterable[Thing] = ()
) -> None:
    """Keep that these things were known and what is different here; with nothing to keep, keep no record.

    `offered` are things linked before that `by` was shown: not among `known` any more means unlinked. What was linked
    but not shown, because `by` may not open it, stays.
    """
    about = {"practice": of} if isinstance(of, Practice) else {"contribution_id": of.pk}
    wanted = list(dict.fromkeys(known))
    start = Start.objects.filter(**about).first()
    if start is None and not wanted and not different:
        return
    start = start or Start.objects.create(by=by, **about)
    if start.different != different:
        start.different = different
        start.save(update_fields=["different"])
    for kind, pk in set(offered) - set(wanted):
        start.known.filter(kind=kind, object_id=pk).delete()
    rows = [Known(start=start, kind=kind, object_id=pk) for kind, pk in wanted]
    Known.objects.bulk_create(rows, ignore_conflicts=True)
    if not different and not start.known.exists():
        start.delete()
    related.forget()


def forget_start(contribution: Contribution) -> None:
    """Wipe what was said at the gate of something that was taken back."""
    Start.objects.filter(contribution_id=contribution.pk).delete()
