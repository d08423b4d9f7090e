"""What stands on the table of a session at this moment: the same for everybody, and what one person has there."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone

from forums.models import PRIVATE, Dot, Input, Note, Ready, Round, Seat, Session
from practices.voices import SMALLEST_GROUP

AWAY = timedelta(seconds=90)  # without a sign of life somebody is away
DOTS = 3  # to give away in one step
QUESTIONS = 3  # to write in one step
FULL_RING = 100


class Place(NamedTuple):
    """One seat, and what who sits there does now: "ready", "busy", "listens", "speaks", "spoken", "waits"."""

    seat: Seat
    does: str
    is_away: bool


@dataclass
class Now:
    """A session as everybody at the table sees it. Three questions to the database; holds no word of anybody."""

    session: Session
    rounds: list[Round]
    seats: list[Seat]
    ready: dict[int, Ready]  # by seat, of the round that is going on
    at: datetime = field(default_factory=timezone.now)

    @cached_property
    def round(self) -> Round | None:
        """The step that is going on."""
        return next((one for one in self.rounds if one.state == "now"), None)

    @property
    def step(self) -> int:
        """The number of the step that is going on; 0 before the first, one more than there are after the last."""
        if self.round is not None:
            return self.round.order
        return len(self.rounds) + 1 if self.session.closed_at else 0

    @property
    def following(self) -> Round | None:
        """The step after this one."""
        return next((one for one in self.rounds if one.state == "todo"), None)

    @cached_property
    def taking_part(self) -> list[Seat]:
        """Who takes part in this step, in the order of turns: fixed by chance, so that it is not always the same."""
        if self.round is None:
            return []
        pk = self.round.pk
        mine = [seat for seat in self.seats if self.round.is_for(seat, self.session.facilitator_id)]
        return sorted(mine, key=lambda seat: hashlib.sha256(f"{pk}:{seat.pk}".encode()).digest())

    @property
    def speaker(self) -> Seat | None:
        """Whose turn it is, in a step in which each voice speaks once.

        A turn goes past who was away when it came, and comes back to them after who speaks then. Nobody is interrupted;
        who speaks while their phone falls asleep keeps the word.
        """
        if self.round is None or self.round.input != Input.TURN:
            return None
        there = [seat for seat in self.waiting if not self.was_away(seat, self.turn_began)]
        here = [seat for seat in self.waiting if not self.is_away(seat)]
        back = sorted(here, key=lambda seat: seat.back_at or self.at)
        return next(iter(there or back or self.waiting), None)

    @cached_property
    def waiting(self) -> list[Seat]:
        """Who still has a turn, or is still busy, in the order of turns."""
        return [seat for seat in self.taking_part if seat.pk not in self.ready]

    @cached_property
    def turn_began(self) -> datetime:
        """Since when the turn is where it is: the step began, somebody was done, or who leads went on."""
        going = self.round
        moments = [going.began_at, going.turn_at] if going else []
        return max((one for one in [*moments, *(ready.at for ready in self.ready.values())] if one), default=self.at)

    @property
    def speaker_is_away(self) -> bool:
        return self.speaker is not None and self.is_away(self.speaker)

    @property
    def ready_number(self) -> int:
        return sum(seat.pk in self.ready for seat in self.taking_part)

    @property
    def presenter(self) -> Seat | None:
        return next((seat for seat in self.seats if seat.is_presenter), None)

    @property
    def leader(self) -> Seat | None:
        """Who leads, if they sit at the table."""
        leads = self.session.facilitator_id
        return next((seat for seat in self.seats if leads and seat.user_id == leads), None)

    @property
    def is_led(self) -> bool:
        """Say whether who leads gave a sign of life a moment ago."""
        return self.leader is not None and not self.is_away(self.leader)

    def is_away(self, seat: Seat) -> bool:
        """Say whether this person's browser was silent for too long; where steps take days nobody has to be there."""
        return not self.session.takes_days and self.at - seat.alive_at > AWAY

    def was_away(self, seat: Seat, at: datetime) -> bool:
        """Say whether this person was away at that moment, as far as their last absence tells."""
        if self.session.takes_days:
            return False
        then = bool(seat.gone_at and seat.back_at) and seat.gone_at + AWAY < at < seat.back_at  # type: ignore[operator]
        return then or at - seat.alive_at > AWAY

    def places(self) -> list[Place]:
        """Give everybody at the table with what they do; where things stand without names, not who is ready."""
        return [Place(seat, self._does(seat), self.is_away(seat)) for seat in self.seats]

    def _does(self, seat: Seat) -> str:
        now = self.round
        if now is None or now.input == Input.NONE:
            return ""
        if seat not in self.taking_part:
            return "listens"
        if now.is_anonymous:
            return "busy"
        if now.input == Input.TURN:
            if seat.pk in self.ready:
                return "spoken"
            return "speaks" if seat == self.speaker else "waits"
        return "ready" if seat.pk in self.ready else "busy"

    # --- the clock ------------------------------------------------------------------------------------
    @property
    def left(self) -> timedelta:
        """The time that is left; never less than none."""
        return max(self.round.left(self.at), timedelta()) if self.round else timedelta()

    @property
    def minutes_left(self) -> int:
        """The minutes that are left, rounded up, for readers without scripts."""
        return -(-int(self.left.total_seconds()) // 60)

    @property
    def ring(self) -> int:
        """How much of the ring is left, out of 100."""
        length = self.round.length.total_seconds() if self.round else 0
        return round(FULL_RING * self.left.total_seconds() / length) if length else 0

    @property
    def left_ms(self) -> int:
        return int(self.left.total_seconds() * 1000)

    @property
    def ends_ms(self) -> int:
        """The moment at which its time is over, in milliseconds since 1970 by the clock of the server; 0 in a pause."""
        ends = self.round.ends_at if self.round else None
        return int(ends.timestamp() * 1000) if ends else 0

    @property
    def length_ms(self) -> int:
        return int(self.round.length.total_seconds() * 1000) if self.round else 0


def now_of(session: Session) -> Now:
    """Look at a session as everybody at the table sees it."""
    rounds = list(session.rounds.all())
    going = next((one for one in rounds if one.state == "now"), None)
    ready = Ready.objects.filter(round=going) if going else Ready.objects.none()
    return Now(session, rounds, list(session.seats.taken()), {one.seat_id: one for one in ready})


class Lying(NamedTuple):
    """One text on the table, and how many dots it got."""

    note: Note
    dots: int


@dataclass
class Laid:
    """What was written in one step, lying open on the table."""

    round: Round
    notes: list[Lying]
    choices: list[tuple[str, int | None]] = field(default_factory=list)  # without numbers where few chose


def laid_open(now: Now) -> list[Laid]:
    """Give what lies open in this step: what it shows of earlier ones, and what of itself is seen at once.

    Three questions, however much lies there. What stands without names is ordered by chance, and has no seat to show.
    """
    going = now.round
    if going is None:
        return []
    wanted = [one for one in now.rounds if one.order in going.shown()]
    if not going.is_sealed and going.is_written:
        wanted.append(going)
    return lay(wanted)


def lay(rounds: Sequence[Round]) -> list[Laid]:
    """Lay open what was given in these rounds, if they let it be seen."""
    if not rounds:
        return []
    notes = Note.objects.opened().filter(round__in=rounds).select_related("seat").order_by("given_at", "pk")
    by_round: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        by_round[note.round_id].append(note)
    dots = Counter(
        Dot.objects.filter(note__round__in=rounds, round__ended_at__isnull=False).values_list("note", flat=True)
    )
    return [Laid(one, ordered(one, by_round[one.pk], dots), counted(one)) for one in rounds]


def ordered(round_: Round, notes: list[Note], dots: Counter[int]) -> list[Lying]:
    """Order the notes of one round: most dots first, then as they came, or by chance where they have no names."""
    if round_.is_anonymous:
        notes = sorted(notes, key=lambda note: note.key)
    return [Lying(note, dots[note.pk]) for note in sorted(notes, key=lambda note: -dots[note.pk])]


def counted(round_: Round) -> list[tuple[str, int | None]]:
    """Count what was chosen in a round that is over; of fewer than five people only which things were chosen."""
    if round_.input != Input.CHOICE or not round_.ended_at:
        return []
    chosen = Counter(round_.ready.exclude(choice="").values_list("choice", flat=True))
    if chosen.total() < SMALLEST_GROUP:
        return [(option, None) for option in round_.option_list() if chosen[option]]
    return [(option, chosen[option]) for option in round_.option_list()]


@dataclass
class Mine:
    """What one person has at the table. Two questions."""

    seat: Seat
    round: Round | None
    takes_part: bool
    ready: Ready | None
    notes: dict[int, Note]  # in this step, by number; PRIVATE is for themself
    late: list[Note]  # written in an earlier step, and not given in time
    dots: set[int]

    @property
    def private(self) -> str:
        note = self.notes.get(PRIVATE)
        return note.text if note else ""

    @property
    def only_listens(self) -> bool:
        """Say whether this person listens now, and may jot something down for themself."""
        return self.round is not None and not self.takes_part and self.round.input != Input.NONE


def mine_at(now: Now, seat: Seat) -> Mine:
    """Look at what this person has at the table."""
    own: Iterable[Note] = Note.objects.filter(seat=seat).select_related("round").order_by("round__order", "number")
    here, late = {}, []
    for note in own:
        if now.round is not None and note.round_id == now.round.pk:
            here[note.number] = note
        elif note.number != PRIVATE and note.text and note.given_at is None and not note.round.is_anonymous:
            late.append(note)
    dots = Dot.objects.filter(seat=seat, round=now.round) if now.round and now.round.input == Input.DOTS else ()
    return Mine(
        seat=seat,
        round=now.round,
        takes_part=seat in now.taking_part,
        ready=now.ready.get(seat.pk),
        notes=here,
        late=late,
        dots={dot.note_id for dot in dots},
    )
