"""The demonstration: what members of practices keep together; all of it of practices marked as made up."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

import search
from files import documents
from practices.actions import agreements, definitions, library
from practices.models import Agreement, AgreementLook, DefinitionVersion, ItemVersion, LibraryItem
from practices.staging import Part, Stage


class Together(Part):
    """Loaded after the practices and their people."""

    order = 48

    def load(self, stage: Stage) -> None:
        plan = json.loads((settings.DATA / "demonstration" / "together.json").read_text())
        for facts in plan["library"]:
            lay(facts, stage)
        for facts in plan["definitions"]:
            say(facts, stage)
        for facts in plan["agreements"]:
            agree(facts, stage)


def ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def lay(facts: dict[str, Any], stage: Stage) -> None:
    """Lay one thing in a library, with its versions, so many days ago."""
    practice, by = stage.practices[facts["practice"]], stage.cast[facts["by"]]
    first, *later = (as_typed(version) for version in facts["versions"])
    item = library.add(practice, by, {"title": facts["title"], "why": facts["why"]} | first)
    for newer in later:
        library.bring(item, stage.cast[newer["by"]], newer)
    for version, told in zip(item.versions.order_by("number"), facts["versions"], strict=True):
        ItemVersion.objects.filter(pk=version.pk).update(at=ago(told.get("days", facts["days"])))
    latest = item.versions.order_by("-number")[0]
    LibraryItem.objects.filter(pk=item.pk).update(added_at=ago(facts["days"]), changed_at=latest.at)
    search.index(item)


def as_typed(version: dict[str, Any]) -> dict[str, Any]:
    """Give a version as its action takes it."""
    file = documents.text(version["text"].encode(), ".txt") if "text" in version else None
    return {"link": version.get("link", ""), **version, "file": file}


def say(facts: dict[str, Any], stage: Stage) -> None:
    """Say one word as a practice means it, with how it said that before."""
    first, *later = facts["versions"]
    word = definitions.define(stage.practices[facts["practice"]], stage.cast[first["by"]], facts | first)
    for number, newer in enumerate(later, start=1):
        definitions.write(word, stage.cast[newer["by"]], newer, number)
    for version, told in zip(word.versions.order_by("number"), facts["versions"], strict=True):
        DefinitionVersion.objects.filter(pk=version.pk).update(at=ago(told.get("days", facts["days"])))
    definitions.show(word, facts["open"])


def agree(facts: dict[str, Any], stage: Stage) -> None:
    """Write one agreement down, with each time it was looked at."""
    practice, day = stage.practices[facts["practice"]], timezone.localdate() + timedelta(days=facts["in_days"])
    leader = practice.founded_by
    if leader is None:
        return
    known = {name: facts[name] for name in ("who", "brings", "question")}
    partner = practice.partners.filter(name=facts["partner"]).first()
    one = agreements.agree(practice, leader, known | {"partner": partner, "look_on": day})
    for number, told in enumerate(facts["looks"]):
        row = agreements.look(one, leader, {"look_on": day, "brings": ""} | told, number)
        AgreementLook.objects.filter(pk=row.pk).update(at=ago(told["days"]))
        Agreement.objects.filter(pk=one.pk, ended_at__isnull=False).update(ended_at=ago(told["days"]))
    search.index(one)
