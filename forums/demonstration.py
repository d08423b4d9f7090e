"""The cases and topics of the demonstration, and the talk under them and under stories; all of it fictional."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import Perspective, User
from files import documents, images
from forums import (
    demonstrated_cases,  # noqa: F401 - its part
    demonstrated_failures,  # noqa: F401 - its part
    demonstrated_guests,  # noqa: F401 - its part
    demonstrated_sessions,  # noqa: F401 - its part
)
from forums.actions.cases import bring
from forums.actions.leading import merge
from forums.actions.outcomes import Deed, mark
from forums.actions.replies import Words, reply
from forums.actions.replies import edit as edit_reply
from forums.actions.showing import let_pass, show_or_wait
from forums.actions.topics import start
from forums.models import Case, Reply, Talk, Topic
from knowledge.models import Intervention, Theme, WorkingElement
from practices.models import Audience, Contribution, Membership, Practice, Weighing
from practices.staging import Part, Stage

MORE = (*Case.AROUND[1:2], *Case.AROUND[3:], "result", "obstacle")  # tried and dilemma every case has
BY_THE_CAST = {"gemiste-afspraken": "professional"}
INSIDE = {"de-zoon-als-tolk", "meldcode-en-vertrouwen", "vrijwilliger-overvraagd", "buurtvrede", "jim-of-voogd"}


class Cases(Part):
    """Cases that worked and that failed; some stay inside their practice, and one waits for a second reader."""

    order = 30

    def load(self, stage: Stage) -> None:
        elements = {element.slug: element for element in WorkingElement.objects.all()}
        for facts in json.loads((settings.DATA / "demonstration" / "cases.json").read_text()):
            if practice := stage.practice_for(facts["themes"]):
                bring_case(facts, practice, elements, stage)


def bring_case(facts: dict[str, Any], practice: Practice, elements: dict[str, WorkingElement], stage: Stage) -> None:
    """Bring one case into its practice, some time ago."""
    author = stage.cast.get(BY_THE_CAST.get(facts["slug"], "")) or professional_in(practice)
    told = timezone.now() - timedelta(days=stage.chance.randint(5, 120))
    more = {name: facts.get(name, "") for name in MORE} | {
        name: facts.get(name, ()) for name in ("barriers", "values", "lost")
    }
    case = bring(
        practice,
        author,
        {
            "slug": facts["slug"],
            "title": facts["title"],
            "situation": facts["situation"],
            "question": facts["question"],
            "tried": "\n".join(facts["tried"]),
            "dilemma": facts["dilemma"],
            "outcome": facts["outcome"],
            "outcome_at": told + timedelta(days=4) if facts["outcome"] else None,
            "pseudonym": author.pseudonym,
            "perspective": Perspective.PROFESSIONAL,
            "audience": Audience.PRACTICE if facts["slug"] in INSIDE else Audience.EVERYONE,
            "made_at": told,
            "published_at": told,
            "interventions": Intervention.objects.filter(slug__in=facts["interventions"]),
            "themes": Theme.objects.filter(slug__in=facts["themes"]),
            **more,
        },
        [
            Weighing(element=elements[tag["element"]], polarity=tag["polarity"], quote=tag["note"])
            for tag in facts["element_tags"]
        ],
    )
    if not case.is_shown and not facts.get("waits"):  # what is made up points at nobody
        let_pass(case)
        show_or_wait(case)
        Case.objects.filter(pk=case.pk).update(published_at=told)


def professional_in(practice: Practice) -> User:
    """Give a member who works in the field, rather not who leads the practice."""
    members = Membership.objects.current().filter(practice=practice, perspective=Perspective.PROFESSIONAL)
    return members.order_by("is_facilitator", "pk").select_related("user")[0].user


class Topics(Part):
    """A few free topics, in practices and under a theme."""

    order = 32

    def load(self, stage: Stage) -> None:
        plan = json.loads((settings.DATA / "demonstration" / "topics.json").read_text())
        for facts in plan["topics"]:
            author = stage.cast[facts["who"]]
            told = timezone.now() - timedelta(days=facts["days"])
            place = stage.practices[facts["practice"]] if "practice" in facts else None
            said = {name: facts[name] for name in ("slug", "title", "text", "audience")}
            perspective = author.perspectives.all()[0].perspective
            who = {"pseudonym": author.pseudonym, "perspective": perspective}
            start(
                place or Theme.objects.get(slug=facts["theme"]),
                author,
                said | who | {"made_at": told, "published_at": told},
            )


def hanging(at: dict[str, str]) -> str:
    """Give what hangs at a reply: {"intervention": slug}, {"element": slug} or {"saved": slug}."""
    kinds: dict[str, Any] = {
        "intervention": ("interventie", Intervention),
        "element": ("element", WorkingElement),
        "saved": ("stuk", Contribution),
    }
    return next((f"{kinds[name][0]}:{kinds[name][1].objects.get(slug=slug).pk}" for name, slug in at.items()), "")


def brought(facts: dict[str, Any]) -> dict[str, Any]:
    """Give the drawing or the text that comes along with a reply."""
    if brief := facts.get("brought"):
        return {"file": documents.text(brief["text"].encode(), ".txt"), "file_words": brief["words"]}
    if not (drawn := facts.get("drawn")):
        return {}
    path = settings.DATA / "demonstration" / drawn["name"]
    with path.open("rb") as file:
        return {"file": images.check(file, path.stat().st_size), "file_words": drawn["words"]}


class Replies(Part):
    """What others said to the stories and cases, one or two days apart."""

    order = 35

    def load(self, stage: Stage) -> None:
        plan = json.loads((settings.DATA / "demonstration" / "replies.json").read_text())
        elements = {element.slug: element for element in WorkingElement.objects.all()}
        said = Counter[str]()
        for facts in plan["replies"]:
            said[facts["to"]] += 1
            root = Contribution.objects.select_related("author").get(slug=facts["to"])
            author = stage.cast[facts["who"]]
            words = Words(
                text=facts["text"],
                intent=facts["intent"],
                perspective=author.perspectives.all()[0].perspective,
                pseudonym=author.pseudonym,
                element=elements[facts["element"]] if "element" in facts else None,
                polarity=facts.get("polarity", ""),
                parent=Reply.objects.in_talk(root.pk).order_by("pk").first() if "quote" in facts else None,
                quote=facts.get("quote", ""),
                thing=hanging(facts.get("at", {})),
                **brought(facts),
            )
            written = reply(root, author, replace(words, text=facts.get("before", words.text)))
            if "before" in facts:
                edit_reply(written, words)
            at = min(timezone.now(), (root.published_at or root.made_at) + timedelta(days=said[facts["to"]]))
            Reply.objects.filter(pk=written.pk).update(made_at=at, published_at=at)
            Talk.objects.filter(root=root).update(active_at=at)
            if outcome := facts.get("outcome"):
                today = timezone.localdate()
                deeds = [Deed(who, what, today + timedelta(days=days)) for who, what, days in outcome["deeds"]]
                mark(written, stage.cast[outcome["by"]], deeds)


class GoneOn(Part):
    """Topics whose talk goes on in another, as who leads the practice decided; that can be undone."""

    order = 36

    def load(self, stage: Stage) -> None:
        plan = json.loads((settings.DATA / "demonstration" / "topics.json").read_text())
        for facts in plan["topics"]:
            if into := facts.get("goes_on_in"):
                topic = Topic.objects.get(slug=facts["slug"])
                leads = Membership.objects.current().filter(practice=topic.practice_id, is_facilitator=True)
                by = leads.select_related("user").order_by("pk")[0].user
                merge(topic, Contribution.objects.get(slug=into), by)
