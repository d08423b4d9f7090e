"""What somebody can do next: one thing for each perspective in each step of the learning cycle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective
from practices.models import Phase, Practice

Step = Phase.Step
# What is done where; the floors above bring the addresses of theirs (see `way`).
AGENDA, KNOWN, STORY, CASE, TALK, SESSION = "agenda", "known", "story", "case", "talk", "session"
MAP, ASSESSMENT, MONITOR, INSIGHTS, EXCHANGE = "map", "assessment", "monitor", "insights", "exchange"


@dataclass(frozen=True)
class Next:
    """One thing to do: what it is done with, and a sentence that asks for it."""

    doing: str
    sentence: Any

    def url(self, practice: Practice) -> str:
        """Give where it is done."""
        return _ways[self.doing](practice)


Way = Callable[[Practice], str]
_ways: dict[str, Way] = {}


def way(doing: str, where: Way) -> None:
    """Say where something is done."""
    _ways[doing] = where


def inside(name: str) -> Way:
    """Give the way to the address of that name in a practice."""
    return lambda practice: reverse(name, args=[practice.slug])


way(AGENDA, inside("practices:agenda"))
way(MAP, inside("practices:difference_practice"))
way(ASSESSMENT, inside("practices:assessments"))
way(MONITOR, inside("practices:monitor"))
way(INSIGHTS, inside("practices:insights"))
way(KNOWN, lambda practice: f"{reverse('search:page')}?{urlencode({'q': practice.question})}")
way(EXCHANGE, lambda practice: reverse("practices:exchange"))

LIVED, CITIZEN, PRO = Perspective.LIVED, Perspective.CITIZEN, Perspective.PROFESSIONAL
RESEARCH, POLICY = Perspective.RESEARCH, Perspective.POLICY

NEXT: dict[str, dict[str, Next]] = {
    Step.QUESTION: {
        LIVED: Next(TALK, _("Zeg of dit ook jouw vraag is.")),
        CITIZEN: Next(AGENDA, _("Zet op de agenda wat jij belangrijk vindt.")),
        PRO: Next(TALK, _("Vertel waar jij in je werk op vastloopt.")),
        RESEARCH: Next(KNOWN, _("Zoek op wie deze vraag al eerder stelde.")),
        POLICY: Next(TALK, _("Zeg wat jullie met het antwoord gaan doen.")),
    },
    Step.KNOWING: {
        LIVED: Next(KNOWN, _("Kijk of de kennis klopt met wat jij meemaakte.")),
        CITIZEN: Next(KNOWN, _("Lees wat er al bekend is.")),
        PRO: Next(KNOWN, _("Zoek op wat er al bekend is.")),
        RESEARCH: Next(KNOWN, _("Breng in wat onderzoek hierover zegt.")),
        POLICY: Next(EXCHANGE, _("Lees wat andere regio’s al probeerden.")),
    },
    Step.STORIES: {
        LIVED: Next(STORY, _("Vertel wat jou hielp, en wat niet.")),
        CITIZEN: Next(STORY, _("Vertel wat jij meemaakt in je buurt.")),
        PRO: Next(CASE, _("Breng een casus in met één vraag.")),
        RESEARCH: Next(MAP, _("Kijk welke stemmen nog missen.")),
        POLICY: Next(CASE, _("Vertel welke regel in de weg zat.")),
    },
    Step.READING: {
        LIVED: Next(SESSION, _("Kom aan tafel en zeg wat jij ziet.")),
        CITIZEN: Next(SESSION, _("Kom aan tafel en zeg wat je opvalt.")),
        PRO: Next(SESSION, _("Kom aan tafel en leg uit wat jij ziet.")),
        RESEARCH: Next(MAP, _("Kijk waar mensen het oneens zijn.")),
        POLICY: Next(SESSION, _("Kom aan tafel en luister eerst.")),
    },
    Step.TRYING: {
        LIVED: Next(TALK, _("Zeg wat jij merkt van wat we proberen.")),
        CITIZEN: Next(TALK, _("Zeg wat jij merkt van wat we proberen.")),
        PRO: Next(TALK, _("Vertel hoe het proberen gaat.")),
        RESEARCH: Next(MONITOR, _("Denk mee hoe we zien of het helpt.")),
        POLICY: Next(TALK, _("Zeg welke regel jij uit de weg haalt.")),
    },
    Step.MEASURING: {
        LIVED: Next(ASSESSMENT, _("Vul de zelftest in: hoe was de hulp voor jou?")),
        CITIZEN: Next(MONITOR, _("Kijk wat er veranderde voor mensen.")),
        PRO: Next(ASSESSMENT, _("Vul de zelftest in over jullie hulp.")),
        RESEARCH: Next(MONITOR, _("Kijk of de cijfers kloppen.")),
        POLICY: Next(MONITOR, _("Kijk wat er veranderde voor mensen.")),
    },
    Step.SHARING: {
        LIVED: Next(INSIGHTS, _("Lees na wat we leerden: klopt het?")),
        CITIZEN: Next(INSIGHTS, _("Lees wat we leerden.")),
        PRO: Next(INSIGHTS, _("Schrijf op wat jij nu anders doet.")),
        RESEARCH: Next(INSIGHTS, _("Kijk of het inzicht stevig genoeg is.")),
        POLICY: Next(EXCHANGE, _("Kijk wie dit ook kan gebruiken.")),
    },
}


def next_for(phase: Phase | None, perspective: str) -> Next | None:
    """Give what somebody who speaks from this perspective can do in this phase."""
    return NEXT.get(phase.step, {}).get(perspective) if phase else None


def all_next(phase: Phase | None) -> list[tuple[str, Next]]:
    """Give (perspective, what to do) for every perspective in this phase, experience first."""
    return [(one.value, found) for one in Perspective if (found := next_for(phase, one.value))]
