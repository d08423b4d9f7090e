"""What waits for editors, and what practices brought to the knowledge base (slots, see practices/slots.py)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from knowledge.models import Intervention, WorkingElement
from practices.candidates import open_candidates
from practices.models import Contribution, ElementMerge, Insight, Proposal
from practices.permissions import is_editor, may_propose
from practices.views.answers import waiting as remarks_waiting
from practices.views.proposals import waiting as proposals_waiting
from ui.slots import slot

FEW = 5


@slot("knowledge.desk", order=20)
def on_the_desk(context: Any, **more: Any) -> str:
    """What waits for an editor; three questions."""
    user = context.get("user")
    if user is None or not is_editor(user):
        return ""
    facts = {
        "candidates": open_candidates(user).count(),
        "remarks": remarks_waiting(user).count(),
        "proposals": proposals_waiting(user).count(),
    }
    return render_to_string("practices/_desk.html", facts)


def from_practice(context: Any, **about: Any) -> str:
    accepted = Proposal.objects.visible_to(AnonymousUser() if context.get("user") is None else context["user"])
    seen = Insight.objects.visible_to(context.get("user") or AnonymousUser())
    rows = accepted.accepted().filter(**about, insight__in=seen).select_related("insight__practice")
    proposals = rows.order_by("-decided_at")[:FEW]
    return render_to_string("practices/_from_practice.html", {"proposals": proposals}) if proposals else ""


@slot("knowledge.element", order=70)
def on_element(context: Any, element: WorkingElement, **more: Any) -> str:
    return from_practice(context, element=element)


@slot("knowledge.intervention", order=70)
def on_intervention(context: Any, intervention: Intervention, **more: Any) -> str:
    return from_practice(context, intervention=intervention)


@slot("knowledge.element", order=90)
def for_the_editor(context: Any, element: WorkingElement, **more: Any) -> str:
    """Let editors join this element with another one, and undo that."""
    if not is_editor(context.get("user") or AnonymousUser()):
        return ""
    merges = ElementMerge.objects.filter(into=element, undone_at=None).select_related("element", "into")
    facts = {"element": element, "merges": [merge for merge in merges if merge.can_be_undone]}
    return render_to_string("practices/_merge_link.html", facts)


@slot("insight.section", order=20)
def proposals_of(context: Any, insight: Insight, **more: Any) -> str:
    user = context.get("user") or AnonymousUser()
    rows = Proposal.objects.visible_to(user).filter(insight=insight)
    facts = {
        "proposals": rows.select_related("dossier__theme", "element", "intervention").order_by("pk"),
        "may_propose": may_propose(user, insight),
        "insight": insight,
        "user": user,
    }
    if not facts["proposals"] and not facts["may_propose"]:
        return ""
    return render_to_string("practices/_proposals_here.html", facts, request=context.get("request"))


@slot("contribution.own", order=20)
def own_words(context: Any, contribution: Contribution, **more: Any) -> str:
    """What became of a teller's own words; the page asked whether this is the teller."""
    decisions = list(contribution.candidate_decisions.exclude(words="").select_related("element"))
    facts = {"decisions": decisions, "may_say": contribution.author_id is not None}
    return render_to_string("practices/_own_words.html", facts) if decisions else ""
