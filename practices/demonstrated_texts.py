"""The demonstration of writing together: a text that went out, and one that is being proof-read."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

from accounts.models import User
from practices.actions import joint as act
from practices.models import Membership, Practice
from practices.staging import Part, Stage


class Texts(Part):
    """Loaded after the practices have their members."""

    order = 46

    def load(self, stage: Stage) -> None:
        plan = json.loads((settings.DATA / "demonstration" / "texts.json").read_text(encoding="utf-8"))
        for facts in plan:
            write(facts, stage.practices[facts["practice"]])


def write(facts: dict[str, Any], practice: Practice) -> None:
    """Write one text as the file says, and have it proof-read; with an audience it is published."""
    by = writers(practice)
    first, *rest = facts["versions"]
    text = act.begin(practice, by[first["by"]], {"title": facts["title"]} | first)
    for number, version in enumerate(rest, 1):
        act.save(text, by[version["by"]], {"title": facts["title"]} | version, number)
    said = facts["said"]
    round_ = act.ask_to_proofread(text, by["lead"], [by[said["by"]]])
    act.remark(round_, by[said["by"]], said["verdict"], said["text"])
    if facts["audience"]:
        act.publish(text, by["lead"], facts["audience"], len(facts["versions"]))


def writers(practice: Practice) -> dict[str, User]:
    """Give who leads, and a member for each perspective; who leads where there is none."""
    members = Membership.objects.current().filter(practice=practice).select_related("user").order_by("-pk")
    found = {one.perspective: one.user for one in members}
    lead = next(one.user for one in members if one.is_facilitator)
    return {"lead": lead} | {name: found.get(name, lead) for name in ("lived", "pro")}
