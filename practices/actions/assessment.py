"""The self-assessment: start a round, answer it unseen, count it once, choose one improvement, ask it again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from accounts.models import User
from knowledge.models import AssessmentQuestion, Theme
from notifications.actions import notify, notify_all
from notifications.actions import withdraw as take_back_notices
from practices.actions.contributions import touch
from practices.actions.membership import facilitators
from practices.difference.scores import banded, score
from practices.models import (
    Assessment,
    ElementScore,
    Improvement,
    Membership,
    Practice,
    Sheet,
    SheetAnswer,
)
from practices.models.assessment import AGAIN_AFTER

ABOUT = "assessment"  # what notifications about a round are filed under
SOON = timedelta(days=3)  # before the last day whoever began is told
LEFT_OPEN = timedelta(days=7)  # after the last day the round closes by itself


class Closed(Exception):
    """The round was closed by somebody else."""


@transaction.atomic
def start(practice: Practice, by: User, facts: Mapping[str, Any], repeats: Assessment | None = None) -> Assessment:
    """Begin a round; gives the round that is open already when somebody was earlier.

    `facts`: theme, group, help, until.
    """
    theme: Theme = facts["theme"]
    assessment, is_new = Assessment.objects.get_or_create(
        practice=practice,
        theme=theme,
        group=facts["group"],
        closed_at=None,
        defaults={"help": facts["help"], "until": facts["until"], "started_by": by, "repeats": repeats},
    )
    if is_new:
        assessment.questions.set(AssessmentQuestion.objects.asked(theme, facts["group"]))
        touch(practice.pk)
        members = Membership.objects.current().filter(practice=practice).exclude(user=by).select_related("user")
        notify_all(
            (member.user for member in members),
            "assessment-started",
            _("‘%(practice)s’ vraagt je de zelftest in te vullen. Niemand ziet wat jij invult."),
            assessment.get_absolute_url(),
            facts={"practice": practice},
            about=(ABOUT, assessment.pk),
            once=f"assessment:{assessment.pk}",
        )
    return assessment


def held(assessment: Assessment) -> Assessment:
    """Hold a round until the end of the transaction; raises Closed when it was closed meanwhile."""
    one = Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
    if not one.is_open:
        raise Closed
    return one


@transaction.atomic
def begin(assessment: Assessment, user: User, side: str) -> Sheet:
    """Take a sheet, or look from another side; raises Closed."""
    held(assessment)
    sheet, _is_new = Sheet.objects.update_or_create(assessment=assessment, user=user, defaults={"side": side})
    return sheet


@transaction.atomic
def answer(sheet: Sheet, answers: Mapping[int, int | None]) -> None:
    """Keep these answers by question, None for "I do not know"; raises Closed."""
    held(sheet.assessment)
    SheetAnswer.objects.bulk_create(
        [SheetAnswer(sheet=sheet, question_id=question, value=value) for question, value in answers.items()],
        update_conflicts=True,
        unique_fields=["sheet", "question"],
        update_fields=["value"],
    )


@transaction.atomic
def hand_in(sheet: Sheet) -> None:
    """Let a sheet count; until the round closes its writer may still change it. Raises Closed."""
    held(sheet.assessment)
    sheet.handed_in_at = timezone.now()
    sheet.save(update_fields=["handed_in_at"])


@transaction.atomic
def take_back(sheet: Sheet) -> None:
    """Throw a sheet away; raises Closed."""
    held(sheet.assessment)
    sheet.delete()


@transaction.atomic
def close(assessment: Assessment, by: User | None) -> bool:
    """Count what was handed in, keep only what may be shown and throw all sheets away; False when closed before."""
    try:
        one = held(assessment)
    except Closed:
        return False
    ElementScore.objects.bulk_create(counted(one))
    one.sheets.all().delete()
    one.closed_at, one.closed_by = timezone.now(), by
    one.save(update_fields=["closed_at", "closed_by"])
    assessment.refresh_from_db()
    take_back_notices((ABOUT, one.pk))
    touch(one.practice_id)
    members = Membership.objects.current().filter(practice=one.practice_id).select_related("user")
    notify_all(
        (member.user for member in members if by is None or member.user_id != by.pk),
        "assessment-closed",
        _("De uitkomst van de zelftest van ‘%(practice)s’ staat klaar."),
        one.get_absolute_url(),
        facts={"practice": one.practice},
        about=(ABOUT, one.pk),
        once=f"assessment-closed:{one.pk}",
    )
    return True


def counted(assessment: Assessment) -> list[ElementScore]:
    """Give for each element and side what may be shown."""
    before = last_figures(assessment)
    element_of = dict(assessment.questions.values_list("pk", "element"))
    said: dict[tuple[int, str], dict[int, list[int | None]]] = defaultdict(lambda: defaultdict(list))
    rows = SheetAnswer.objects.filter(sheet__assessment=assessment, sheet__handed_in_at__isnull=False)
    for sheet, side, question, value in rows.values_list("sheet", "sheet__side", "question", "value"):
        if question in element_of:
            said[element_of[question], side][sheet].append(value)
    found = []
    for (element, side), sheets in sorted(said.items()):
        known = [[value for value in values if value is not None] for values in sheets.values()]
        means = [Fraction(sum(values), len(values)) for values in known if values]
        shown = score(means, "assessment", assessment.pk, element, side, before=before.get((element, side), 0))
        if shown is not None:
            unknown = banded(sum(None in values for values in sheets.values()))
            found.append(
                ElementScore(
                    assessment=assessment,
                    element_id=element,
                    side=side,
                    people=shown.people,
                    quarters=shown.quarters,
                    spread=shown.spread,
                    unknown=unknown,
                )
            )
    return found


def last_figures(assessment: Assessment) -> dict[tuple[int, str], int]:
    """Give how many people stood behind each figure in the round before this one, by element and side."""
    earlier = Assessment.objects.filter(practice=assessment.practice_id, closed_at__isnull=False).like(assessment)
    last = earlier.order_by("-closed_at").first()
    rows = last.scores.values_list("element", "side", "people") if last else ()
    return {(element, side): people for element, side, people in rows}


def agree(assessment: Assessment, by: User, yes: bool) -> None:
    """Let practices like ours see these figures without our name, or no longer."""
    assessment.agreed_at, assessment.agreed_by = (timezone.now(), by) if yes else (None, None)
    assessment.save(update_fields=["agreed_at", "agreed_by"])


@transaction.atomic
def choose(assessment: Assessment, by: User, facts: Mapping[str, Any]) -> Improvement:
    """Choose the one improvement, or change it; its owner is told. `facts`: element, what, owner, due_on."""
    improvement, _is_new = Improvement.objects.update_or_create(
        assessment=assessment, defaults={**facts, "chosen_by": by, "done_at": None, "done_by": None}
    )
    owner: User | None = facts["owner"]
    if owner is not None and owner != by:
        notify(
            owner,
            "improvement",
            _("Jij let in ‘%(practice)s’ op het verbeterpunt."),
            assessment.get_absolute_url(),
            facts={"practice": assessment.practice},
            about=(ABOUT, assessment.pk),
            once=f"improvement:{assessment.pk}:{facts['due_on']}",
        )
    return improvement


def finish(improvement: Improvement, by: User, done: bool) -> None:
    """Say that it was done, or that it was not after all."""
    improvement.done_at, improvement.done_by = (timezone.now(), by) if done else (None, None)
    improvement.save(update_fields=["done_at", "done_by"])


def keep_time(today: date | None = None) -> None:
    """Tell who began that the round ends soon, close what was left open, and remind of improvements and re-tests."""
    today = today or timezone.localdate()
    open_ = Assessment.objects.open().select_related("practice")
    for one in open_.filter(until__range=(today, today + SOON)):
        began = User.objects.filter(pk__in=one.sheets.filter(handed_in_at__isnull=True).values("user"))
        tell(one, began, "ending", _("Je begon aan de zelftest van ‘%(practice)s’. Lever je in? Het kan nog even."))
    for one in open_.filter(until__lt=today):
        if one.until + LEFT_OPEN < today:
            close(one, None)
        else:
            tell(one, facilitators(one.practice), "over", _("De zelftest van ‘%(practice)s’ mag nu dicht."))
    for improvement in Improvement.objects.filter(done_at__isnull=True, due_on__lte=today, owner__isnull=False):
        one = improvement.assessment
        line = _("Kijk of het verbeterpunt van ‘%(practice)s’ lukte.")
        tell(one, [improvement.owner], f"due:{improvement.due_on}", line)
    same = {name: OuterRef(name) for name in ("practice", "theme", "group")}
    later = Assessment.objects.filter(**same, started_at__gt=OuterRef("closed_at"))
    again = Assessment.objects.filter(~Exists(later), closed_at__lte=timezone.now() - AGAIN_AFTER)
    for one in again.select_related("practice"):
        line = _("Drie maanden geleden deed ‘%(practice)s’ de zelftest. Doe hem opnieuw en zie wat er veranderde.")
        tell(one, facilitators(one.practice), "again", line)


def tell(assessment: Assessment, people: Any, what: str, line: str) -> None:
    """Tell each of these people once."""
    notify_all(
        people,
        "assessment-reminder",
        line,
        assessment.get_absolute_url(),
        facts={"practice": assessment.practice},
        about=(ABOUT, assessment.pk),
        once=f"assessment-{what}:{assessment.pk}",
    )
