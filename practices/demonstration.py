"""The first floor's share of the demonstration: practices in five regions, and made-up participants who weigh."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

import search
from accounts.cast import ensure_cast
from accounts.models import User
from knowledge.examples import put_examples
from knowledge.models import Intervention, TargetGroup, Theme, WorkingElement
from places.models import LabourRegion, Municipality
from practices import (  # noqa: F401 - their parts
    demonstrated_agenda,
    demonstrated_answers,
    demonstrated_insights,
    demonstrated_measures,
    demonstrated_texts,
    demonstrated_together,
    demonstrated_trying,
)
from practices.actions.cycle import found, move_to
from practices.actions.membership import join
from practices.actions.people import add_partner, describe_self
from practices.actions.templates import publish_template
from practices.models import Audience, Contribution, Phase, Polarity, Practice, Weighing
from practices.staging import Part, Stage

OF_THE_REST_MISSED = 0.4  # who does not say "it helped" says this often that it was missing …
WEEKS = 6  # that a phase takes
OF_THE_REST_WENT_WRONG = 0.3  # … or that it went wrong; the others say nothing about the element


class Knowledge(Part):
    """Example texts where the catalogue says nothing, marked as such: the ground floor has no parts of its own."""

    order = 5

    def load(self, stage: Stage) -> None:
        put_examples(json.loads((settings.DATA / "demonstration" / "knowledge.json").read_text(encoding="utf-8")))


TOWNS = ("enschede", "rotterdam", "utrecht")  # where the made-up people who weigh live
GROUPS = ("", TargetGroup.YOUNG, TargetGroup.ADULTS, TargetGroup.ADULTS, TargetGroup.OLDER)


class Practices(Part):
    """Practices, their members and the weighings the difference map is drawn from."""

    order = 10

    def load(self, stage: Stage) -> None:
        plan = json.loads((settings.DATA / "demonstration" / "practices.json").read_text())
        stage.cast = ensure_cast()
        others = [
            User.objects.create_user(f"deelnemer{number}@voorbeeld.example", pseudonym=name, is_fictional=True)
            for number, name in enumerate(plan["names"], start=1)
        ]
        perspectives = ["lived", "pro", "citizen", "pro", "lived", "research"]
        stage.extras = [(user, perspectives[number % 6]) for number, user in enumerate(others)]
        for facts in plan["practices"]:
            stage.practices[facts["slug"]] = make_practice(facts, stage)
        frame = plan["template"]
        publish_template(stage.practices[frame["of"]], stage.cast["movisie"], frame["name"], frame["about"])
        for round_ in plan["weighings"]:
            weigh(round_, plan["quotes"], stage)


def make_practice(facts: dict[str, Any], stage: Stage) -> Practice:
    """Make one practice as the file describes it, at its phase, with its members."""
    leader = stage.cast[facts["leads"][0]]
    practice = found(
        leader,
        perspective_of(leader),
        {
            "name": facts["name"],
            "question": facts["question"],
            "outcome": facts["outcome"],
            "signs": "\n".join(facts["signs"]),
            "contact": facts["contact"],
            "welcome": facts.get("welcome", ""),
            "join_question": facts.get("join_question", ""),
            "rules": facts.get("rules", ""),
            "rules_version": 1 if "rules" in facts else 0,
            "labour_region": LabourRegion.objects.get(slug=facts["region"]),
            "municipalities": Municipality.objects.filter(slug__in=facts["municipalities"]),
            "themes": Theme.objects.filter(slug__in=facts["themes"]),
            "interventions": Intervention.objects.filter(slug__in=facts["interventions"]),
            "joining": facts["joining"],
            "reviews_stories": facts["reviews_stories"],
            "is_fictional": True,
        },
    )
    Practice.objects.filter(pk=practice.pk).update(slug=facts["slug"])
    practice.slug = facts["slug"]
    search.index(practice)  # it was indexed at its first address
    for key in facts["members"]:
        join(practice, stage.cast[key], perspective_of(stage.cast[key]))
    for user, perspective in stage.chance.sample(stage.extras, facts["others"]):
        join(practice, user, perspective)
    for partner in facts.get("partners", ()):
        add_partner(practice, partner)
    for key, (function, knows) in facts.get("known", {}).items():
        describe_self(practice.memberships.get(user=stage.cast[key]), {"function": function, "knows": knows})
    go_through(practice, leader, facts["phase"], facts["harvests"])
    return practice


def go_through(practice: Practice, leader: User, phase: int, harvests: list[str]) -> None:
    """Bring a practice to one of its phases, with a harvest from each that is over; each took some weeks."""
    phases, today = list(practice.phases.all()), timezone.localdate()
    for number, words in enumerate(harvests, start=1):
        move_to(phases[number], seen=phases[number - 1].pk, harvest=words, by=leader)
    if not harvests:
        move_to(phases[phase - 1], seen=phases[0].pk)
    for number, one in enumerate(phases, start=1):
        begin = today + timedelta(weeks=WEEKS * (number - phase) - WEEKS // 2)
        Phase.objects.filter(pk=one.pk).update(
            starts_on=begin, ends_on=begin + timedelta(weeks=WEEKS) - timedelta(days=1)
        )


def perspective_of(user: User) -> str:
    """Give the first perspective this person speaks from."""
    return user.perspectives.all()[0].perspective


def weigh(round_: dict[str, Any], quotes: dict[str, Any], stage: Stage) -> None:
    """Let made-up people weigh the elements of one theme, each element with its own share of people it helped."""
    theme = Theme.objects.get(slug=round_["theme"])
    elements = WorkingElement.objects.filter(slug__in=round_["elements"]).order_by("slug")
    towns = list(Municipality.objects.filter(slug__in=TOWNS).order_by("slug"))
    said = {slug: {voice: list(words) for voice, words in by.items()} for slug, by in quotes.items()}
    for perspective, number in round_["people"].items():
        answers = {element: dealt(number, round_["elements"][element.slug][perspective], stage) for element in elements}
        for person in range(number):
            contribution = Contribution.objects.create(
                kind="weighing",
                pseudonym="",
                perspective=perspective,
                audience=Audience.EVERYONE,
                published_at=timezone.now() - timedelta(days=stage.chance.randint(1, 600)),
                group=stage.chance.choice(GROUPS),
                municipality=stage.chance.choice(towns),
                is_fictional=True,
            )
            contribution.themes.add(theme)
            Weighing.objects.bulk_create(
                Weighing(contribution=contribution, element=element, polarity=polarity, quote=quote)
                for element in elements
                if (polarity := answers[element][person])
                for quote in [next_quote(said, element.slug, perspective, polarity)]
            )


def dealt(number: int, helped: float, stage: Stage) -> list[str]:
    """Deal what each of `number` people says of one element, "" for nothing; `helped` is the share it helped, 0 to 1.

    Dealt, not drawn: a figure that happened to fall close to nobody or everybody could not be shown on the map.
    """
    yes = round(helped * number)
    missed, wrong = round((number - yes) * OF_THE_REST_MISSED), round((number - yes) * OF_THE_REST_WENT_WRONG)
    answers: list[str] = [*[Polarity.HELPED] * yes, *[Polarity.MISSING] * missed, *[Polarity.HINDERED] * wrong]
    answers += [""] * (number - len(answers))
    stage.chance.shuffle(answers)
    return answers


def next_quote(said: dict[str, Any], slug: str, perspective: str, polarity: str) -> str:
    """Take the next sentence for this element and voice, as long as there are; only beside "it helped"."""
    words = said.get(slug, {}).get(perspective, []) if polarity == Polarity.HELPED else []
    return words.pop(0) if words else ""


class Silence(Part):
    """Loaded last: some practices were busy lately, others have been silent for weeks."""

    order = 90

    def load(self, stage: Stage) -> None:
        for practice in stage.practices.values():
            quiet = timedelta(days=stage.chance.randint(0, 60))
            Practice.objects.filter(pk=practice.pk).update(active_at=timezone.now() - quiet)
