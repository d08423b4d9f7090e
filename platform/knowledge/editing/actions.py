"""What editors do with versions. For other apps: start_draft, publish, undo, keep_present.

`start_draft(user, subject, changes, reason)` takes a record, or the model of a record to be made, and changes in the
form of `Version.facts`: plain values, slugs for relations, lists of such facts for rows.
Every action raises PermissionDenied for who is no editor, and a Refused (see refusals) for what cannot be done.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from knowledge import changes as told
from knowledge.catalogue.kinds import Facts
from knowledge.editing.news import forget
from knowledge.editing.permissions import may_edit
from knowledge.editing.refusals import Closed, DraftOpen, Incomplete, NoReason, Overtaken, Stale
from knowledge.editing.shapes import Shape, fingerprint, put, shape_of
from knowledge.models import StandingChange, Version, WorkingElement

State = Version.State


@transaction.atomic
def start_draft(user: User, subject: Model | type[Model], changes: Facts, reason: str) -> Version:
    """Begin a draft: what the record says now, with `changes` in it. Nothing is shown to readers yet.

    Raises DraftOpen when one waits already, NoReason, and ValueError for a fact this kind does not have.
    """
    shape = shape_of(subject)
    _check(user, shape, changes, reason)
    if isinstance(subject, type):
        facts, based_on, pk = shape.empty() | changes, None, None
    else:
        _lock(subject)
        if waiting := Version.objects.of(shape.word, subject.pk).open().first():
            raise DraftOpen(waiting)
        based_on, pk = keep_present(subject), subject.pk
        facts = based_on.facts | changes
    return Version.objects.create(
        kind=shape.word,
        subject_id=pk,
        facts=facts,
        reason=reason.strip(),
        based_on=based_on,
        author=user,
        saved_by=user,
    )


@transaction.atomic
def save_draft(user: User, version: Version, changes: Facts, reason: str, edition: int, seen: str = "") -> Version:
    """Keep other words in an open draft, by who saw `edition` of it.

    `seen` is the fingerprint of what its writer saw the record say: when that is what it says now, the draft goes
    on from there. Raises Overtaken when somebody saved since, Closed when it is no longer open, NoReason.
    """
    _check(user, shape_of(version), changes, reason)
    now = _open(version)
    if now.edition != edition:
        raise Overtaken(now)
    now.facts |= changes
    now.reason = reason.strip()
    now.edition += 1
    now.saved_by, now.saved_at = user, timezone.now()
    if seen and (record := record_of(now)):
        present = keep_present(record)
        now.based_on = present if fingerprint(present.facts) == seen else now.based_on
    now.save()
    return now


@transaction.atomic
def offer(user: User, version: Version) -> Version:
    """Let others proof-read it: who is signed in may read it now."""
    return _move(user, version, State.PROOFREADING)


@transaction.atomic
def take_back(user: User, version: Version) -> Version:
    """Make it a draft for editors alone again."""
    return _move(user, version, State.DRAFT)


@transaction.atomic
def drop(user: User, version: Version) -> Version:
    """Lay it aside; the record stays as it is."""
    return _move(user, version, State.DROPPED)


@transaction.atomic
def publish(user: User, version: Version, reviewed_on: date | None = None) -> Version:
    """Let the record say what the version says, for every reader at once.

    `reviewed_on` is for a dossier: the day all of it was looked through. Raises Closed when somebody published or
    dropped it, Stale when the record changed since, Incomplete when something is missing, NoReason.
    """
    _check(user, shape_of(version), {}, version.reason)
    version = _open(version)
    record = record_of(version)
    now = None
    if record is not None:
        _lock(record)
        now = keep_present(record)
        if version.based_on is None or version.based_on.facts != now.facts:
            raise Stale(now.facts)
    if reviewed_on and "reviewed_on" in version.facts:
        version.facts["reviewed_on"] = reviewed_on.isoformat()
    return _go_live(user, version, record, now)


@transaction.atomic
def undo(user: User, version: Version, reason: str) -> Version:
    """Put back what a published version said, as a new version; what came between stays in the list.

    Raises Closed when it was never published or its record is gone, Incomplete, NoReason.
    """
    shape = shape_of(version)
    _check(user, shape, {}, reason)
    record = record_of(version)
    if not version.is_published or record is None:
        raise Closed(version)
    _lock(record)
    now = keep_present(record)
    back = Version(
        kind=shape.word,
        subject_id=record.pk,
        facts=now.facts | version.facts,
        reason=reason.strip(),
        based_on=now,
        puts_back=version,
        author=user,
        saved_by=user,
    )
    return _go_live(user, back, record, now)


def record_of(version: Version) -> Model | None:
    """Give the record a version is about; None when it is not made yet, or gone."""
    if version.subject_id is None:
        return None
    shape = shape_of(version)
    manager = getattr(shape.model, "objects", shape.model._default_manager)
    found: Model | None = manager.filter(pk=version.subject_id).first()
    return found


def page_of(version: Version) -> str:
    """Give the address of the page of its record; that of the version itself while there is none."""
    record: Any = record_of(version)
    return str((record or version).get_absolute_url())


@transaction.atomic
def keep_present(record: Model, by: User | None = None, reason: str = "", always: bool = False) -> Version:
    """Give the published version that says what stands there now; make it where there is none, or `always`.

    So the first edit by hand has something to go back to, and what the catalogue or the keepers' admin changed
    has its own place in the list.
    """
    shape = shape_of(record)
    type(record)._base_manager.select_for_update(of=("self",), no_key=True).get(pk=record.pk)
    facts = shape.facts_of(record)
    last = Version.objects.of(shape.word, record.pk).published().first()
    if last is not None and last.facts == facts and not always:
        return last
    forget(shape.word, record.pk)
    loaded = _("Zoals geladen uit de catalogus.") if last is None else _("Veranderd buiten de redactie om.")
    return Version.objects.create(
        kind=shape.word,
        subject_id=record.pk,
        number=last.number + 1 if last and last.number else 1,
        state=State.PUBLISHED,
        facts=facts,
        reason=reason or loaded,
        based_on=last,
        author=by,
        published_by=by,
        published_at=timezone.now(),
    )


def _go_live(user: User, version: Version, record: Model | None, now: Version | None) -> Version:
    shape = shape_of(version)
    before = getattr(record, "standing", WorkingElement.Standing.UNKNOWN)
    try:
        with transaction.atomic():
            record = put(shape, version.facts, record)
    except ValidationError as error:
        raise Incomplete(error.message_dict) from error
    except IntegrityError as error:  # somebody made one of the same name in this very moment
        raise Incomplete({"__all__": [_("Er is er al een met deze naam of dit adres.")]}) from error
    version.subject_id = record.pk
    version.facts = shape.facts_of(record)
    version.number = now.number + 1 if now and now.number else 1
    version.state = State.PUBLISHED
    version.published_by, version.published_at = user, timezone.now()
    version.save()
    if isinstance(record, WorkingElement) and record.standing != before:
        StandingChange.objects.create(element=record, before=before, after=record.standing, reason=version.reason)
    forget(shape.word, record.pk)
    told.changed(record)
    return version


def _check(user: User, shape: Shape, changes: Facts, reason: str) -> None:
    if not may_edit(user):
        raise PermissionDenied(_("Dit is voor de redactie."))
    if not reason.strip():
        raise NoReason
    if unknown := changes.keys() - set(shape.names):
        raise ValueError(f"{shape.word} has no {', '.join(sorted(unknown))}")


def _open(version: Version) -> Version:
    """Give the version as it stands, kept for us until the transaction ends; raises Closed when it is not open."""
    now = Version.objects.select_for_update(of=("self",), no_key=True).get(pk=version.pk)
    if not now.is_open:
        raise Closed(now)
    return now


def _move(user: User, version: Version, state: Version.State) -> Version:
    _check(user, shape_of(version), {}, version.reason)
    now = _open(version)
    now.state = state
    now.offered_at = timezone.now() if state == State.PROOFREADING else None
    now.save(update_fields=["state", "offered_at"])
    return now


def _lock(record: Model) -> None:
    """Keep others from the record until the transaction ends, and read it anew."""
    type(record)._base_manager.select_for_update(of=("self",), no_key=True).get(pk=record.pk)
    record.refresh_from_db()
