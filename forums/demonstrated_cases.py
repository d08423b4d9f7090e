"""What happened to the cases of the demonstration: looking back, duo-cases, and a series; all of it fictional."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from forums.actions import duo, follow_ups, series, states
from forums.actions.case_templates import load as load_templates
from forums.actions.showing import let_pass, show_or_wait
from forums.models import Case, FollowUp, LookBack, Side
from knowledge.models import WorkingElement
from practices.models import Audience, Weighing
from practices.staging import Part, Stage


class Casework(Part):
    """Some cases were looked back on or put away; two duo-cases; one series over all regions."""

    order = 36

    def load(self, stage: Stage) -> None:
        load_templates(settings.DATA / "case_templates.json")
        plan = json.loads((settings.DATA / "demonstration" / "casework.json").read_text())
        for facts in plan["look_backs"]:
            look_back(facts)
        for facts in plan["moves"]:
            case = Case.objects.select_related("practice").get(slug=facts["case"])
            by = case.author if facts["by"] == "bringer" else leader_of(case)
            if by is not None:
                states.move(case, by, facts["step"], facts["why"])
        for facts in plan["duos"]:
            make_duo(facts, stage)
        for facts in plan["series"]:
            make_series(facts, stage.cast["movisie"])


def leader_of(case: Case) -> User:
    """Give who leads the practice of a case."""
    if case.practice is None:
        raise LookupError("a case of the demonstration without a practice")
    return case.practice.memberships.filter(is_facilitator=True).select_related("user")[0].user


def cards(named: list[list[str]]) -> list[Weighing]:
    """Give unsaved weighings for pairs of an element and what it did."""
    elements = WorkingElement.objects.in_bulk([slug for slug, _polarity in named], field_name="slug")
    return [Weighing(element=elements[slug], polarity=polarity) for slug, polarity in named]


def show(case: Case) -> None:
    """Show what is made up without a second reader: it points at nobody."""
    let_pass(case)
    show_or_wait(case)


def look_back(facts: dict[str, Any]) -> None:
    """Let who brought a case look back on it, some time after."""
    case = Case.objects.select_related("author").get(slug=facts["case"])
    brought, author = case.published_at or case.made_at, case.author
    if author is None:
        raise LookupError("a case of the demonstration without an author")
    follow_ups.plan(case, 6)
    told = follow_ups.look_back(case, author, facts["did"], facts["helped"], cards(facts["cards"]), facts.get("again"))
    case.refresh_from_db()
    if not case.is_shown:
        show(case)
    at = min(timezone.now(), brought + timedelta(days=facts["after_days"]))
    LookBack.objects.filter(pk=told.pk).update(made_at=at, published_at=at)
    FollowUp.objects.filter(case=case, answer=told).update(planned_at=brought, due_on=at.date(), asked_at=at)
    Case.objects.filter(pk=case.pk).update(published_at=brought)


def make_duo(facts: dict[str, Any], stage: Stage) -> None:
    """Let two people of the cast tell of the same help; what was not written waits for its writer."""
    began, asked = stage.cast[facts["first"]["who"]], stage.cast[facts["other"]["who"]]
    practice = stage.practices["eerder-aan-tafel"]
    shared = {name: facts[name] for name in ("title", "situation", "question")}
    speaker = {"audience": Audience.EVERYONE, "perspective": perspective_of(began), "pseudonym": began.pseudonym}
    case = duo.begin(practice, began, shared | speaker, asked)
    for side in Side.objects.filter(root=case).order_by("-is_first"):
        who, told = (began, facts["first"]) if side.is_first else (asked, facts["other"])
        if "happened" in told:
            said = {"happened": told["happened"], "meant": told["meant"]}
            said |= {"perspective": perspective_of(who), "pseudonym": who.pseudonym}
            duo.write(side, who, said, cards(told["cards"]))
    for side in Side.objects.filter(root=case):
        duo.agree(side)  # new words take every yes away, so this comes last
    case.refresh_from_db()
    if not case.is_shown and not Side.objects.filter(root=case, agreed_at__isnull=True).exists():
        show(case)


def perspective_of(user: User) -> str:
    """Give the first perspective this person speaks from."""
    return user.perspectives.all()[0].perspective


def make_series(facts: dict[str, Any], by: User) -> None:
    """Begin a series over all regions, with every case there is."""
    made = series.begin(by, None, {name: facts[name] for name in ("name", "question", "goal")})
    for case in Case.objects.shown().order_by("pk"):
        series.put(made, case, by)
    series.scale(made, by, facts["verdict"], facts["why"], facts["signed"])
