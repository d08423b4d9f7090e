"""The chooser of the instrument guide: four questions, and why each instrument fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.models import Instrument, Theme

SHORT, QUARTER, FREE = "kort", "kwartier", "gratis"
MINUTES = {SHORT: 5, QUARTER: 15}
LIMITS = {
    SHORT: gettext_lazy("Hooguit 5 minuten"),
    QUARTER: gettext_lazy("Hooguit een kwartier"),
    FREE: gettext_lazy("Het mag niets kosten"),
}
YES, UNKNOWN, NO = "yes", "unknown", "no"


@dataclass(frozen=True)
class Answer:
    """One answer that can be chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Question:
    """One of the four questions, with its answers; `name` stands in the address."""

    name: str
    text: str
    answers: list[Answer]


@dataclass
class Fit:
    """How one instrument fits: the reasons for, what is not known, and what does not fit."""

    instrument: Instrument
    reasons: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """All instruments, sorted by how they fit."""

    fits: list[Fit]
    maybe: list[Fit]
    near: list[Fit]


@dataclass(frozen=True)
class Wish:
    """What was answered, "" for a question that was left open; and the questions as they are asked."""

    theme: str
    group: str
    by: str
    limit: str
    questions: list[Question]

    @classmethod
    def read(cls, asked: Mapping[str, str], known: Iterable[Instrument]) -> Wish:
        """Take the answers from an address; one that nobody offers counts as left open."""
        known = list(known)
        themes = {theme.slug: _("Iets over %(theme)s") % {"theme": theme.name.lower()} for theme in _themes(known)}
        groups = {group: group.capitalize() for one in known for group in one.groups}
        people = {str(value): str(label) for value, label in Instrument.FilledBy.choices if value != "unknown"}
        offered = {
            "over": (_("Wat wil je weten?"), dict(sorted(themes.items(), key=lambda pair: pair[1]))),
            "wie": (_("Over wie wil je het weten?"), dict(sorted(groups.items()))),
            "invuller": (_("Wie vult het in?"), people),
            "grens": (_("Hoeveel tijd of geld is er?"), {value: str(label) for value, label in LIMITS.items()}),
        }
        given = {name: asked.get(name, "") for name in offered}
        chosen = {name: value if value in offered[name][1] else "" for name, value in given.items()}
        questions = [
            Question(name, text, [Answer(value, label, chosen[name] == value) for value, label in answers.items()])
            for name, (text, answers) in offered.items()
        ]
        return cls(chosen["over"], chosen["wie"], chosen["invuller"], chosen["grens"], questions)

    @property
    def is_open(self) -> bool:
        """Nothing was asked yet."""
        return not (self.theme or self.group or self.by or self.limit)


def _themes(known: Iterable[Instrument]) -> set[Theme]:
    return {theme for one in known for theme in one.themes.all()}


def fitting(known: list[Instrument], wish: Wish) -> Found:
    """Sort the instruments: what fits, what fits as far as is known, and what comes near."""
    fits = [fit(one, wish) for one in known]
    fits.sort(key=lambda one: (-len(one.reasons), len(one.against), one.instrument.name))
    return Found(
        fits=[one for one in fits if not one.against and not one.unknown],
        maybe=[one for one in fits if one.unknown and not one.against],
        near=[one for one in fits if one.against and one.reasons],
    )


def fit(instrument: Instrument, wish: Wish) -> Fit:
    """Say of one instrument how it fits what was answered."""
    found = Fit(instrument)
    told = {YES: found.reasons, UNKNOWN: found.unknown, NO: found.against}
    for verdict, reason in (_theme(instrument, wish), _group(instrument, wish), _by(instrument, wish)):
        if reason:
            told[verdict].append(reason)
    verdict, reason = _limit(instrument, wish)
    if reason:
        told[verdict].append(reason)
    return found


def _theme(instrument: Instrument, wish: Wish) -> tuple[str, str]:
    themes = {theme.slug: theme.name for theme in instrument.themes.all()}
    if not wish.theme:
        return YES, ""
    if wish.theme in themes:
        return YES, _("Gaat over: %(theme)s") % {"theme": themes[wish.theme].lower()}
    if not themes:
        return UNKNOWN, _("Niet bekend: bij welk thema dit hoort")
    return NO, _("Gaat over iets anders: %(themes)s") % {"themes": ", ".join(themes.values()).lower()}


def _group(instrument: Instrument, wish: Wish) -> tuple[str, str]:
    if not wish.group:
        return YES, ""
    if wish.group in instrument.groups:
        return YES, _("Gemaakt voor: %(group)s") % {"group": wish.group}
    if not instrument.groups:
        return UNKNOWN, _("Niet bekend: voor wie dit is")
    return NO, _("Gemaakt voor anderen: %(groups)s") % {"groups": ", ".join(instrument.groups)}


def _by(instrument: Instrument, wish: Wish) -> tuple[str, str]:
    if not wish.by:
        return YES, ""
    who = instrument.get_filled_by_display()
    if instrument.filled_by == Instrument.FilledBy.UNKNOWN:
        return UNKNOWN, _("Niet bekend: wie het invult")
    reason = _("Wie vult in: %(who)s") % {"who": str(who).lower()}
    return (YES if instrument.filled_by == wish.by else NO), reason


def _limit(instrument: Instrument, wish: Wish) -> tuple[str, str]:
    if not wish.limit:
        return YES, ""
    if wish.limit == FREE:
        if instrument.licence == Instrument.Licence.UNKNOWN:
            return UNKNOWN, _("Niet bekend: of het iets kost")
        licence = str(instrument.get_licence_display())
        return (YES if instrument.licence == Instrument.Licence.FREE else NO), licence
    if instrument.minutes is None:
        return UNKNOWN, _("Niet bekend: hoe lang het duurt")
    reason = _("Duurt ongeveer %(minutes)s minuten") % {"minutes": instrument.minutes}
    return (YES if instrument.minutes <= MINUTES[wish.limit] else NO), reason
