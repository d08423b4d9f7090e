"""When a case waits: longer than was promised, or because who brought it does not agree with a refusal."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from accounts.models import User
from forums.actions.showing import tell, who_decides
from forums.models import Case
from moderation import actions as moderation
from moderation.models import Decision, Review
from moderation.permissions import may_appeal
from notifications.actions import notify_all


def remind_of_late_ones() -> None:
    """Tell whoever decides, once for each round, that a case waits longer than its bringer was promised."""
    promised = timezone.now() - timedelta(days=settings.REVIEW_WITHIN_DAYS)
    late = Review.objects.open().filter(subject_kind=Case.KIND, asked_at__lt=promised)
    cases = Case.objects.in_bulk(late.values_list("subject_id", flat=True))
    for review in late:
        case = cases.get(review.subject_id)
        if case is None:
            continue
        people = User.objects.filter(pk__in=who_decides(case)) | User.objects.filter(is_moderator=True)
        notify_all(
            people.distinct().exclude(pk=case.author_id or 0),
            "case-waits",
            _("Een casus wacht langer dan we zeiden. Lees je mee?"),
            reverse("moderation:review", args=[review.pk]),
            about=("review", review.pk),
            once=f"late-{review.pk}",
        )


@transaction.atomic
def appeal(case: Case, decision: Decision, text: str) -> bool:
    """Let somebody else read the same words. False when it is shown or gone by now, or was appealed before."""
    held = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if held.is_shown or held.is_withdrawn or not may_appeal(decision):
        return False
    review = moderation.appeal(held, decision, text, held.practice_id)
    words = _("Iemand is het niet eens met een besluit over een casus. Lees je mee?")
    tell(held, review, words, "appeal", {decision.by_id or 0})
    return True
