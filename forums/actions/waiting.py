"""When a case waits: longer than was promised, or because who brought it does not agree with a refusal."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from forums.actions.showing import tell, who_decides
from forums.models import Case
from moderation import actions as moderation
from moderation.models import Decision
from moderation.permissions import may_appeal
from practices.actions import waiting


def remind_of_late_ones() -> None:
    """Tell whoever decides, once for each round, that a case waits longer than its bringer was promised."""
    words = _("Een casus wacht langer dan we zeiden. Lees je mee?")
    waiting.remind_of_late_ones(Case, lambda case, _review: who_decides(case), "case-waits", words)


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
