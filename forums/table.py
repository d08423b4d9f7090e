"""What lies on the table of a session as one reader may see it now, and what a practice has to lay there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from forums.models import OnTable, Session
from practices import kinds, monitored, pulsed
from practices.difference.counting import count, count_answers, count_around, levels
from practices.difference.keeping import settle
from practices.difference.rows import Map, Row
from practices.difference.scopes import PracticeScope, Scope, ThemeScope
from practices.models import Asked, Audience, Contribution, Indicator, Practice

What = OnTable.What
KINDS = ("case", "story", "insight", "topic")  # contributions that can lie on a table
OFFERED = 40  # pieces to choose from, the newest
LINES = 12  # of a map to choose from, the widest apart
FIRST = 3  # lines of a map on the table
LONGEST = 220  # signs of a piece that stand on the table; the rest is read on its own page


@dataclass(frozen=True)
class Lying:
    """One thing on the table; without a title it is not there (any more) for this reader."""

    key: str
    sort: str
    title: str = ""
    href: str = ""
    says: list[str] = field(default_factory=list)  # a quote, or what a figure says in words
    by: Contribution | None = None  # whose words they are
    notes: list[str] = field(default_factory=list)  # what to know before opening it

    @property
    def is_quoted(self) -> bool:
        return self.by is not None


@dataclass
class Maps:
    """The map of a practice and of its themes for one reader, counted in one go however many there are."""

    practice: Practice
    reader: User
    wanted: Iterable[int]  # themes

    @cached_property
    def of(self) -> dict[int, Map]:
        """Give the maps by theme; 0 is that of the practice."""
        scopes: dict[int, Scope] = {0: PracticeScope(self.practice, self.reader)}
        scopes |= {one.pk: ThemeScope(one, self.reader) for one in self.practice.themes.all() if one.pk in self.wanted}
        settle()
        spots = [scope.spot for scope in scopes.values()]
        tally = count(levels(self.reader), {spot.scope for spot in spots})
        around = [spot for one in spots for spot in count_around(tally, one.scope)]
        count_answers(tally, [*spots, *around])
        for scope in scopes.values():
            scope.tally = tally
        return {key: Map(scope) for key, scope in scopes.items()}


def subjects(practice: Practice, user: User, chosen: int | None = None) -> Any:
    """Give what can lie on the table: pieces of the practice that all its members may read."""
    rows = Contribution.objects.visible_to(user).filter(practice=practice, kind__in=KINDS)
    newest = rows.exclude(audience=Audience.ME).order_by("-published_at").values_list("pk", flat=True)[:OFFERED]
    return rows.filter(pk__in=[*newest, *([chosen] if chosen else [])]).order_by("title")


def on_table(session: Session, reader: User) -> list[Lying]:
    """Give what lies there, in the order in which it was laid. A fixed number of questions; one where nothing lies."""
    rows = list(session.on_table.select_related("element", "indicator", "theme"))
    if not rows:
        return []
    practice = session.practice
    themes = [one.theme_id for one in rows if one.theme_id]
    maps = Maps(practice, reader, themes)
    drawn: dict[str, Lying] = {}
    drawn |= pieces([one.contribution_id for one in rows if one.contribution_id], practice, reader)
    drawn |= numbers([one.indicator_id for one in rows if one.indicator_id], practice, reader)
    drawn |= pulses([one.asked for one in rows if one.asked], practice)
    lines: dict[str, Callable[[OnTable], Lying]] = {
        What.MAP: lambda one: whole(one, maps.of[0]),
        What.THEME: lambda one: whole(one, maps.of.get(one.theme_id or 0, maps.of[0])),
        What.ELEMENT: lambda one: line(one, maps.of[0]),
    }
    gone = str(_("Hier lag een stuk op tafel. Je kunt het niet (meer) lezen."))
    return [lines[one.what](one) if one.what in lines else drawn.get(one.key, Lying(one.key, gone)) for one in rows]


def pieces(keys: list[int], practice: Practice, reader: User) -> dict[str, Lying]:
    """Draw the contributions this reader may read: how they begin, but for what carries a note."""
    if not keys:
        return {}
    rows = list(Contribution.objects.visible_to(reader).filter(pk__in=keys, practice=practice))
    begins: dict[int, str] = {}
    for kind in {one.kind for one in rows}:
        begins |= kinds.of(kind).begins([one.pk for one in rows if one.kind == kind and not one.content_notes])
    found = {}
    for one in rows:
        one.practice = practice
        words = Truncator(" ".join(begins.get(one.pk, "").split())).chars(LONGEST)
        title = one.title or _("zonder titel, van %(name)s") % {"name": one.pseudonym}
        key, says = f"{What.PIECE}:{one.pk}", [words] if words else []
        found[key] = Lying(key, sort_of(one), title, one.get_absolute_url(), says, one, one.notes)
    return found


def sort_of(one: Contribution) -> str:
    """Name the kind of a piece, in words."""
    names = {"case": _("Casus"), "story": _("Verhaal"), "insight": _("Inzicht"), "topic": _("Gesprek")}
    return names.get(one.kind, one.kind)


def numbers(keys: list[int], practice: Practice, reader: User) -> dict[str, Lying]:
    """Draw what the monitor says of these, as far as it may be shown."""
    if not keys:
        return {}
    seen = list(Indicator.objects.visible_to(reader).filter(practice=practice, pk__in=keys))
    found = {}
    for one in monitored.watched(seen):
        one.indicator.practice = practice
        key = f"{What.NUMBER}:{one.indicator.pk}"
        where = one.indicator.get_absolute_url()
        found[key] = Lying(key, _("Monitor"), one.indicator.name, where, [one.sentence])
    return found


def pulses(asked: list[str], practice: Practice) -> dict[str, Lying]:
    """Draw how the pulse answered these questions over time."""
    if not asked:
        return {}
    closed = pulsed.closed(practice)
    where = reverse("practices:pulses", args=[practice.slug])
    return {
        f"{What.PULSE}:{one}": Lying(
            f"{What.PULSE}:{one}", _("Pols"), str(Asked(one).label), where, [pulsed.course(Asked(one), closed).sentence]
        )
        for one in asked
    }


def whole(one: OnTable, map_: Map) -> Lying:
    """Draw the lines of a map on which people and professionals differ most."""
    title = one.theme.name if one.theme else _("De kaart van deze praktijk")
    says = [said(row) for row in map_.rows[:FIRST]] or [_("Er zijn nog te weinig stemmen om iets te tonen.")]
    return Lying(one.key, _("Verschilkaart"), title, map_.scope.address, says)


def line(one: OnTable, map_: Map) -> Lying:
    """Draw one line of the map of the practice; where figures may not be shown, that is said."""
    element = one.element
    assert element is not None  # noqa: S101 - what points at none is no line
    row = map_.find(element.slug)
    says = said(row) if row else ""
    where = f"{map_.scope.address}?element={element.slug}#{element.slug}"
    says = says or _("Er zijn nog te weinig stemmen om iets te tonen.")
    return Lying(one.key, _("Verschilkaart"), element.plain_wording, where, [says])


def said(row: Row) -> str:
    """Say in words how far people and professionals lie apart; "" where a side may not be shown."""
    if row.gap is None or row.lived is None or row.pro is None:
        return ""
    facts = {"what": row.title, "lived": row.lived, "pro": row.pro}
    found = _("‘%(what)s’ hielp, zeggen %(lived)d van de 100 mensen met ervaring en %(pro)d van de 100 professionals.")
    return f"{found % facts} {row.chance}"


Offer = list[tuple[str, str]]


def offered(practice: Practice, user: User, chosen: int | None = None) -> list[tuple[str, str, Offer]]:
    """Give what can be laid on the table, in groups of (name, label, choices). A fixed number of questions."""
    pieces_ = [
        (f"{What.PIECE}:{one.pk}", f"{sort_of(one)}: {one.title or one.pseudonym}")
        for one in subjects(practice, user, chosen)
    ]
    maps = Maps(practice, user, ())
    on_map = [(str(What.MAP), _("De kaart van deze praktijk"))]
    on_map += [
        (f"{What.THEME}:{one.pk}", _("De kaart van het thema %(name)s") % {"name": one.name})
        for one in practice.themes.all()[:FIRST]
    ]
    on_map += [(f"{What.ELEMENT}:{row.element.pk}", f"‘{row.title}’") for row in maps.of[0].rows[:LINES]]
    indicators = Indicator.objects.visible_to(user).filter(practice=practice)
    measured = [(f"{What.NUMBER}:{one.pk}", one.name) for one in indicators]
    if practice.pulses.filter(closed_at__isnull=False).exists():
        measured += [(f"{What.PULSE}:{one.value}", _("Pols: %(question)s") % {"question": one.label}) for one in Asked]
    groups = [
        ("pieces", _("Welke verhalen en casussen?"), pieces_),
        ("maps", _("Wat van de Verschilkaart?"), on_map),
        ("measured", _("Wat uit de monitor?"), measured),
    ]
    return [(name, label, choices) for name, label, choices in groups if choices]
