"""A teller answers whoever read along: takes over proposed words or not, or disagrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.forms import AppealForm
from moderation.models import Change, Decision, Proposal
from moderation.wording import marked_up, place
from stories.actions import hearing as act
from stories.actions.telling import NotNow
from stories.forms.hearing import ChangesForm
from stories.hearing import may_disagree
from stories.models import Story
from stories.standing import standing_of
from stories.views.access import own_story


@dataclass
class Part:
    """One part of the story with the proposal in it, and its changes as (number, change, field)."""

    heading: str
    html: SafeString
    changes: list[tuple[int, Change, Any]]


def open_changes(story: Story, decision: Decision) -> list[tuple[Proposal, list[tuple[int, int, Change]]]]:
    """Give per part the changes that wait for an answer, with where they stand in the text as it is now."""
    found = []
    for proposal in Proposal.objects.filter(decision=decision).prefetch_related("changes"):
        text = getattr(story, proposal.part)
        waiting = [change for change in proposal.changes.all() if not change.answer]
        spots = ((change, place(proposal.base, text, change.start, change.end)) for change in waiting)
        found.append((proposal, [(*spot, change) for change, spot in spots if spot]))
    return [(proposal, changes) for proposal, changes in found if changes]


@own_story
def proposal(request: HttpRequest, story: Story) -> HttpResponse:
    """Show the proposal in the text; each change is taken over or left, or waits."""
    decision = standing_of(story).decision
    found = open_changes(story, decision) if decision and story.is_draft else []
    if not found or decision is None:
        return redirect("stories:own", story.pk)
    changes = [change for _proposal, ones in found for *_spot, change in ones]
    form = ChangesForm(request.POST if request.method == "POST" else None, changes=changes)
    if request.method == "POST" and form.is_valid():
        try:
            act.answer_proposals(story, decision, form.answers)
        except NotNow:
            return redirect("stories:own", story.pk)
        number = len(form.answers)
        if not number:
            messages.info(request, _("Je koos nog niets. Alles staat er nog zoals het was."))
            return redirect("stories:proposal", story.pk)
        messages.success(
            request, ngettext("Je keuze is bewaard.", "Je %(n)d keuzes zijn bewaard.", number) % {"n": number}
        )
        return redirect("stories:proposal" if number < len(changes) else "stories:own", story.pk)
    parts, number = [], 0
    for one, spots in found:
        rows, places = [], []
        for start, end, change in spots:
            number += 1
            rows.append((number, change, form[f"change-{change.pk}"]))
            places.append((start, end, change.becomes, number))
        parts.append(Part(one.heading, marked_up(getattr(story, one.part), places), rows))
    facts = {"story": story, "parts": parts, "reason": decision.reason, "form": form, "nav": "mijn"}
    return render(request, "stories/proposal.html", facts)


@own_story
def appeal(request: HttpRequest, story: Story) -> HttpResponse:
    """Disagree with a refusal."""
    standing = standing_of(story)
    if standing.decision is None or not may_disagree(standing):
        return redirect("stories:own", story.pk)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act.appeal(story, standing.decision, form.cleaned_data["text"])
        messages.success(request, _("Iemand anders leest je verhaal nu opnieuw."))
        return redirect("stories:own", story.pk)
    return render(request, "stories/appeal.html", {"story": story, "form": form, "reason": standing.reason})
