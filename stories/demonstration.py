"""The stories of the demonstration, by fictional tellers."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from knowledge.models import Intervention, Theme, WorkingElement
from places.models import Municipality
from practices.actions.contributions import consent, publish
from practices.actions.weighing import set_weighings
from practices.models import Audience, Purpose, Weighing
from practices.staging import Part, Stage
from stories import demonstrated_answers, demonstrated_files, demonstrated_reviews  # noqa: F401 - their parts
from stories.actions.asking import compose, set_slider
from stories.models import Story

BY_THE_CAST = {"post-in-een-plastic-tas": "ervaring", "eerst-een-sleutel": "ervaring2"}
NOT_FOR_EVERYONE = {
    "de-open-deur": Audience.SIGNED_IN,
    "zes-gezichten": Audience.SIGNED_IN,
    "geen-klik": Audience.PRACTICE,
    "schulden-op-mijn-achttiende": Audience.PRACTICE,
}
MEANT: dict[str, dict[str, Any]] = {  # what some of them said it meant
    "de-man-van-dinsdag": {"triangle": "201", "line": 4, "since": "jaar", "domains": " contact zin "},
    "post-in-een-plastic-tas": {"triangle": "210", "line": 3, "since": "lang", "domains": " geld gevoel "},
    "eerst-een-sleutel": {"triangle": "120", "line": 5, "since": "lang", "domains": " wonen veilig "},
    "zes-gezichten": {"triangle": "030", "line": 1, "domains": " gezin geld "},
}
ASKED = {  # what one of the practices asks, and its line
    "happened": "begin",
    "helped": "verschil",
    "hints_happened": ["kwam", "brieven", "luisteren"],
    "hints_helped": ["klein", "tip"],
}
LINE = ("Hoe snel kwam er hulp?", "veel te laat", "precies op tijd")
ON_THE_LINE = {"post-in-een-plastic-tas": 2}
FOR_LESSONS = 0.4  # of the tellers say yes to education


class Stories(Part):
    """Twenty-four stories; a few are read by fewer people than everyone."""

    order = 20

    def load(self, stage: Stage) -> None:
        facts = json.loads((settings.DATA / "demonstration" / "stories.json").read_text())
        elements = {element.slug: element for element in WorkingElement.objects.all()}
        for story in facts["stories"] if isinstance(facts, dict) else facts:
            tell(story, elements, stage)


def tell(facts: dict[str, Any], elements: dict[str, WorkingElement], stage: Stage) -> None:
    """Make one story as its teller sent it, shown to whom they chose."""
    told = timezone.now() - timedelta(days=stage.chance.randint(2, 150), hours=stage.chance.randint(0, 23))
    audience = NOT_FOR_EVERYONE.get(facts["slug"], Audience.EVERYONE)
    story = Story.objects.create(
        slug=facts["slug"],
        title=facts["title"],
        happened=facts["text"],
        turning_point=facts.get("turning_point") or "",
        **MEANT.get(facts["slug"], {}),
        author=stage.cast.get(BY_THE_CAST.get(facts["slug"], "")),
        pseudonym=facts["alias"],
        practice=stage.practice_for(facts["themes"]),
        audience=audience,
        municipality=Municipality.objects.filter(code=facts["municipality_code"]).first(),
        intervention=Intervention.objects.filter(slug__in=facts["interventions"][:1]).first(),
        step="nalezen",
        made_at=told,
        saved_at=told,
        readers_at=told,
        sent_at=told,
        published_at=told,
        first_shown_at=told,
        is_fictional=True,
    )
    story.themes.set(Theme.objects.filter(slug__in=facts["themes"]))
    set_weighings(
        story,
        [
            Weighing(
                element=elements[tag["element"]],
                polarity=tag["polarity"],
                quote=tag["quote"],
                intervention=story.intervention,
            )
            for tag in {(tag["element"], tag["polarity"]): tag for tag in facts["element_tags"]}.values()
        ],
    )
    purposes = {Purpose(str(audience)), Purpose.REGIONS}
    consent(story, purposes | ({Purpose.EDUCATION} if stage.chance.random() < FOR_LESSONS else set()))
    publish(story)


class Asks(Part):
    """One practice asks in its own words, and has a line of its own that a story answers."""

    order = 22

    def load(self, stage: Stage) -> None:
        leader, practice = stage.cast["facilitator"], stage.practice_for(["schulden"])
        if practice is None:
            return
        compose(practice, leader, None, ASKED)
        set_slider(practice, leader, *LINE)
        for slug, place in ON_THE_LINE.items():
            Story.objects.filter(slug=slug, practice=practice).update(slider=practice.sliders.get(), line=place)
