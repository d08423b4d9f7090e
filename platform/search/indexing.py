"""Writing the index: one thing as it changes, or all of it again."""

import secrets
from datetime import date, datetime
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from search.engines import engine
from search.engines.seam import Tokens, marks
from search.models import Audience, AudienceKey, IndexEntry, Steering
from search.plugs import KEY, Document, Entry, registry
from search.words import LONGEST_TEXT, index_further, index_text, words

BATCH = 200  # things a rebuild holds at a time


@transaction.atomic
def index(thing: models.Model) -> None:
    """Write what the database now says of a thing; what its plug calls None, or shows to nobody, is taken out.

    The row is read again under a lock: of two changes at once the index keeps the last one, so what was withdrawn
    a moment ago cannot be put back by an edit that had not heard of it.
    """
    document = registry.of(thing)
    _hold(document.model, [thing.pk])
    now = document.things().filter(pk=thing.pk).first()
    if now is None:
        remove(thing)
    else:
        _write(document, now)


@transaction.atomic
def remove(thing: models.Model) -> None:
    """Take a thing out of the index; it must still carry its pk."""
    _drop(registry.of(thing).kind, [thing.pk])


def rebuild() -> dict[str, int]:
    """Index everything again, batch by batch; drop what is gone; give how many are found of each kind."""
    for document in registry.kinds.values():
        pks = list(document.model._base_manager.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(pks), BATCH):
            batch = pks[start : start + BATCH]
            with transaction.atomic():
                _hold(document.model, batch)
                for thing in document.things().filter(pk__in=batch).order_by("pk"):
                    _write(document, thing)
    with transaction.atomic():
        _sweep()
    counts = IndexEntry.objects.values_list("kind").annotate(n=models.Count("pk")).order_by("kind")
    return dict(counts)


def _hold(model: type[models.Model], pks: list[Any]) -> None:
    """Lock these rows, and those of their parent tables, until the transaction ends; SQLite has one writer anyway."""
    if not connection.features.has_select_for_update:
        return
    for table in (*model._meta.get_parent_list(), model):
        rows = table._base_manager.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
        list(rows.values_list("pk", flat=True))


def _sweep() -> None:
    """Drop entries whose thing, or whose plug, is gone."""
    for kind in IndexEntry.objects.values_list("kind", flat=True).distinct():
        entries = IndexEntry.objects.filter(kind=kind)
        if kind in registry.kinds:
            there = registry.kinds[kind].model._base_manager.filter(pk=models.OuterRef("object_id"))
            entries = entries.filter(~models.Exists(there))
        _drop(kind, list(entries.values_list("object_id", flat=True)))


def _write(document: Document, thing: models.Model) -> None:
    entry = document.entry(thing)
    audience = _audience(entry.keys) if entry else None
    if entry is None or audience is None:
        _drop(document.kind, [thing.pk])
        return
    row = _row(entry)
    kept, _ = IndexEntry.objects.update_or_create(
        kind=document.kind, object_id=thing.pk, defaults={"audience": audience, **row}
    )
    _tell(document.kind)
    title = words(entry.title)
    themes = " ".join(sorted(set(entry.themes))).replace("-", " ")
    beside = " ".join((entry.extra, entry.also, themes))
    about = index_text(f"{entry.body[: LONGEST_TEXT - len(beside) - 1]} {beside}")
    if entry.further:
        about = f"{about} {index_further(entry.further, about)}"
    facts = marks(kind=document.kind, theme=row["themes"], voice=row["voice"], region=row["region"], year=row["year"])
    engine().write(kept.pk, Tokens(index_text(entry.title), about, " ".join(title), facts))


def _row(entry: Entry) -> dict[str, Any]:
    day: date | None = timezone.localdate(entry.date) if isinstance(entry.date, datetime) else entry.date
    slugs = sorted(set(entry.themes))
    return {
        "title": _clear(entry.title)[:300],
        "body": _clear(entry.body)[:LONGEST_TEXT],
        "url": entry.url,
        "extra": _clear(entry.extra)[:200],
        "themes": f" {' '.join(slugs)} " if slugs else "",
        "date": day,
        "is_fictional": entry.is_fictional,
        "until": entry.until,
        "voice": entry.voice,
        "region": entry.region,
        "year": day.year if day else entry.year,
    }


def _clear(text: str) -> str:
    """Take out the one character PostgreSQL cannot keep."""
    return text.replace("\x00", "")


def _audience(given: Any) -> Audience | None:
    """Give the set of these keys, made when it is new; None for no keys."""
    keys = sorted(set(given))
    if not keys:
        return None
    if wrong := [key for key in keys if not KEY.match(key)]:
        raise ValueError(f"{wrong!r} are no keys; see search.plugs.Entry")
    audience, new = Audience.objects.get_or_create(name="|".join(keys))
    if new:
        AudienceKey.objects.bulk_create(AudienceKey(audience=audience, key=key) for key in keys)
    return audience


def _drop(kind: str, object_ids: list[int]) -> None:
    entries = IndexEntry.objects.filter(kind=kind, object_id__in=object_ids)
    if pks := list(entries.values_list("pk", flat=True)):
        engine().forget(pks)
        entries.delete()
        _tell(kind)


def _tell(kind: str) -> None:
    """Let every process read again which words the editors use."""
    document = registry.kinds.get(kind)
    if document and document.vocabulary:
        Steering.objects.update_or_create(pk=Steering.VOCABULARY, defaults={"token": secrets.token_hex(8)})
