"""Keeping a map as it was seen, and showing it later without giving away who came or went since.

Of a map that was kept, three things are asked when it is opened:
1. May this reader read everything it was counted from? (`KeptMap.may_be_opened_by`)
2. A figure that the map of today does not show is not shown either: what somebody took back is not brought to life.
3. A figure that lies one to four people from the same figure today, or in another kept map of the same thing, is
   rounded to fives. Else subtracting two days would be a figure about those few.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from knowledge.models import Intervention, Theme, WorkingElement
from places.models import LabourRegion
from practices.difference.combined import Choice, CombinedScope
from practices.difference.counting import Reader
from practices.difference.rounding import may_show, rounded
from practices.difference.rows import Answer, Map, Row, Side, percent
from practices.difference.scopes import ElementScope, InterventionScope, PracticeScope, Scope, ThemeScope
from practices.difference.suppression import is_small
from practices.models import KeptMap, Polarity, Practice

SCOPES: dict[str, tuple[type[Scope], Any]] = {
    "thema": (ThemeScope, Theme),
    "interventie": (InterventionScope, Intervention),
    "praktijk": (PracticeScope, Practice),
    "element": (ElementScope, WorkingElement),
}
# One side of one line: people, and people for each answer; None where it was not shown.
Figures = dict[str, int | None]


def about(scope: Scope) -> str:
    """Name a map in one line, so that it can be made again: "thema:schulden", "keuze:thema=schulden&van=2025"."""
    if isinstance(scope, CombinedScope):
        return "keuze:" + "&".join(f"{name}={value}" for name, value in scope.choice.parts.items())
    kind = next(name for name, (made, _model) in SCOPES.items() if type(scope) is made)
    per = f":{scope.parameter}" if isinstance(scope, ElementScope) else ""
    return f"{kind}:{scope.subject.slug}{per}"


def again(kept: KeptMap, reader: Reader) -> Scope:
    """Make the map of today that this one was kept of, with the same rights; raises Http404 when it is gone."""
    kind, _colon, rest = kept.about.partition(":")
    circles = [tuple(level) for level in kept.circles]
    if kind == "keuze":
        parts = dict(part.split("=", 1) for part in rest.split("&") if part)
        choice = Choice.read(parts, Theme.objects.all(), LabourRegion.objects.all())
        if choice.parts != parts:
            raise Http404
        return CombinedScope(choice, reader, circles)
    slug, _colon, per = rest.partition(":")
    made, model = SCOPES[kind]
    subject = get_object_or_404(model, slug=slug)
    return ElementScope(subject, reader, circles, per) if made is ElementScope else made(subject, reader, circles)


def keep(shown: Map, by: User) -> KeptMap:
    """Keep the figures as they are shown; the same figures are the same kept map."""
    scope, figures = shown.scope, figures_of(shown.all_rows)
    for known in KeptMap.objects.filter(about=about(scope), made_by=by).order_by("-pk")[:20]:
        if known.figures == figures and known.circles == [list(level) for level in scope.levels]:
            return known
    return KeptMap.objects.create(about=about(scope), made_by=by, circles=scope.levels, figures=figures)


def figures_of(rows: Iterable[Row]) -> dict[str, dict[str, Figures]]:
    """Give what is shown: line → perspective → figures."""
    return {row.key: {who: side_of(side) for who, side in row.sides.items()} for row in rows}


def side_of(side: Side) -> Figures:
    return {"people": side.people} | {answer.polarity: answer.people for answer in side.answers}


def as_it_was(kept: KeptMap, reader: Reader) -> Map:
    """Give the map with the figures of then, as far as they may be shown today."""
    today = Map(again(kept, reader))
    others = KeptMap.objects.filter(about=kept.about).exclude(pk=kept.pk).values_list("figures", flat=True)
    beside = [*others, figures_of(today.all_rows)]
    today.all_rows = [
        Row(row.line, {who: _side(kept, beside, row, who) for who in row.sides})
        for row in today.all_rows
        if row.key in kept.figures
    ]
    return today


def _side(kept: KeptMap, beside: list[Any], row: Row, who: str) -> Side:
    then: Figures = kept.figures[row.key].get(who, {})
    now = side_of(row.sides[who])
    found = {name: number for name, number in then.items() if number is not None and now.get(name) is not None}
    if row.line.spot.is_whole and any(_is_close(then, one.get(row.key, {}).get(who, {})) for one in beside):
        fives = {name: may_show(rounded(number, kept.token, row.key, who, name)) for name, number in found.items()}
        found = {name: number for name, number in fives.items() if number is not None}
    people = found.get("people")
    answers = tuple(
        Answer(answer, said, percent(said, people))
        if people and (said := min(found.get(answer, 0), people))
        else Answer(answer, None)
        for answer in Polarity.values
    )
    return Side(who, people, answers)


def _is_close(one: Figures, other: Figures) -> bool:
    """Say whether subtracting gives one to four people: who spoke, who said something, or who did not say it."""
    both = {name: number - was for name, number in one.items() if number is not None and (was := other.get(name))}
    rests = [both["people"] - number for name, number in both.items() if "people" in both and name != "people"]
    return any(is_small(number) for number in (*both.values(), *rests))
