"""A toy to be reviewed: Django's Group, whose name is what somebody wrote; space 7 has one who decides."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group

from moderation.models import Decision
from moderation.reviewable import Reviewable, Section, registry


class Toy:
    """What the test says and what the plug was told."""

    deciders: dict[int, set[int]] = {}
    told: list[tuple[str, str]] = []
    refused: set[int] = set()
    notes: dict[int, list[str]] = {}
    asked: list[str] = []


@pytest.fixture
def toy(db: None) -> Iterator[type[Toy]]:
    class ToyReviewable(Reviewable):
        kind, model, name = "toy", Group, "Ding"

        def things(self, pks):
            return Group.objects.filter(pk__in=pks)

        def title(self, thing):
            return f"Titel {thing.pk}"

        def sections(self, thing):
            return [Section("Wat er staat", thing.name, "name")]

        def spaces(self, user: Any):
            return Toy.deciders.get(user.pk, set())

        def may_decide(self, user: Any, thing):
            return user.pk not in Toy.refused

        def note_choices(self):
            return [("dood", "Dood"), ("geweld", "Geweld")]

        def notes(self, thing):
            return Toy.notes.get(thing.pk, [])

        def set_notes(self, thing, notes):
            Toy.notes[thing.pk] = list(notes)

        def facts(self, thing):
            return [("Let op:", ", ".join(self.notes(thing)))]

        def on_second_wanted(self, thing, review):
            Toy.asked.append("second")

        def on_concern(self, thing, review, concern):
            Toy.asked.append("danger")

        def on_decision(self, thing, decision: Decision):
            Toy.told.append((thing.name, decision.outcome))

    yield Toy
    del registry["toy"]
    Toy.deciders, Toy.told, Toy.refused, Toy.notes, Toy.asked = {}, [], set(), {}, []
