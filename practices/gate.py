"""The gate "Wat weten we al?": before somebody starts something, what is known is shown and can be linked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from accounts.http import reader
from search.known import Thing, alike, known, opened, things
from search.models import IndexEntry
from search.plugs import registry

MOST_LINKED = 12
MOST_ALIKE = 5
ON = {"verder", "overslaan"}  # buttons of the gate: go on with what was linked, or without


@dataclass(frozen=True)
class Line:
    """One thing that is known; `linked` when the reader says it applies."""

    row: IndexEntry
    linked: bool = False

    @property
    def key(self) -> str:
        return f"{self.row.kind}:{self.row.object_id}"

    @property
    def kind(self) -> Any:
        return registry.kinds[self.row.kind].name

    @property
    def voice(self) -> str:
        return registry.kinds[self.row.kind].voice


@dataclass(frozen=True)
class Gate:
    """What was typed at the gate, what was linked, and what else is known about it."""

    text: str
    lines: list[Line]
    same: list[IndexEntry] = field(default_factory=list)  # what of the same kind is there already

    @property
    def linked(self) -> list[Line]:
        return [line for line in self.lines if line.linked]

    @property
    def found(self) -> list[Line]:
        return [line for line in self.lines if not line.linked]

    @property
    def said(self) -> str:
        """How much is known, in a sentence."""
        if not self.text:
            return gettext("Typ waar het over gaat. Dan laten we zien wat er al bekend is.")
        if not self.found:
            return gettext("We vonden hier nog niets over.")
        number = len(self.found)
        words = ngettext(
            "We weten %(number)d ding dat hierbij past.", "We weten %(number)d dingen die hierbij passen.", number
        )
        return words % {"number": number}


def is_passed(request: HttpRequest) -> bool:
    """Say whether the starter went on from the gate, or sends the form behind it."""
    return request.method == "POST" or bool(ON & request.GET.keys())


def look(request: HttpRequest) -> Gate:
    """Read the address of the gate: the words, what was linked, and what this reader may see that fits."""
    text, user = request.GET.get("q", "").replace("\x00", "").strip(), reader(request)
    linked = chosen(request)
    rest = [row for row in known(text, user) if (row.kind, row.object_id) not in linked]
    return Gate(text, [*(Line(row, linked=True) for row in linked.values()), *map(Line, rest)])


def chosen(request: HttpRequest) -> dict[Thing, IndexEntry]:
    """Give what was linked, in that order, as far as this reader may open it; nothing when the gate was skipped."""
    sent = request.POST if request.method == "POST" else request.GET
    if "overslaan" in sent:
        return {}
    wanted = things(sent.getlist("weet")[: 2 * MOST_LINKED])[:MOST_LINKED]
    found = opened(wanted, reader(request))
    return {thing: found[thing] for thing in wanted if thing in found}


def look_alike(request: HttpRequest, kind: str, first: Collection[int] = ()) -> Gate:
    """Read the address as `look` does, with what of the same kind is there already; those in `first` before others."""
    gate = look(request)
    rows = sorted(alike(gate.text, reader(request), kind), key=lambda row: row.object_id not in first)
    return replace(gate, same=rows[:MOST_ALIKE])


def page(request: HttpRequest, gate: Gate | None = None, **facts: Any) -> HttpResponse:
    """Answer with the gate. `facts`: title, lead, and when they are one's own practice, label and known_at."""
    return render(request, "practices/gate.html", {"gate": gate or look(request), **facts})
