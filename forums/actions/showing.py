"""Showing a case, or letting a second reader look first where its words may point at somebody or tell of danger."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from accounts.models import User
from forums.actions.replies import about
from forums.models import Case, Side
from moderation import crisis, privacy
from moderation.actions import ask_review, take_back
from moderation.models import Concern, Decision, Outcome, Review
from moderation.reviewable import plug_for
from notifications import actions as notifications
from practices.actions import contributions
from practices.models import Contribution, Membership


def marks_of(case: Case) -> set[str]:
    """Name every place in the words of a case that wants a second reader; only as hashes."""
    plug = plug_for(case)
    texts = [section.text for now in plug.things([case.pk]) for section in plug.sections(now)]
    found = [(mark.kind, mark.text) for text in texts for mark in privacy.find(text)]
    found += [(signal.kind, signal.text) for text in texts for signal in crisis.find(text)]
    return {hashlib.sha256(repr(one).encode(errors="replace")).hexdigest()[:16] for one in found}


@transaction.atomic
def show_or_wait(case: Case) -> None:
    """Show the case, or take it off every page until somebody read along: only for what nobody let pass before."""
    if not is_agreed(case):
        stop_waiting(case)
        contributions.hide(case)
        return
    if decided(case) is None and marks_of(case) <= set(case.read_marks.split()):
        stop_waiting(case)
        publish(case)
        return
    contributions.hide(case)
    tell_readers_along(case, ask_review(case, case.practice_id))


def is_agreed(case: Case) -> bool:
    """Say whether both sides of a duo-case said yes to what stands there now; another case needs no such yes."""
    return not case.is_duo or not Side.objects.filter(root=case, agreed_at__isnull=True).exists()


def publish(case: Case) -> None:
    """Show the case, with both sides of a duo-case; never without the yes of both."""
    if not is_agreed(case):
        return
    standing = Side.objects.filter(root=case, withdrawn_at__isnull=True)
    standing.update(published_at=timezone.now(), audience=case.audience)
    contributions.publish(case)


def let_pass(case: Case) -> None:
    """Remember what stands in these words now as seen and found good."""
    case.read_marks = " ".join(sorted(set(case.read_marks.split()) | marks_of(case)))
    case.save(update_fields=["read_marks"])


def stop_waiting(case: Case) -> None:
    """Close an open review and take back what was told about it."""
    for review in Review.objects.about(Case.KIND, case.pk).open():
        notifications.withdraw(("review", review.pk))
    take_back(case)


def who_decides(case: Case) -> set[int]:
    """Give who leads the practice, without who brought the case."""
    leads = Membership.objects.current().filter(practice=case.practice_id, is_facilitator=True)
    return set(leads.values_list("user", flat=True)) - {case.author_id or 0}


def tell(case: Case, review: Review, text: str, once: str, without: set[int] = frozenset()) -> None:  # type: ignore[assignment]
    """Tell those who lead the practice, and the moderators where nobody is left there."""
    left = who_decides(case) - without
    people = User.objects.filter(pk__in=left) if left else User.objects.filter(is_moderator=True)
    url = reverse("moderation:review", args=[review.pk])
    people = people.exclude(pk__in={case.author_id or 0, *without})
    notifications.notify_all(people, "case-waits", text, url, about=("review", review.pk), once=f"{once}-{review.pk}")


def tell_readers_along(case: Case, review: Review) -> None:
    tell(case, review, _("Er wacht een casus. Lees je mee?"), "review")


def tell_second(case: Case, review: Review) -> None:
    """Tell whoever may be the second."""
    said = set(review.approvals.exclude(by=None).values_list("by", flat=True))
    tell(case, review, _("Een casus wacht op een tweede lezer. Lees je mee?"), "second", said)


def tell_danger(case: Case, concern: Concern) -> None:
    """Tell everybody who may decide, each time and at once."""
    people = User.objects.filter(pk__in=who_decides(case)) | User.objects.filter(is_moderator=True)
    notifications.notify_all(
        people.distinct().exclude(pk__in=[concern.owner_id or 0, case.author_id or 0]),
        "case-danger",
        _("Iemand kan in gevaar zijn. Help mee met het plan."),
        reverse("moderation:concern", args=[concern.pk]),
        about=("concern", concern.pk),
    )


@transaction.atomic
def follow_decision(case: Case, decision: Decision) -> None:
    """Show what was found good, and remember what was let pass; tell who brought it."""
    notifications.withdraw(("review", decision.review_id))
    if decision.outcome == Outcome.APPROVE:
        let_pass(case)
        publish(case)
        if case.outcome:
            tell_who_thought_along(case)
        text = _("Je casus is gelezen en staat er nu in.")
    elif decision.outcome == Outcome.CHANGE:
        text = _("We vragen je om iets te veranderen in je casus. Je leest waarom.")
    else:
        text = _("Je casus is niet geplaatst. Je leest waarom.")
    if case.author:
        url, about = case.get_absolute_url(), (Case.KIND, case.pk)
        notifications.notify(case.author, "case-decision", text, url, about=about)


def decided(case: Case) -> Decision | None:
    """Give the decision that keeps a case off the pages: a wish or a refusal that was not followed by new words."""
    return keeping_off(last_review(case))


def last_review(case: Case) -> Review | None:
    """Give the last round in which somebody read along or will, with what was decided and the appeal it answers."""
    rounds = Review.objects.about(Case.KIND, case.pk).select_related("decision__appeal", "appeal")
    found: Review | None = rounds.order_by("-asked_at", "-pk").first()
    return found


def keeping_off(last: Review | None) -> Decision | None:
    """Give the decision of a round that keeps the case off the pages."""
    decision: Decision | None = getattr(last, "decision", None)
    return decision if decision is not None and decision.outcome != Outcome.APPROVE else None


def tell_who_thought_along(case: Contribution) -> None:
    """Notify those who replied and may still read it, once."""
    replied = User.objects.filter(contributions__root=case, contributions__kind="reply").distinct()
    here = Contribution.objects.filter(pk=case.pk)
    readers = [one for one in replied.exclude(pk=case.author_id or 0) if here.visible_to(one).exists()]
    notifications.notify_all(
        readers,
        "outcome",
        _("Er is een uitkomst bij ‘%(title)s’."),
        case.get_absolute_url(),
        facts={"title": case.title},
        about=about(case),
        once=f"outcome:{case.pk}",
    )
