"""Reading the pulse: each question over time, in words, figures and a picture, with only what may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from practices.assessed import between, points
from practices.difference.scores import POINT, TOP
from practices.models import Asked, Practice, Pulse
from ui.charts import Point, trend

TIMES = 8


@dataclass(frozen=True)
class Course:
    """One question over time; "" in `figures` where a figure may not be shown."""

    label: str
    sentence: str
    figures: list[str]
    picture: str


def closed(practice: Practice) -> list[Pulse]:
    """Give the pulses that have figures, in order of time. Two questions."""
    return list(practice.pulses.filter(closed_at__isnull=False).prefetch_related("scores")[:TIMES])[::-1]


def course(asked: Asked, pulses: Sequence[Pulse]) -> Course:
    """Give one question over time."""
    found = [next((one for one in pulse.scores.all() if one.asked == asked), None) for pulse in pulses]
    known = [(pulse, one) for pulse, one in zip(pulses, found, strict=True) if one is not None]
    if not known:
        sentence = _("Minder dan 5 mensen antwoordden. Niet getoond.")
    else:
        facts = {"mean": points(known[-1][1].quarters), "people": between(known[-1][1].people)}
        sentence = _("Nu ongeveer %(mean)s van de 3, van %(people)s.") % facts
        if len(known) > 1:
            first = {
                "mean": points(known[0][1].quarters),
                "day": date_format(known[0][0].closed_at or timezone.now(), "j F Y"),
            }
            sentence += " " + _("Op %(day)s was het %(mean)s.") % first
    wide = max(1, len(pulses) - 1)
    drawn = [
        Point(4 + 92 * number / wide, one.quarters * 100 / (TOP * POINT), points(one.quarters))
        for number, one in enumerate(found)
        if one is not None
    ]
    figures = [points(one.quarters) if one else "" for one in found]
    picture = trend(drawn, [], f"{asked.label} {sentence}") if len(drawn) > 1 else ""
    return Course(str(asked.label), sentence, figures, picture)
