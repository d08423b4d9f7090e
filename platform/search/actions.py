"""What people do to the search: editors steer it, anybody says whether an answer fits."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from search import fitting
from search.models import IndexEntry, Nudge, Steering, SynonymChange, SynonymGroup, Verdict
from search.plugs import cleaned

KEPT_FOR = timedelta(days=365)
MOST_A_DAY = 2000  # verdicts; more is no person


def _changed() -> None:
    """Make every process read the steering again; last in the transaction of a change."""
    transaction.on_commit(fitting.forget)  # what fits a text is weighed with synonyms
    Steering.objects.update_or_create(pk=Steering.EDITORS, defaults={"token": secrets.token_hex(8)})


@transaction.atomic
def write_synonyms(group: SynonymGroup | None, terms: list[str], why: str, by: User) -> SynonymGroup:
    """Write a new group of words, or change one (no terms: take it away); it counts from the next search on."""
    if group is None:
        group = SynonymGroup.objects.create()
    group = SynonymGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    before, group.words = group.words, "\n".join(terms)
    if before != group.words:
        group.save()
        SynonymChange.objects.create(group=group, before=before, after=group.words, why=why, by=by)
        _changed()
    return group


@transaction.atomic
def nudge(entry: IndexEntry, question: str, way: str, why: str, by: User) -> Nudge:
    """Let a thing stand higher or lower; what was asked of it before for the same question ends."""
    earlier = Nudge.objects.counting().filter(kind=entry.kind, object_id=entry.object_id, question=question)
    earlier.update(ended_by=by, ended_at=timezone.now())
    made = Nudge.objects.create(kind=entry.kind, object_id=entry.object_id, question=question, way=way, why=why, by=by)
    _changed()
    return made


@transaction.atomic
def undo_nudge(made: Nudge, by: User) -> None:
    """Let a thing stand again where its words put it."""
    if Nudge.objects.counting().filter(pk=made.pk).update(ended_by=by, ended_at=timezone.now()):
        _changed()


@transaction.atomic
def give_verdict(token: str, question: str, fits: bool) -> Verdict | None:
    """Keep what somebody says of an answer, once a page, without what may point at a person; None when it is full."""
    if said := Verdict.objects.filter(token=token).first():
        return said
    today = timezone.localdate()
    Verdict.objects.filter(day__lt=today - KEPT_FOR).delete()
    if Verdict.objects.filter(day=today).count() >= MOST_A_DAY:
        return None
    verdict, _new = Verdict.objects.get_or_create(
        token=token, defaults={"question": cleaned(question)[:200], "fits": fits, "day": today}
    )
    return verdict


def add_words(verdict: Verdict, words: str) -> None:
    """Keep what somebody was looking for, in own words, once; without what may point at a person."""
    Verdict.objects.filter(pk=verdict.pk, words="").update(words=cleaned(words)[:300])
