"""The demonstration of the self-assessment and the monitor: made-up rounds and numbers, all of practices marked so."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from knowledge.models import Theme
from notifications.actions import withdraw as take_back_notices
from practices.actions import assessment as act
from practices.actions import pulse
from practices.actions.monitor import mend_adjustment
from practices.models import (
    Adjustment,
    Asked,
    Assessment,
    Improvement,
    Indicator,
    Measurement,
    Pitfall,
    Practice,
    Pulse,
    Sheet,
    SheetAnswer,
    Tapped,
)
from practices.monitored import known_pitfalls
from practices.staging import Part, Stage

UNKNOWN = 0.08  # how often somebody says "I do not know"


class Assessments(Part):
    """Loaded after the practices; closed rounds lie in the past, so that the trend shows."""

    order = 45

    def load(self, stage: Stage) -> None:
        plan = json.loads((settings.DATA / "demonstration" / "assessments.json").read_text(encoding="utf-8"))
        for facts in plan:
            hold(facts, stage)


def hold(facts: dict[str, Any], stage: Stage) -> None:
    """Hold one round as the file describes it; without `days` it stays open."""
    practice, today = stage.practices[facts["practice"]], timezone.localdate()
    leader = practice.founded_by
    if leader is None:
        return
    round_facts = {
        "theme": Theme.objects.get(slug=facts["theme"]),
        "group": facts["group"],
        "help": facts["help"],
        "until": today + timedelta(days=14),
    }
    one = act.start(practice, leader, round_facts)
    crowd = [
        User.objects.create_user(f"invuller{one.pk}-{number}@voorbeeld.example", pseudonym="Iemand", is_fictional=True)
        for number in range(sum(facts["people"].values()))
        if facts["days"] is not None
    ] or [user for user, _perspective in stage.extras]
    waiting = iter(crowd)
    for side, number in facts["people"].items():
        for user in islice(waiting, number):
            fill(one, user, side, facts["tilt"][side], stage)
    if facts["days"] is None:
        return
    act.close(one, leader)
    User.objects.filter(pk__in=[user.pk for user in crowd]).delete()  # nobody else of them is left either
    take_back_notices((act.ABOUT, one.pk))  # that was long ago
    if facts["agreed"]:
        act.agree(one, leader, True)
    if chosen := facts.get("improvement"):
        improve(one, chosen, stage)
    back = timedelta(days=facts["days"])
    Assessment.objects.filter(pk=one.pk).update(
        started_at=one.started_at - back - timedelta(days=21), closed_at=timezone.now() - back, until=today - back
    )


def fill(one: Assessment, user: User, side: str, tilt: list[float], stage: Stage) -> None:
    """Let one made-up person answer everything, around how each element leans."""
    sheet = Sheet.objects.create(assessment=one, user=user, side=side, handed_in_at=timezone.now())
    order: dict[int, int] = {}
    rows = []
    for question in one.questions.order_by("order"):
        lean = tilt[order.setdefault(question.element_id, len(order)) % len(tilt)]
        drawn = min(3, max(0, round(stage.chance.gauss(lean, 0.7))))
        value = None if stage.chance.random() < UNKNOWN else drawn
        rows.append(SheetAnswer(sheet=sheet, question=question, value=value))
    SheetAnswer.objects.bulk_create(rows)


def improve(one: Assessment, chosen: dict[str, Any], stage: Stage) -> None:
    """Choose what the file says."""
    elements = list(dict.fromkeys(one.questions.order_by("order").values_list("element", flat=True)))
    day = timezone.localdate() + timedelta(days=chosen["in_days"])
    owner = stage.cast[chosen["owner"]]
    improvement = Improvement.objects.create(
        assessment=one,
        element_id=elements[chosen["element"]],
        what=chosen["what"],
        owner=owner,
        due_on=day,
        chosen_by=one.started_by,
    )
    if chosen["done"]:
        act.finish(improvement, owner, True)


class Monitors(Part):
    """Loaded after the practices: indicators with their numbers, moments of adjustment, pitfalls."""

    order = 46

    def load(self, stage: Stage) -> None:
        plan = json.loads((settings.DATA / "demonstration" / "monitor.json").read_text(encoding="utf-8"))
        for facts in plan:
            measure(facts, stage.practices[facts["practice"]])


def measure(facts: dict[str, Any], practice: Practice) -> None:
    """Fill the monitor of one practice as the file describes it; days count back from today."""
    leader, today = practice.founded_by, timezone.localdate()
    for line in facts["indicators"]:
        known = {
            name: line[name] for name in ("kind", "name", "meaning", "counts", "unit", "better", "source", "every")
        }
        for end in ("start", "target"):
            if end in line:
                days, known[f"{end}_value"] = line[end]
                known[f"{end}_on"] = today - timedelta(days=days)
        indicator = Indicator.objects.create(practice=practice, made_by=leader, **known)
        Measurement.objects.bulk_create(
            Measurement(
                indicator=indicator, on=today - timedelta(days=days), value=value, people=people, note=note, by=leader
            )
            for days, value, people, note in line["values"]
        )
    for moment in facts["adjustments"]:
        day = today - timedelta(days=moment["days"])
        words = {name: moment[name] for name in ("saw", "change")}
        first = words | moment.get("first", {})
        mend_adjustment(Adjustment.objects.create(practice=practice, by=leader, on=day, **first), leader, words)
    phase = next((one for one in practice.phases.all() if one.state == "now"), None)
    for line, here in zip(known_pitfalls(practice), facts["pitfalls"], strict=False):
        if phase is not None:
            Pitfall.objects.create(phase=phase, line=line, here=here, by=leader)


class Pulses(Part):
    """Loaded after the practices: how trust went over a year, from made-up taps."""

    order = 47

    def load(self, stage: Stage) -> None:
        practice = stage.practices["eerder-aan-tafel"]
        for days, lean in ((300, 1.2), (200, 1.7), (100, 1.6), (20, 2.2)):
            one = Pulse.objects.create(practice=practice, started_by=practice.founded_by)
            for _person in range(11):
                for asked in Asked.values:
                    value = min(3, max(0, round(stage.chance.gauss(lean, 0.7))))
                    row, _is_new = Tapped.objects.get_or_create(pulse=one, asked=asked, value=value)
                    row.people += 1
                    row.save(update_fields=["people"])
            pulse.close(one)
            back = timezone.now() - timedelta(days=days)
            Pulse.objects.filter(pk=one.pk).update(started_at=back - timedelta(days=10), closed_at=back)
