"""Voice in balance: counting who brings, who is cited and who waits, by perspective, so that nobody is singled out.

A share is shown when at least five people of that perspective spoke, as a multiple of five percent. What is left of the
whole after that must be nobody or at least five different people, for a reader can subtract; else the smallest share
is withheld too. Zero and too few look the same. docs/decisions/0048-voice-in-balance.md tells why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Perspective
from practices import kinds
from practices.models import Citation, Contribution, Practice, Quoted
from practices.models.contribution import shown
from practices.voices import SMALLEST_GROUP

STEP = 5  # percent
NO_VOICE = ("weighing", "remark")  # a tap and a note on a page: nobody answers those
REPLY = "reply"

Cites = Callable[[Practice, datetime, datetime], Iterable[tuple[str, str, int]]]
_cites: list[Cites] = []


def cites(function: Cites) -> Cites:
    """Plug in what gives (perspective, person, times) of who is cited in a practice in a time."""
    if function not in _cites:
        _cites.append(function)
    return function


@dataclass
class Spoke:
    """One perspective: how often, and which different people."""

    times: int = 0
    people: set[str] = field(default_factory=set)


def quarter_of(day: date) -> date:
    """Give the first day of the quarter."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def bounds(starts_on: date) -> tuple[datetime, datetime]:
    """Give when a quarter begins and ends."""
    next_on = quarter_of(starts_on + timedelta(days=95))
    begin, end = (timezone.make_aware(datetime.combine(day, time())) for day in (starts_on, next_on))
    return begin, end


def shares(spoken: Mapping[str, Spoke]) -> dict[str, int | None]:
    """Give the share of each perspective in percent, a multiple of five; None where it may not be shown."""
    total = sum(one.times for one in spoken.values())
    seen = {voice for voice, one in spoken.items() if len(one.people) >= SMALLEST_GROUP}
    while seen and 0 < len(_left(spoken, seen)) < SMALLEST_GROUP:
        seen.discard(min(seen, key=lambda voice: (spoken[voice].times, voice)))
    return {
        voice: STEP * round(spoken[voice].times * 100 / total / STEP) if voice in seen else None
        for voice in Perspective.values
    }


def _left(spoken: Mapping[str, Spoke], seen: set[str]) -> set[str]:
    """Give the people a reader finds by subtracting the shares that are shown from the whole."""
    return set().union(*(one.people for voice, one in spoken.items() if voice not in seen))


def gathered(rows: Iterable[tuple[str, str, int]]) -> dict[str, Spoke]:
    """Put (perspective, person, times) together by perspective."""
    spoken: dict[str, Spoke] = defaultdict(Spoke)
    for voice, who, times in rows:
        spoken[voice].times += times
        spoken[voice].people.add(who)
    return spoken


def count(practice: Practice, starts_on: date) -> dict[str, dict[str, int | None]]:
    """Count one quarter; gives only what may be shown. Four questions, and one for each way of citing above."""
    begin, end = bounds(starts_on)
    brought = Contribution.objects.shown().filter(practice_in(practice), published_at__gte=begin, published_at__lt=end)
    brought = brought.exclude(kind__in=NO_VOICE)
    rows = brought.order_by().values_list("perspective", "person").annotate(n=Count("pk"))
    said = shares(gathered(rows))
    cited = shares(gathered(row for one in _cites for row in one(practice, begin, end)))
    waited = waiting(practice, begin, end)
    return {voice: {"share": said[voice], "cited": cited[voice], "days": waited[voice]} for voice in Perspective.values}


def practice_in(practice: Practice) -> Q:
    """Give what belongs to a practice: things of its own and the replies to those; not what somebody keeps alone."""
    return Q(root__practice=practice) & ~Q(root__audience="me")


def waiting(practice: Practice, begin: datetime, end: datetime) -> dict[str, int | None]:
    """Give after how many days half of what each perspective brought had an answer of somebody else; -1 is not yet.

    None where fewer than five people of that perspective brought something.
    """
    own = Contribution.objects.shown().roots().filter(practice_in(practice), published_at__gte=begin)
    own = own.filter(published_at__lt=end).exclude(kind__in=kinds.without_talk())
    people: dict[str, set[str]] = defaultdict(set)
    lasted: dict[str, list[float]] = defaultdict(list)
    for voice, who, at, first in own.annotate(first=Subquery(first_answer())).values_list(
        "perspective", "person", "published_at", "first"
    ):
        people[voice].add(who)
        lasted[voice].append((first - at) / timedelta(days=1) if first else float("inf"))
    found: dict[str, int | None] = {}
    for voice in Perspective.values:
        if len(people[voice]) < SMALLEST_GROUP:
            found[voice] = None
            continue
        half = median(lasted[voice])
        found[voice] = -1 if half == float("inf") else max(0, round(half))
    return found


def first_answer() -> Any:
    """Give when somebody else first answered a thing (the row outside)."""
    replies = Contribution.objects.filter(shown(), root=OuterRef("pk"), kind=REPLY).exclude(person=OuterRef("person"))
    return replies.order_by().values("root").annotate(first=Min("published_at")).values("first")


@cites
def in_insights(practice: Practice, begin: datetime, end: datetime) -> Iterable[tuple[str, str, int]]:
    """Give whose sentences stand in insights of the practice that were shared."""
    rows = Quoted.objects.to_read().filter(insight__practice=practice, at__gte=begin, at__lt=end)
    rows = rows.filter(shown("insight__"))
    return _by_person(rows)


@cites
def in_dossiers(practice: Practice, begin: datetime, end: datetime) -> Iterable[tuple[str, str, int]]:
    """Give whose words of this practice dossiers cite."""
    rows = Citation.objects.filter(shown("contribution__"), contribution__practice=practice, at__gte=begin, at__lt=end)
    return _by_person(rows)


def _by_person(rows: Any) -> Iterable[tuple[str, str, int]]:
    people = rows.order_by().values_list("contribution__perspective", "contribution__person")
    found: Iterable[tuple[str, str, int]] = people.annotate(n=Count("pk"))
    return found


@dataclass(frozen=True)
class Line:
    """One perspective as the page shows it."""

    voice: str
    share: int | None
    cited: int | None
    days: int | None

    @property
    def name(self) -> str:
        return str(Perspective(self.voice).label)

    @property
    def wait(self) -> str:
        """How long it waits for an answer, in words; "" where that may not be shown."""
        if self.days is None:
            return ""
        if self.days < 0:
            return _("de helft kreeg nog geen antwoord")
        if self.days == 0:
            return _("binnen een dag")
        return ngettext("%(days)d dag", "%(days)d dagen", self.days) % {"days": self.days}


def lines(figures: Mapping[str, Any]) -> list[Line]:
    """Give the perspectives in the fixed order of the field, experience first."""
    known = {"share": None, "cited": None, "days": None}
    return [Line(voice, **{**known, **figures.get(voice, {})}) for voice in Perspective.values]


def sentence(rows: Sequence[Line]) -> str:
    """Say what the picture shows; never who is first, for who is not shown may have brought more."""
    seen = sorted((row for row in rows if row.share is not None), key=lambda row: -(row.share or 0))
    if not seen:
        return _("Er zijn nog te weinig mensen om iets te tonen.")
    facts = [_("%(voice)s ongeveer %(share)d") % {"voice": SPOKEN[row.voice], "share": row.share or 0} for row in seen]
    return _("Van de 100 bijdragen kwamen er van %(list)s.") % {"list": ", ".join(map(str, facts))}


SPOKEN = {
    Perspective.LIVED.value: gettext_lazy("ervaringsdeskundigen"),
    Perspective.CITIZEN.value: gettext_lazy("inwoners"),
    Perspective.PROFESSIONAL.value: gettext_lazy("professionals"),
    Perspective.RESEARCH.value: gettext_lazy("onderzoekers"),
    Perspective.POLICY.value: gettext_lazy("beleidsmakers"),
}
