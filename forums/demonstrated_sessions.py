"""The sessions of the demonstration: one that ended in a harvest and one that is planned; all of it fictional."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from forums.actions import methods, questions, room, room_harvest, room_planning, room_writing, tasks
from forums.actions import table as act
from forums.models import Harvest, Method, Seat, Session
from knowledge.models import WorkingElement
from practices.models import Contribution, Indicator, Membership, Practice
from practices.staging import Part, Stage


class Sessions(Part):
    """A session about a case, one in which pieces of the practice were interpreted, and one that is planned."""

    order = 48  # after what is measured

    def load(self, stage: Stage) -> None:
        methods.load(settings.DATA / "methods.json")
        plan_ = json.loads((settings.DATA / "demonstration" / "sessions.json").read_text())
        practice = stage.practices[plan_["practice"]]
        leader = stage.cast[plan_["leader"]]
        past, coming = (plan_session(practice, leader, facts) for facts in (plan_["past"], plan_["coming"]))
        for name in plan_["coming"]["seats"]:
            take_seat(coming, stage.cast[name])
        ask(coming, leader, plan_["coming"]["questions"], stage)
        run(past, leader, plan_["past"], stage)
        interpreted = plan_session(practice, leader, plan_["interpreted"])
        act.lay(interpreted, keys_of(practice, plan_["interpreted"]["pieces"]))
        run(interpreted, leader, plan_["interpreted"], stage)
        for facts in plan_["tasks"]:
            day = timezone.localdate() + timedelta(days=facts["in_days"])
            doer = stage.cast.get(facts["member"])
            tasks.give(practice, leader, {"what": facts["what"], "member": doer, "due_on": day})


def plan_session(practice: Practice, leader: User, facts: dict[str, Any]) -> Session:
    """Plan one session, so many days from now."""
    method = Method.objects.get(slug=facts["method"])
    begins = timezone.localtime().replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(days=facts["in_days"])
    subject = Contribution.objects.filter(slug=facts.get("subject")).first()
    words = {name: facts.get(name, "") for name in ("title", "question", "about", "place")}
    session = room_planning.plan(
        practice, leader, words | {"method": method, "starts_at": begins, "minutes": 75, "subject": subject}
    )
    take_seat(session, leader)
    return session


def keys_of(practice: Practice, pieces: list[str]) -> list[str]:
    """Name what lies on the table: these pieces, the map, and what is measured first."""
    rows = {one.slug: one.pk for one in Contribution.objects.filter(slug__in=pieces)}
    first = Indicator.objects.filter(practice=practice).first()
    return [*(f"stuk:{rows[slug]}" for slug in pieces), "kaart", *([f"getal:{first.pk}"] if first else [])]


def take_seat(session: Session, user: User) -> Seat:
    membership = Membership.objects.current().get(practice=session.practice, user=user)
    return room_planning.sit(session, user, membership.perspective, user.pseudonym)


def ask(session: Session, leader: User, asked: list[dict[str, Any]], stage: Stage) -> None:
    """Let people ask what they want to know at a meeting, and others want to know it too."""
    for facts in asked:
        question = questions.ask(session, stage.cast[facts["by"]], facts["text"])
        for name in facts["wanted"]:
            questions.want(question, stage.cast[name], wants=True)
        if facts.get("chosen"):
            questions.choose(question, leader, chosen=True)
        if facts.get("answered"):
            questions.answered(question, leader, done=True)


def run(session: Session, leader: User, facts: dict[str, Any], stage: Stage) -> None:
    """Go through the steps as they went, and share what came of it."""
    seats = {name: take_seat(session, stage.cast[name]) for name in facts["seats"]}
    room.begin(session, leader, seats.get(facts.get("presenter", "")))
    own = session.seats.get(user=leader)
    for step in session.rounds.all():
        for name, text in facts["said"].get(str(step.order), {}).items():
            room_writing.give(step, seats[name], {1: text})
        if text := facts.get("group", {}).get(str(step.order)):
            room_writing.give(step, own, {1: text})
        room.go_on(session, step.order, leader)
    session.refresh_from_db()
    words = facts["finding"] | {"element": WorkingElement.objects.get(slug=facts["finding"]["element"])}
    room_harvest.write_finding(session, seats[facts["finder"]], words)
    due = timezone.localdate() + timedelta(days=facts["task"]["in_days"])
    room_harvest.add_task(session, seats[facts["task"]["owner"]], {"what": facts["task"]["what"], "due_on": due})
    room_harvest.write_minutes(session, facts["minutes"])
    if "change" in facts:
        room_harvest.write_change(session, facts["change"])
    room_harvest.offer(session, leader)
    harvest = Harvest.objects.get(pk=session.pk)
    for seat in session.seats.taken():
        room_harvest.say(harvest, seat, agrees=True)
    room_harvest.share(session, leader)
    past = session.starts_at + timedelta(minutes=session.minutes)
    Session.objects.filter(pk=session.pk).update(opened_at=session.starts_at, closed_at=past)
