"""Keeping a map as it was seen, and showing it later without giving away who came or went since.

Of a map that was kept, three things are asked when it is opened:
1. May this reader read everything it was counted from? (`KeptMap.may_be_opened_by`)
2. A figure that the map of today does not show is not shown either: what somebody took back is not brought to life.
3. A figure that lies one to four people from the same figure today, or in another kept map of the same thing, is
   rounded to fives. Else subtracting two days would be a figure about those few.
4. A line whose element was joined with another since is held to the line that it went on in. Both are rounded to
   fives, for together they may lie a few people from the line of today.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from knowledge.models import Intervention, Theme, WorkingElement
from places.models import LabourRegion
from practices.difference.combined import Choice, CombinedScope
from practices.difference.counting import Reader
from practices.difference.rounding import may_show, rounded
from practices.difference.rows import ORDER, Answer, Map, Row, Side, percent
from practices.difference.scopes import ElementScope, InterventionScope, Line, PracticeScope, Scope, ThemeScope
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
    if made is ElementScope:
        subject = get_object_or_404(WorkingElement.everything.select_related("merged_into"), slug=slug).current
    else:
        subject = get_object_or_404(model, slug=slug)
    return ElementScope(subject, reader, circles, per) if made is ElementScope else made(subject, reader, circles)


def keep(shown: Map, by: User) -> KeptMap:
    """Keep the figures as they are shown; the same figures are the same kept map."""
    scope, figures, seen = shown.scope, figures_of(shown.all_rows), seen_on(shown)
    for known in KeptMap.objects.filter(about=about(scope), made_by=by).order_by("-pk")[:20]:
        if known.figures == figures and known.circles == [list(level) for level in scope.levels] and known.seen == seen:
            return known
    return KeptMap.objects.create(about=about(scope), made_by=by, circles=scope.levels, figures=figures, seen=seen)


def seen_on(shown: Map) -> dict[str, Any]:
    """Give what stands beside the figures."""
    titles = {row.key: row.title for row in shown.all_rows}
    return {"title": shown.scope.title, "order": shown.order, "titles": titles}


def figures_of(rows: Iterable[Row]) -> dict[str, dict[str, Figures]]:
    """Give what is shown: line → perspective → figures."""
    return {row.key: {who: side_of(side) for who, side in row.sides.items()} for row in rows}


def side_of(side: Side) -> Figures:
    return {"people": side.people} | {answer.polarity: answer.people for answer in side.answers}


def as_it_was(kept: KeptMap, reader: Reader) -> Map:
    """Give the map with the figures, titles and order of then, as far as they may be shown today."""
    scope = again(kept, reader)
    today = Map(scope, kept.seen.get("order", ORDER))
    now = {row.key: row for row in today.all_rows}
    into = joined(kept.figures.keys() - now.keys()) if scope.parameter == "element" else {}
    moved = isinstance(scope, ElementScope) and kept.about.split(":")[1] != scope.subject.slug
    others = list(KeptMap.objects.filter(about=kept.about).exclude(pk=kept.pk).values_list("figures", flat=True))
    titles = kept.seen.get("titles", {})
    rows = []
    for key in kept.figures:
        if (row := now.get(into.get(key, key))) is None:
            continue
        fives = moved or row.key in into.values()
        beside = [*(one.get(key, {}) for one in others), figures_of([row])[row.key]]
        sides = {who: _side(kept, key, [one.get(who, {}) for one in beside], row, who, fives) for who in row.sides}
        rows.append(Row(_called(row.line, key, titles.get(key, ""), scope), sides))
    today.all_rows = sorted(rows, key=lambda row: (row.title, row.key))
    return today


def joined(slugs: Iterable[str]) -> dict[str, str]:
    """Give, for each of these elements that was joined with another since, the one it went on in."""
    gone = WorkingElement.everything.filter(slug__in=list(slugs), merged_into__isnull=False)
    return {one.slug: one.current.slug for one in gone.select_related("merged_into__merged_into")}


def _called(line: Line, key: str, title: str, scope: Scope) -> Line:
    """Give the line under the name it had; where it is about an element, what is told of it names it so too."""
    if not title:  # kept before titles were
        return line
    element = line.element
    if scope.parameter == "element":
        element = copy(element)
        element.plain_wording = title
    return replace(line, key=key, title=title, element=element)


def _side(kept: KeptMap, key: str, beside: list[Figures], row: Row, who: str, fives: bool) -> Side:
    then: Figures = kept.figures[key].get(who, {})
    now = side_of(row.sides[who])
    found = {name: number for name, number in then.items() if number is not None and now.get(name) is not None}
    if row.line.spot.is_whole and (fives or any(_is_close(then, one) for one in beside)):
        in_fives = {name: may_show(rounded(number, kept.token, key, who, name)) for name, number in found.items()}
        found = {name: number for name, number in in_fives.items() if number is not None}
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
