"""The demonstration's insights: shared with the yes of those quoted, tried elsewhere, and one that still asks."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

from accounts.models import User
from knowledge.models import Intervention, WorkingElement
from practices import kinds
from practices.actions import quoting
from practices.actions.insights import adopt, begin_insight, report, share_insight, write_insight
from practices.forms.citing import sentences
from practices.models import Audience, Contribution, Insight, Quoted
from practices.staging import Part, Stage


class Insights(Part):
    """Loaded after the stories and cases they were learned from; one is tried in another region."""

    order = 40

    def load(self, stage: Stage) -> None:
        plan = json.loads((settings.DATA / "demonstration" / "insights.json").read_text())
        for facts in plan["insights"]:
            pass_on_insight(facts, stage)


def pass_on_insight(facts: dict[str, Any], stage: Stage) -> None:
    """Write one insight, share it as the file says, and let other practices take it over."""
    by = stage.cast[facts["by"]]
    words: dict[str, Any] = {name: facts[name] for name in ("title", "learned", "context", "mechanism", "result")}
    words["interventions"] = Intervention.objects.filter(slug__in=facts["interventions"])
    words["elements"] = WorkingElement.objects.filter(slug__in=facts["elements"])
    sources = Contribution.objects.filter(slug__in=facts["sources"])
    words |= {name: facts[name] for name in ("new", "within_rules", "rules_note")}
    words["builds_on"] = Insight.objects.filter(slug__in=facts.get("builds_on", []))
    if "asks" in facts:
        told = Contribution.objects.shown().roots().filter(author=stage.cast[facts["asks"]], kind__in=kinds.sources())
        insight = begin_insight(stage.practices[facts["practice"]], by, words, told.order_by("pk")[:1])
        Contribution.objects.filter(pk=insight.pk).update(slug=facts["slug"])
        quote_first_sentences(insight, by)
        quoting.ask(insight, by)
        return
    insight = write_insight(stage.practices[facts["practice"]], by, words, sources)
    Contribution.objects.filter(pk=insight.pk).update(slug=facts["slug"])
    quote_first_sentences(insight, by)
    quoting.ask(insight, by)
    for row in insight.quoted.all():
        quoting.answer(row, Quoted.Answer.YES, insight.version, widest=facts["audience"])
    insight.refresh_from_db()
    if insight.draft_since:
        quoting.share_inside(insight, by)
    if facts["audience"] != Audience.PRACTICE:
        share_insight(insight, by, facts["audience"])
    for facts_there in facts["adoptions"]:
        there = stage.cast[facts_there["by"]]
        adoption = adopt(insight, stage.practices[facts_there["practice"]], there, facts_there["different"])
        report(adoption, there, facts_there["result"])


def quote_first_sentences(insight: Insight, by: User) -> None:
    """Let the first sentence of each source stand in it, where one may be quoted."""
    rows = insight.quoted.select_related("contribution").filter(contribution__content_notes="")
    said = {row.contribution_id: kinds.of(row.contribution.kind).said(row.contribution) for row in rows}
    quoting.choose(insight, by, {pk: found[0] for pk, words in said.items() if (found := sentences(words))})
