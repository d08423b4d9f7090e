"""What stands on the page of one case, asked with as few questions to the database as it takes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast
from django.template.loader import render_to_string

from accounts.models import User
from forums.actions.showing import keeping_off, last_review
from forums.duo import compare, sides_of
from forums.models import AtStake, Barrier, Case, FollowUp, Hindrance, LookBack, Place, Series, State
from forums.models import Value as Worth
from forums.permissions import may_add_outcome, may_edit_case
from knowledge.models import Intervention
from moderation.permissions import may_appeal
from practices.models import Weighing
from prepared import Prepared
from prepared.drawings import drawn, stamp


def pieces(shown: Case, user: User | AnonymousUser) -> dict[str, Any]:
    """Give the pieces of the page (asked `with_state`); who leads the practice says more on the page of its state."""
    may_edit, sides = may_edit_case(user, shown), sides_of(shown)
    rows = beside(shown)
    last = None if shown.is_shown else last_review(shown)
    decision = keeping_off(last)
    return {
        "case": shown,
        "practice": shown.practice,
        "sides": sides,
        "compared": compare(sides),
        "sheet": sheet(shown, rows),
        "looks": looks_at(shown),
        "planned": FollowUp.objects.filter(case=shown).unanswered().order_by("pk").last() if may_edit else None,
        "places": rows["series"],
        "series_open": Series.objects.open_to(shown) if may_edit and shown.is_shown else (),
        "decision": decision,
        "waits": last if last is not None and last.closed_at is None else None,
        "may_appeal": may_edit and may_appeal(decision),
        "interventions": USED.rows(shown.pk),
        "may_edit": may_edit,
        "may_add_outcome": may_add_outcome(user, shown),
    }


WEIGHED = Prepared(
    lambda case: Weighing.objects.filter(contribution=case, element__isnull=False).select_related("element")
)
USED = Prepared(lambda case: Intervention.objects.filter(cases=case))


def sheet(shown: Case, rows: dict[str, list[Any]]) -> str:
    """Give the case as it was brought, the same for everybody who may read it: drawn once."""
    weighings = WEIGHED.rows(shown.pk)
    cards = [(one.polarity, one.element.plain_wording, one.element.slug) for one in weighings if one.element]
    facts = {"case": shown, "hindrances": rows["barrier"], "stakes": rows["value"], "weighings": weighings}

    def draw() -> str:
        return render_to_string("forums/_sheet.html", facts | {"told": told_around(shown)})

    return drawn(Case.KIND, shown.pk, stamp(shown, rows["barrier"], rows["value"], cards), draw)


def beside(shown: Case) -> dict[str, list[Any]]:
    """Give the barriers and values of a case in words and its series as (slug, name), all in one question."""

    found: dict[str, list[Any]] = {"barrier": [], "value": [], "series": []}
    called = {"barrier": Barrier, "value": Worth}
    for sort, key, name in BESIDE.rows(shown.pk):
        found[sort].append(str(called[sort](key).label) if sort in called else (key, name))
    return found


def beside_it(case: int) -> Any:
    def rows(found: Any, sort: str, key: str, name: Any) -> Any:
        columns = (Value(sort), Cast(key, CharField()), Cast(name, CharField()))
        return found.filter(case=case).order_by().values_list(*columns)

    series = rows(Place.objects, "series", "series__slug", "series__name")
    hindrances = rows(Hindrance.objects, "barrier", "barrier", Value(""))
    return rows(AtStake.objects, "value", "value", Value("")).union(hindrances, series, all=True)


BESIDE = Prepared[Any](beside_it)


def looks_at(shown: Case) -> list[LookBack]:
    """Give what was told later; where the state says that nobody looked back, nothing is asked."""
    if shown.state_now not in {State.FOLLOWED, State.ARCHIVED} and shown.is_shown:
        return []
    return LOOKS.rows(shown.pk)


def looks_after(case: int) -> QuerySet[LookBack]:
    looks: QuerySet[LookBack] = LookBack.objects.filter(root=case).shown()
    return looks.order_by("pk").prefetch_related("weighings__element")


LOOKS = Prepared(looks_after)


def told_around(shown: Case) -> list[tuple[str, str]]:
    """Give what was told around the question, as (heading, words); what was tried has a list of its own."""
    names = [name for name in Case.AROUND if name != "tried" and getattr(shown, name)]
    return [(f"{Case.heading(name)}?", getattr(shown, name)) for name in names]
