"""Writing in a step: drafts, being ready, dots, a choice, a turn; and taking words back."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from forums.live import tell_room
from forums.models import PRIVATE, Assent, Dot, Finding, Note, Ready, Round, Seat, Session
from forums.room import DOTS


def hold(session: Session) -> None:
    """Hold the session for this transaction, so that nothing is given while the step ends."""
    Session.objects.select_for_update(no_key=True).get(pk=session.pk)


@transaction.atomic
def draft(round_: Round, seat: Seat, texts: Mapping[int, str]) -> None:
    """Keep what somebody typed, by number, for them alone; in whatever step, also one that is over.

    What was given already is not touched: who wants to change it takes it back first.
    """
    hold(round_.session)
    notes = {note.number: note for note in Note.objects.filter(round=round_, seat=seat)}
    for number, text in texts.items():
        note = notes.get(number)
        if note is None:
            if text:
                Note.objects.create(round=round_, seat=seat, number=number, text=text)
        elif note.given_at is None and note.text != text:
            note.text, note.written_at = text, timezone.now()
            note.save(update_fields=["text", "written_at"])


@transaction.atomic
def give(round_: Round, seat: Seat, texts: Mapping[int, str]) -> bool:
    """Give these texts to the table and be ready. Gives False, with the texts kept as drafts, when the step is over."""
    draft(round_, seat, texts)
    if not Round.objects.filter(pk=round_.pk, ended_at=None, began_at__isnull=False).exists():
        return False
    mine = Note.objects.filter(round=round_, seat=seat, given_at=None).exclude(number=PRIVATE)
    mine.exclude(text="").update(given_at=timezone.now(), withdrawn_at=None)
    be_ready(round_, seat)
    return True


@transaction.atomic
def give_late(note: Note) -> None:
    """Give a text after its step; not where it has no name, for its moment would tell whose it is."""
    hold(note.round.session)
    if note.number == PRIVATE or note.round.is_anonymous or note.round.ended_at is None or not note.text:
        return
    Note.objects.filter(pk=note.pk, given_at=None).update(given_at=timezone.now())
    tell_room(note.round.session_id)


@transaction.atomic
def take_back(round_: Round, seat: Seat) -> None:
    """Be busy again in a step that goes on: the words become a draft."""
    hold(round_.session)
    if not Round.objects.filter(pk=round_.pk, ended_at=None).exists():
        return
    Note.objects.filter(round=round_, seat=seat).update(given_at=None)
    Ready.objects.filter(round=round_, seat=seat).delete()
    tell_room(round_.session_id)


@transaction.atomic
def weigh(round_: Round, seat: Seat, notes: Collection[Note]) -> None:
    """Give dots to these notes, in place of what was given before; raises ValueError for too many."""
    if len(notes) > DOTS:
        raise ValueError("too many dots")
    hold(round_.session)
    if not Round.objects.filter(pk=round_.pk, ended_at=None).exists():
        return
    Dot.objects.filter(round=round_, seat=seat).delete()
    Dot.objects.bulk_create(Dot(round=round_, seat=seat, note=note) for note in notes)
    be_ready(round_, seat)


@transaction.atomic
def choose(round_: Round, seat: Seat, choice: str) -> None:
    """Choose one thing, in place of what was chosen before."""
    hold(round_.session)
    if not Round.objects.filter(pk=round_.pk, ended_at=None).exists():
        return
    Ready.objects.filter(round=round_, seat=seat).delete()
    be_ready(round_, seat, choice=choice)


@transaction.atomic
def had_turn(round_: Round, seat: Seat, *, passed: bool = False) -> None:
    """Say that this voice spoke, or did not want to; each voice has one turn."""
    hold(round_.session)
    if Round.objects.filter(pk=round_.pk, ended_at=None).exists():
        be_ready(round_, seat, passed=passed)


@transaction.atomic
def go_on_without(round_: Round) -> None:
    """Let the turn go past who is away now; it comes back to them."""
    hold(round_.session)
    Round.objects.filter(pk=round_.pk, ended_at=None).update(turn_at=timezone.now())
    tell_room(round_.session_id)


def be_ready(round_: Round, seat: Seat, choice: str = "", *, passed: bool = False) -> None:
    """Note that somebody is ready, once, and tell the table."""
    Ready.objects.get_or_create(round=round_, seat=seat, defaults={"choice": choice, "passed": passed})
    tell_room(round_.session_id)


@transaction.atomic
def withdraw_note(note: Note) -> None:
    """Wipe words that lie open; that something lay there stays to be seen."""
    hold(note.round.session)
    Note.objects.filter(pk=note.pk).update(text="", withdrawn_at=timezone.now())
    Dot.objects.filter(note=note).delete()
    tell_room(note.round.session_id)


@transaction.atomic
def wipe_table(session: Session) -> None:
    """Wipe what was never meant for others, what was never given, what has no name, and who gave which dot or choice.

    What people gave the table under a name stays theirs to take back, and the harvest is the practice's.
    """
    held = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    notes = Note.objects.filter(round__session=held)
    notes.filter(Q(number=PRIVATE) | Q(given_at=None) | Q(round__is_anonymous=True)).delete()
    Ready.objects.filter(round__session=held).update(choice="")
    Dot.objects.filter(round__session=held).delete()
    Session.objects.filter(pk=held.pk).update(wiped_at=timezone.now())


def wipe_tables() -> None:
    """Wipe every table whose term is over; called by the clock."""
    for session in Session.objects.to_wipe():
        wipe_table(session)


def erase_words(seat: Seat) -> None:
    """Wipe all that somebody wrote at this table; of what was given a tombstone stays.

    An insight that was shared is the practice's: it is taken back on its own page.
    """
    Finding.objects.filter(seat=seat, insight=None).delete()
    Assent.objects.filter(seat=seat).update(objection="")
    Note.objects.filter(seat=seat, given_at=None).delete()
    Note.objects.filter(seat=seat).update(text="", withdrawn_at=timezone.now())
    Dot.objects.filter(note__seat=seat).delete()
