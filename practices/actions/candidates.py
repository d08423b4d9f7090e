"""Deciding about tellers' own words: a new element, part of a known one, or neither; and telling them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_noop as _

from accounts.models import User
from knowledge import changes
from knowledge.editing.actions import keep_present
from knowledge.models import Theme, WorkingElement
from notifications.actions import notify
from practices import kinds
from practices.difference.keeping import tell_map
from practices.models import CandidateDecision, Weighing
from practices.models.candidate import put_name

Outcome = CandidateDecision.Outcome


class AlreadyDecided(Exception):
    """Somebody else decided about these words, or their teller took them back."""


@transaction.atomic
def make_element(
    by: User, chosen: Weighing, alike: Iterable[Weighing], facts: dict[str, Any], themes: Iterable[Theme]
) -> CandidateDecision:
    """Make an element out of one teller's words; words that are alike come with it.

    `facts`: name, plain_wording, professional_wording, explanation, reason. The teller is asked whether their name
    may stand with it. Raises AlreadyDecided.
    """
    facts, themes = dict(facts), list(themes)
    reason = facts.pop("reason", "")
    hold(chosen)  # before the element is made: who comes second makes none
    kind = WorkingElement.Kind.THEMED if themes else WorkingElement.Kind.GENERAL
    try:
        with transaction.atomic():
            element = WorkingElement.objects.create(slug=free_slug(facts["plain_wording"]), kind=kind, **facts)
    except IntegrityError:  # somebody made one of the same wording in this very moment
        element = WorkingElement.objects.create(slug=free_slug(facts["plain_wording"]), kind=kind, **facts)
    element.themes.set(themes)
    keep_present(element, by, reason or _now("Nieuw, uit de woorden van wie het meemaakte."))
    changes.changed(element)
    decision = decide(by, chosen, Outcome.NEW, element, reason)
    for other in alike:
        decide(by, other, Outcome.MERGED, element, reason)
    return decision


@transaction.atomic
def merge_words(
    by: User, chosen: Iterable[Weighing], element: WorkingElement, reason: str = ""
) -> list[CandidateDecision]:
    """Let these own words count for an element that is there; they stay readable as what was said."""
    return [decide(by, weighing, Outcome.MERGED, element, reason) for weighing in chosen]


@transaction.atomic
def decline(by: User, chosen: Iterable[Weighing], reason: str) -> list[CandidateDecision]:
    """Leave these words as they are, with a reason their tellers read. Raises ValueError without one."""
    if not reason.strip():
        raise ValueError("declining needs a reason")
    return [decide(by, weighing, Outcome.DECLINED, None, reason) for weighing in chosen]


def hold(weighing: Weighing) -> Weighing:
    """Keep others from these words until the transaction ends; raises AlreadyDecided when they wait no longer."""
    held = (
        Weighing.objects.select_for_update(of=("self",), no_key=True)
        .select_related("contribution")
        .filter(pk=weighing.pk)
    )
    fresh = held.filter(element__isnull=True, own_words=weighing.own_words).first()
    if fresh is None or fresh.contribution.candidate_decisions.filter(words=fresh.own_words).exists():
        raise AlreadyDecided
    return fresh


def decide(
    by: User, weighing: Weighing, outcome: CandidateDecision.Outcome, element: WorkingElement | None, reason: str
) -> CandidateDecision:
    """Record one decision about one teller's words, in the transaction of the caller; raises AlreadyDecided."""
    fresh = hold(weighing)
    contribution = fresh.contribution
    decision, is_new = CandidateDecision.objects.get_or_create(
        contribution=contribution,
        words=fresh.own_words,
        defaults={"outcome": outcome, "element": element, "reason": reason, "by": by},
    )
    if not is_new:
        raise AlreadyDecided
    if element is not None:
        same = Weighing.objects.filter(contribution=contribution, element__isnull=True, own_words=fresh.own_words)
        give_element(same, element)
        tell_map()
        kinds.tell_cards(contribution)
    tell_teller(decision)
    return decision


def give_element(rows: QuerySet[Weighing], element: WorkingElement) -> None:
    """Let own words count for the element, with the words as quote where there is none.

    Where the teller chose the element's own card too, that one counts already and the words stay beside it.
    """
    for row in rows:
        taken = Weighing.objects.filter(contribution=row.contribution_id, element=element, polarity=row.polarity)
        if not taken.exists():
            row.element, row.quote = element, row.quote or row.own_words
            row.save(update_fields=["element", "quote"])


def free_slug(words: str) -> str:
    """Make an address out of the plain wording that no element has or had."""
    base = slugify(words)[:50].strip("-") or "element"
    taken = set(WorkingElement.everything.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(f"{base}-{number}" for number in range(2, len(taken) + 3) if f"{base}-{number}" not in taken)


def tell_teller(decision: CandidateDecision) -> None:
    """Tell the teller, when they have an account, what became of their words, where they alone read it."""
    contribution = decision.contribution
    if contribution.author is None or contribution.author == decision.by:
        return
    text = {
        Outcome.NEW: _("Jouw woorden ‘%(words)s’ zijn nu een werkzaam element. Mag je naam erbij?"),
        Outcome.MERGED: _("Jouw woorden ‘%(words)s’ tellen nu mee bij een werkzaam element."),
        Outcome.DECLINED: _("We lazen jouw woorden ‘%(words)s’. Je leest wat we ermee deden."),
    }[Outcome(decision.outcome)]
    notify(
        contribution.author,
        "own-words",
        text,
        reverse("practices:own_words", args=[decision.pk]),
        facts={"words": decision.words},
        about=(contribution.kind, contribution.pk),
    )


@transaction.atomic
def answer_credit(decision: CandidateDecision, yes: bool) -> None:
    """Put the teller's name with the element, or take it away: as the teller says, as often as they say it."""
    CandidateDecision.objects.select_for_update(no_key=True).get(pk=decision.pk)
    if not decision.asks_for_credit or decision.element is None:
        return
    decision.credit, decision.credit_at = yes, timezone.now()
    decision.save(update_fields=["credit", "credit_at"])
    put_name(decision.element, decision.contribution.pseudonym if yes else "")
