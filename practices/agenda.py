"""How many people find a theme on an agenda important, as far as that may be a figure, and in which order they stand.

Dots are counted like people on maps that overlap (`practices.difference.rounding`): multiples of five, from ten on.
So nobody sees a group under five appear, also not by giving and taking back a dot of their own. The order follows
the figures that are shown, never the counts behind them. docs/decisions/0031-the-citizens-agenda.md
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective, User
from practices.difference.rounding import may_show, rounded
from practices.models import AgendaTheme, Dot, Practice

# Who the agenda is for stands first.
VOICES = (
    Perspective.CITIZEN,
    Perspective.LIVED,
    Perspective.PROFESSIONAL,
    Perspective.RESEARCH,
    Perspective.POLICY,
)
NEWEST = "nieuw"
ORDERS = {
    "": _("Wat inwoners het belangrijkst vinden"),
    "ervaring": _("Wat mensen met ervaring het belangrijkst vinden"),
    "professional": _("Wat professionals het belangrijkst vinden"),
    NEWEST: _("Het nieuwste eerst"),
}
_FIRST = {"": Perspective.CITIZEN, "ervaring": Perspective.LIVED, "professional": Perspective.PROFESSIONAL}
ANSWERS = {"taken": "opgepakt", "not": "niet"}


@dataclass(frozen=True)
class Dots:
    """The figures of one theme; None is not shown, which says nobody up to nine people."""

    voices: Mapping[str, int | None]
    together: int | None

    def shown(self) -> list[tuple[str, int]]:
        """Give (perspective, people) of what may be shown, citizens first."""
        return [(voice.value, number) for voice in VOICES if (number := self.voices.get(voice)) is not None]

    def all(self) -> list[tuple[str, int | None]]:
        """Give (perspective, people or None) of every perspective, citizens first."""
        return [(voice.value, self.voices.get(voice)) for voice in VOICES]


def figures(theme: int, counts: Mapping[str, int]) -> Dots:
    """Make figures of the different people that gave one theme a dot, by perspective."""
    voices = {voice: may_show(rounded(people, "agenda", theme, voice)) for voice, people in counts.items()}
    everybody = rounded(sum(counts.values()), "agenda", theme)
    together = may_show(max([everybody, *(number for number in voices.values() if number is not None)]))
    return Dots(voices, together)


def dots_of(themes: Iterable[int]) -> dict[int, Dots]:
    """Give the figures of these themes, in one question."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Dot.objects.filter(theme__in=list(themes)).values_list("theme", "perspective")
    for theme, voice, people in rows.annotate(people=Count("pk")).order_by():
        counts[theme][voice] = people
    return {theme: figures(theme, counts.get(theme, {})) for theme in themes}


def in_order(themes: Iterable[int], dots: Mapping[int, Dots], order: str) -> list[int]:
    """Put themes (newest first, as they come) in an order of ORDERS: by the figures shown, ties newest first."""
    voice = _FIRST.get(order)
    if voice is None:
        return list(themes)
    return sorted(themes, key=lambda pk: (dots[pk].voices.get(voice) or 0, dots[pk].together or 0), reverse=True)


def chosen(practice: Practice, reader: User | AnonymousUser, which: str) -> list[int]:
    """Give the themes on the agenda that this reader may see: the open ones, or those with that last answer."""
    themes = AgendaTheme.objects.visible_to(reader).filter(practice=practice)
    if which in ANSWERS:
        themes = themes.filter(answer_by__isnull=True, answers__outcome=which).distinct()
    else:
        themes = themes.open()
    return list(themes.order_by("-published_at", "-pk").values_list("pk", flat=True))


def my_dots(user: User | AnonymousUser, practice: Practice) -> dict[int, str]:
    """Give the open themes this person gave a dot, with the perspective they spoke from."""
    if not user.is_authenticated:
        return {}
    mine = Dot.objects.filter(user=user, theme__in=AgendaTheme.objects.shown().open().filter(practice=practice))
    return dict(mine.values_list("theme", "perspective"))


def waiting_on_agenda() -> dict[str, Subquery]:
    """Give what counts the open and the late themes beside a practice, so that its home asks no more for it."""
    here = {"practice": OuterRef("pk"), "kind": AgendaTheme.KIND}  # the kind, because an index stands on both
    themes = AgendaTheme.objects.shown().open().filter(**here).order_by().values("practice")
    late = Count("pk", filter=Q(answer_by__lt=timezone.localdate()))
    return {
        "themes_waiting": Subquery(themes.annotate(n=Count("pk")).values("n")),
        "themes_late": Subquery(themes.annotate(n=late).values("n")),
    }
