"""What members keep together: what changed in it since a moment, and what is tried now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, DateField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from practices.models import (
    Agreement,
    AgreementLook,
    Definition,
    JointText,
    LibraryItem,
    Pilot,
    Practice,
    TextVersion,
)

MOST = 80  # rows that are looked through
LIBRARY, WORD, AGREEMENT, PILOT, TEXT = "library", "word", "agreement", "pilot", "text"
CALLED = {
    LIBRARY: _("Bibliotheek"),
    WORD: _("Onze woorden"),
    AGREEMENT: _("Afspraak"),
    PILOT: _("Wat we proberen"),
    TEXT: _("Tekst van samen"),
}
# (what, its model and how it is found from there, since, columns: key, title, at, by, number)
WAYS: list[tuple[str, Any, str, str, tuple[Any, ...]]] = [
    (LIBRARY, LibraryItem, "practice", "changed_at", ("pk", "title", "changed_at", "latest__by", "latest__number")),
    (WORD, Definition, "practice", "latest__at", ("pk", "word", "latest__at", "latest__by", "latest__number")),
    (AGREEMENT, Agreement, "practice", "made_at", ("pk", "brings", "made_at", "made_by", 1)),
    (AGREEMENT, AgreementLook, "agreement__practice", "at", ("agreement", "agreement__brings", "at", "by", 2)),
    (PILOT, Pilot, "practice", "ended_at", ("pk", "name", "ended_at", "ended_by", 2)),
    (TEXT, TextVersion, "text__practice", "at", ("text", "text__title", "at", "by", "number")),
]


@dataclass(frozen=True)
class Kept:
    """Something members keep together, as it was changed last."""

    what: str
    thing: Any
    at: datetime
    by: int | None
    is_first: bool  # it came, and was not changed


def kept_together(practice: Practice, since: datetime) -> tuple[list[Kept], list[Pilot]]:
    """Give what changed since then, newest first and each thing once, and all that is tried now. One question."""
    tried = Pilot.objects.filter(Q(ended_at=None) | Q(at__gt=since), practice=practice)
    running = Case(When(ended_at=None, then=F("ends_on")), output_field=DateField())
    asked = [_row(tried, PILOT, ("pk", "name", "at", "by", 1), running)]
    for what, model, where, when, columns in WAYS:
        rows = model._default_manager.filter(**{where: practice, f"{when}__gt": since})
        if what == TEXT:  # the first version is told as a contribution
            rows = rows.filter(text__withdrawn_at=None, text__published_at__isnull=False, number__gt=1)
        asked.append(_row(rows, what, columns, Cast(Value(None), DateField())))
    rows = asked[0].union(*asked[1:], all=True).order_by(F("k_until").desc(nulls_last=True), "-k_at")[:MOST]
    found, running_now = [], []
    for what, key, title, at, by, number, until in rows:
        one = Kept(what, _thing(what, key, title, until, practice), at, by, number == 1)
        found.append(one)
        if until is not None:
            running_now.append(one.thing)
    running_now.sort(key=lambda pilot: (pilot.ends_on, pilot.pk))
    return list(_once(found, since)), running_now


def _row(rows: QuerySet[Any], what: str, columns: tuple[Any, ...], until: Any) -> Any:
    key, title, at, by, number = (F(one) if isinstance(one, str) else Value(one) for one in columns)
    facts = {"k_what": Value(what), "k_key": key, "k_title": title, "k_at": at, "k_by": by, "k_number": number}
    return rows.order_by().annotate(**facts, k_until=until).values_list(*facts, "k_until")


def _thing(what: str, key: int, title: str, until: Any, practice: Practice) -> Any:
    """Give as much of a thing as a line about it needs."""
    match what:
        case "library":
            return LibraryItem(pk=key, title=title, practice=practice)
        case "word":
            return Definition(pk=key, word=title, practice=practice)
        case "agreement":
            return Agreement(pk=key, brings=title, practice=practice)
        case "text":
            return JointText(pk=key, kind=JointText.KIND, title=title, practice=practice)
    return Pilot(pk=key, name=title, practice=practice, ends_on=until)


def _once(found: list[Kept], since: datetime) -> Iterator[Kept]:
    seen = set()
    for one in sorted(found, key=lambda one: one.at, reverse=True):
        if one.at > since and (one.what, one.thing.pk) not in seen:
            seen.add((one.what, one.thing.pk))
            yield one
