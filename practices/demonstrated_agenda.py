"""The demonstration: what people put on the agendas of practices, the dots they gave, and what was answered."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import cycle, islice
from typing import Any

from django.conf import settings
from django.utils import timezone

import search
from accounts.models import User
from practices.actions.agenda import Words, answer, propose
from practices.models import AgendaAnswer, AgendaTheme, Contribution, Dot
from practices.staging import Part, Stage


class Agendas(Part):
    """Loaded after the cases that came of a theme."""

    order = 50

    def load(self, stage: Stage) -> None:
        plan = json.loads((settings.DATA / "demonstration" / "agenda.json").read_text())
        people = {voice: made_up(voice, number) for voice, number in plan["people"].items()}
        for number, facts in enumerate(plan["themes"]):
            put(facts, number, people, stage)


def made_up(voice: str, number: int) -> list[User]:
    """Make people who only give dots."""
    return [
        User.objects.create_user(f"stip-{voice}{n}@voorbeeld.example", pseudonym=f"Voorbeeld {n}", is_fictional=True)
        for n in range(1, number + 1)
    ]


def put(facts: dict[str, Any], number: int, people: dict[str, list[User]], stage: Stage) -> None:
    """Put one theme on an agenda some days ago, with its dots and answers."""
    by, practice = stage.cast[facts["by"]], stage.practices[facts["practice"]]
    words = {"title": facts["title"], "perspective": facts["perspective"], "pseudonym": by.pseudonym}
    theme = propose(practice, by, words)
    then = timezone.now() - timedelta(days=facts["days_ago"])
    Contribution.objects.filter(pk=theme.pk).update(made_at=then, published_at=then)
    due = timezone.localdate(then) + timedelta(days=practice.agenda_days)
    AgendaTheme.objects.filter(pk=theme.pk).update(answer_by=due)
    for voice, wanted in facts["dots"].items():
        chosen = islice(cycle(people[voice]), number, number + wanted)  # not always the same ones
        Dot.objects.bulk_create(Dot(theme=theme, user=user, perspective=voice, at=then) for user in chosen)
    for given in facts.get("answers", ()):
        say(theme, given, stage)
    search.index(AgendaTheme.objects.get(pk=theme.pk))


def say(theme: AgendaTheme, facts: dict[str, Any], stage: Stage) -> None:
    """Let whoever leads the practice answer, some days ago."""
    assert theme.practice  # noqa: S101 - it was just put on its agenda
    again = timezone.localdate() + timedelta(days=facts["again_in"]) if "again_in" in facts else None
    phase = theme.practice.phases.get(order=facts["phase"]) if "phase" in facts else None
    case = Contribution.objects.get(slug=facts["case"]) if "case" in facts else None
    words = Words(facts["outcome"], facts["text"], again, phase, case)
    given = answer(theme, stage.cast[facts["by"]], words, None)
    AgendaAnswer.objects.filter(pk=given.pk).update(at=timezone.now() - timedelta(days=facts["days_ago"]))
