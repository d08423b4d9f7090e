"""What a fictional organisation answers in the demonstration, and what it changes."""

from __future__ import annotations

import json
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import Organisation
from knowledge.models import Dossier
from practices.actions.citations import cite
from practices.staging import Part, Stage
from stories.actions import answering
from stories.models import Change, Story


class Answers(Part):
    """Two stories with an answer; one change is done, one is planned."""

    order = 23

    def load(self, stage: Stage) -> None:
        facts = json.loads((settings.DATA / "demonstration" / "organisations.json").read_text(encoding="utf-8"))
        for one in facts["organisations"]:
            organisation = Organisation.objects.create(name=one["name"], slug=one["slug"], is_fictional=True)
            author = stage.cast[one["by"]]
            author.organisation = organisation
            author.save(update_fields=["organisation"])
            for given in one["answers"]:
                story = Story.objects.get(slug=given["story"])
                words = {name: given[name] for name in ("thanks", "heard", "doing", "who")}
                answer = answering.answer(story, author, organisation, words)
                if "change" not in given:
                    continue
                due = timezone.localdate() + timedelta(days=given["change"]["days"])
                change = answering.plan(answer, given["change"]["what"], given["change"]["owner"], due)
                if proof := given["change"].get("proof"):
                    answering.settle(change, Change.State.DONE, proof=proof)


CITED = ("de-man-van-dinsdag", "eenzaamheid", "Hij vroeg hoe zij lachte.")


class Cited(Part):
    """A dossier cites one story, so that its teller sees that too."""

    order = 24

    def load(self, stage: Stage) -> None:
        slug, theme, sentence = CITED
        dossier = Dossier.objects.get(theme__slug=theme)
        cite(Story.objects.get(slug=slug), dossier, stage.cast["movisie"], sentence)
