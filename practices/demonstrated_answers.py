"""The demonstration: what people say of the knowledge base, and what its editors answered and decided."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

from knowledge.models import Claim, Dossier, Intervention, WorkingElement
from practices import kinds
from practices.actions.candidates import decline
from practices.actions.proposals import decide, propose
from practices.actions.remarks import Words, answer, remark
from practices.models import Contribution, Insight, Weighing
from practices.staging import Part, Stage


class Answers(Part):
    """Loaded after the stories and insights they speak of."""

    order = 45

    def load(self, stage: Stage) -> None:
        plan = json.loads((settings.DATA / "demonstration" / "answers.json").read_text())
        for facts in plan["remarks"]:
            say(facts, thing(facts["about"]), stage)
        for facts in plan["marks"]:
            about = facts["about"].partition(":")[0]
            claim = Claim.objects.create(kind=facts["kind"], text=facts["claim"], **{about: thing(facts["about"])})
            say(facts | {"perspective": "research"}, claim, stage)
        for facts in plan["own_words"]:
            add_words(facts, stage)
        for facts in plan["proposals"]:
            bring(facts, stage)


def thing(name: str) -> Any:
    """Give the thing in the catalogue of that name, such as "dossier:schulden"."""
    kind, _colon, slug = name.partition(":")
    if kind == "dossier":
        return Dossier.objects.select_related("theme").get(theme__slug=slug)
    return {"element": WorkingElement, "intervention": Intervention}[kind].objects.get(slug=slug)  # type: ignore[attr-defined]


def say(facts: dict[str, Any], subject: Any, stage: Stage) -> None:
    """Let one of the cast say something, and an editor answer it."""
    by = stage.cast[facts["by"]]
    words = Words(facts["verdict"], facts["text"], facts["audience"], facts["perspective"], by.pseudonym)
    said = remark(subject, by, words)
    if given := facts.get("answer"):
        answer(said, stage.cast[given["by"]], given["text"], given["changed"])


def add_words(facts: dict[str, Any], stage: Stage) -> None:
    """Let a teller have said something that no card covered."""
    story = Contribution.objects.get(slug=facts["story"])
    row = Weighing.objects.create(contribution=story, own_words=facts["words"], polarity=facts["polarity"])
    kinds.tell_cards(story)
    if decided := facts.get("declined"):
        decline(stage.cast[decided["by"]], [row], decided["reason"])


def bring(facts: dict[str, Any], stage: Stage) -> None:
    """Let a practice propose a change, and an editor decide."""
    insight = Insight.objects.get(slug=facts["insight"])
    proposal = propose(insight, stage.cast[facts["by"]], thing(facts["about"]), facts["text"], facts["why"])
    if decided := facts.get("accepted"):
        decide(proposal, stage.cast[decided["by"]], accepted=True, reason=decided["reason"])
