"""What the front page shows of the difference map: one element on which the voices differ most."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from accounts.models import Perspective
from knowledge.models import Theme
from practices.difference.counting import Spot, Tally, count, count_answers, count_around, levels
from practices.difference.keeping import settle
from practices.difference.quotes import newest
from practices.difference.rows import Map, Row, Side
from practices.difference.scopes import ThemeScope
from practices.models import Polarity, Weighing


@dataclass(frozen=True)
class Voice:
    """One perspective on the element: its figures, and one thing that was said (None when nobody put it in words)."""

    side: Side
    said: Weighing | None


@dataclass(frozen=True)
class Front:
    """One line of one theme's map, as every visitor may see it."""

    theme: Theme
    row: Row
    voices: list[Voice]


def front() -> Front | None:
    """Give the line that people mention more than professionals do, of the theme most is told about.

    None while no theme has a line with both sides. Seen as a visitor sees it, also by who is signed in.
    """
    settle()
    themes = list(Theme.objects.order_by("pk"))
    tally = count(levels(AnonymousUser()), [f"t{theme.pk}" for theme in themes])
    theme = max(themes, key=lambda one: told(tally, one), default=None)
    if theme is None or not told(tally, theme):
        return None
    scope = ThemeScope(theme, AnonymousUser())
    count_answers(tally, [scope.spot, *count_around(tally, scope.spot.scope)])
    scope.tally = tally
    rows = Map(scope).rows
    row = next((row for row in rows if row.difference and row.difference.points > 0), rows[0] if rows else None)
    if row is None:
        return None
    sides = (Perspective.LIVED, Perspective.PROFESSIONAL)
    said = newest(scope, row, sides, Polarity.HELPED)
    voices = [Voice(row.sides[perspective], said.get(perspective)) for perspective in sides]
    return Front(theme, row, voices)


def told(tally: Tally, theme: Theme) -> int:
    """Give how many people spoke about a theme, as everybody may see it."""
    return sum(tally.shown(Spot(f"t{theme.pk}"), perspective) or 0 for perspective in Perspective.values)
