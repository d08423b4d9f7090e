"""What a mail says: per practice and per thing, newest first, only what its reader may see at this moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from accounts.models import User
from notifications import matters
from notifications.matters import Hint, Thing
from notifications.models import Letter, Notification

PER_MINUTE = 200  # words
HINTS = 3
JUST_BEFORE = timedelta(seconds=10)  # what is told of was written a moment before it was told
REMEMBERED = 20  # letters in which a hint may have stood before


@dataclass
class Part:
    """One thing, and what is told about it."""

    thing: Thing
    lines: list[str]
    at: datetime
    read_at: str  # where the reader goes on
    others: int = 0  # things behind it of which the same is told


@dataclass
class Group:
    """What is told about one practice; without a name it stands in none."""

    name: str
    parts: list[Part] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        return max(part.at for part in self.parts)


@dataclass
class Digest:
    """All a mail tells."""

    groups: list[Group]
    hints: list[Hint]
    told: list[Notification]  # what is in it; the rest was taken back or is no longer for this reader

    @property
    def parts(self) -> list[Part]:
        return [part for group in self.groups for part in group.parts]

    @property
    def minutes(self) -> int:
        words = 0
        for part in self.parts:
            texts = [*part.lines, part.thing.title, *(piece.text for piece in part.thing.pieces)]
            words += sum(len(text.split()) for text in texts)
        return max(1, ceil(words / PER_MINUTE))


def gather(user: User, rows: Iterable[Notification], with_hints: bool = True) -> Digest:
    """Give what may be said to this reader now about these lines; no question more for many lines than for few."""
    rows = sorted(rows, key=lambda row: (row.created_at, row.pk), reverse=True)
    about: dict[tuple[str, int], list[Notification]] = defaultdict(list)
    alone: list[Notification] = []
    for row in rows:
        if row.about_kind and row.about_id:
            about[row.about_kind, row.about_id].append(row)
        else:
            alone.append(row)
    groups: dict[tuple[int | None, str], Group] = {}
    told = list(alone)
    for name in {name for name, _pk in about}:
        matter = matters.of(name)
        mine = {pk: found for (sort, pk), found in about.items() if sort == name}
        since = {pk: min(row.created_at for row in found) - JUST_BEFORE for pk, found in mine.items()}
        for pk, thing in (matter.seen_by(user, since) if matter else {}).items():
            told += mine[pk]
            place = groups.setdefault((thing.place, thing.place_name), Group(thing.place_name))
            place.parts.append(part_of(thing, mine[pk]))
    if alone:
        rest = groups.setdefault((None, ""), Group(""))
        rest.parts += [part_of(Thing("", row.url), [row]) for row in alone]
    ordered = sorted(groups.values(), key=lambda group: group.at, reverse=True)
    for group in ordered:
        group.parts = said_once(sorted(group.parts, key=lambda part: part.at, reverse=True))
    return Digest(ordered, new_hints(user) if with_hints and told else [], told)


def said_once(parts: Iterable[Part]) -> list[Part]:
    """Put things of which the same is told behind the newest of them, and say it there once."""
    alike: dict[tuple[str, ...], list[Part]] = defaultdict(list)
    for number, part in enumerate(parts):
        repeats = bool(part.lines and part.thing.title and not part.thing.pieces)
        alike[tuple(part.lines) if repeats else ("", str(number))].append(part)
    for first, *others in alike.values():
        for part in others:
            part.lines = []
        first.others = len(others)
    return [part for found in alike.values() for part in found]


def part_of(thing: Thing, rows: list[Notification]) -> Part:
    """Give one thing with its different lines; of what is sensitive no line and no word."""
    lines = [] if thing.is_sensitive else list(dict.fromkeys(row.line for row in rows if row.line))
    newest = max([row.created_at for row in rows] + [piece.at for piece in thing.pieces])
    return Part(thing, lines, newest, rows[-1].url or thing.url)  # where the reader left off


def new_hints(user: User) -> list[Hint]:
    """Give at most three things that may help with what this reader is busy with, none that stood in a mail before."""
    letters = Letter.objects.filter(user=user).order_by("-pk").values_list("offered", flat=True)
    before = {key for keys in letters[:REMEMBERED] for key in keys}
    return [hint for hint in matters.hints_for(user) if hint.key not in before][:HINTS]
